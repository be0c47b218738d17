/** Which executor carries plans out: the command line's, else the environment's, else the clients', else dockerode. */
import { type ClientConfig, DEFAULT_CLIENT } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import type { Hosts } from './hosts'
import { EXECUTOR_NAMES, type ExecutorName } from './options'

const NO_SETTINGS: ClientConfig = { interfaces: {}, interfaces_ipv6: {}, compare: {} }

/** @param given `--executor` */
export const chooseExecutor = (
  given: ExecutorName | undefined,
  { clients, environment, used }: Hosts,
): Either<Failure, ExecutorName> => {
  const own = new Set(used.map((client) => clients[client]?.executor ?? 'dockerode'))
  if (given === undefined && environment.executor === undefined && own.size > 1)
    return left(
      usage(`the clients name different executors: ${[...own].sort().join(', ')}`, 'choose one with --executor'),
    )
  const name = given ?? environment.executor ?? [...own][0] ?? 'dockerode'
  const known = EXECUTOR_NAMES.find((one) => one === name)
  return known === undefined
    ? left(usage(`unknown executor "${name}"`, `one of ${EXECUTOR_NAMES.join(', ')}`))
    : right(known)
}

/** Settings of every client; without a clients file there is `default`, which has none of its own. */
export const settingsOf = ({ clients, used }: Hosts): Readonly<Record<string, ClientConfig>> => ({
  ...(used.includes(DEFAULT_CLIENT) ? { [DEFAULT_CLIENT]: NO_SETTINGS } : {}),
  ...clients,
})
