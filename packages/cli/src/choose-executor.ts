/** Which executor each client is reached by: the command line's, else the environment's, else its own, else dockerode. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ClientConfig, DEFAULT_CLIENT, ownMember, recordOf } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import type { Hosts } from './hosts'
import { EXECUTOR_NAMES, type ExecutorName } from './options'

/** By client. */
export type Choice = Readonly<Record<string, ExecutorName>>

const NO_SETTINGS: ClientConfig = { interfaces: {}, interfaces_ipv6: {}, compare: {} }

/** @param given `--executor` */
export const chooseExecutors = (given: ExecutorName | undefined, hosts: Hosts): Either<Failure, Choice> => {
  const choice: [string, ExecutorName][] = []
  for (const client of hosts.used) {
    const wanted = given ?? hosts.environment.executor ?? ownMember(hosts.clients, client)?.executor ?? 'dockerode'
    const known = EXECUTOR_NAMES.find((name) => name === wanted)
    if (known === undefined)
      return left(usage(`unknown executor "${wanted}" for ${client}`, `one of ${EXECUTOR_NAMES.join(', ')}`))
    choice.push([client, known])
  }
  return right(recordOf(choice))
}

/** True where nothing real is touched. */
export const isDryrun = (choice: Choice): boolean => Object.values(choice).every((name) => name === 'dryrun')

/** Settings of every client; without a clients file there is `default`, which has none of its own. */
export const settingsOf = ({ clients, used, folder }: Hosts): Readonly<Record<string, ClientConfig>> => ({
  ...(used.includes(DEFAULT_CLIENT) ? { [DEFAULT_CLIENT]: NO_SETTINGS } : {}),
  ...Object.fromEntries(Object.entries(clients).map(([name, client]) => [name, withPaths(client, folder)])),
})

/**
 * Relative paths of certificates and keys start from the folder of the clients file, and those with `~` from the user's
 * home. What is for SSH finds the home by itself: it may be that of another environment.
 */
const withPaths = (client: ClientConfig, folder: string): ClientConfig => ({
  ...client,
  ...(client.tls === undefined
    ? {}
    : { tls: resolved(client.tls, ['ca', 'cert', 'key'], (path) => pathFrom(folder, path)) }),
  ...(client.ssh === undefined
    ? {}
    : {
        ssh: resolved(client.ssh, ['identity_file', 'known_hosts'], (path) =>
          isInHome(path) ? path : resolve(folder, path),
        ),
      }),
})

const isInHome = (path: string): boolean => /^~(?=\/|$)/.test(path)

const pathFrom = (folder: string, path: string): string =>
  isInHome(path) ? join(homedir(), path.slice(1)) : resolve(folder, path)

const resolved = <T extends object>(settings: T, keys: ReadonlyArray<keyof T>, place: (path: string) => string): T =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      keys.includes(key as keyof T) && typeof value === 'string' ? place(value) : value,
    ]),
  ) as T
