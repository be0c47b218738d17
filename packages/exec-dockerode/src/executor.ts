/** The executor over the Engine API. */
import type { ClientConfig, Query } from '@dmap/core'
import { type Executor, observedOf, type SecretResolver, secretsOf } from '@dmap/runtime'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { Connections, type OpenTunnel } from './connections'
import { observeClient } from './observe'
import { performAction } from './perform'
import { registryLogin } from './registry-login'
import { sshTunnel } from './ssh-tunnel'
import { type Read, readSurroundings } from './surroundings'

export interface DockerodeOptions {
  readonly clients: Readonly<Record<string, ClientConfig>>
  /** Default: no secret has a value. */
  readonly secrets?: SecretResolver
  /** Secrets that are in what there is already, besides those of the maps that this executor looks for. */
  readonly secretNames?: ReadonlyArray<string>
  /** `DOCKER_HOST` and its kin, contexts, credentials; default: read from the process and its user's files. */
  readonly surroundings?: Read
  /** Opens a way to an Engine behind `ssh://`; default: one verified SSH connection per host. */
  readonly tunnel?: OpenTunnel
}

/**
 * @example
 * const executor = dockerodeExecutor({ clients: { default: client } })
 * const observed = await executor.observe(queryOf(resources))()
 */
export const dockerodeExecutor = (options: DockerodeOptions): Executor => {
  const secrets = secretsOf(options.secrets ?? (async () => undefined))
  secrets.note(options.secretNames ?? [])
  const surroundings = options.surroundings ?? readSurroundings()
  const connections = new Connections(options.clients, surroundings, options.tunnel ?? sshTunnel)

  return {
    name: 'dockerode',
    abilities: { hostCommands: false, lacks: () => [] },
    observe: (query) => async () => {
      secrets.note(query.secretNames ?? [])
      const before = connections.requests()
      const clients = Object.keys(query.clients).sort()
      const seen = await Promise.all(
        clients.map(async (client) => {
          const connection = await connections.of(client)
          if (isLeft(connection)) return [client, connection] as const
          return [
            client,
            await observeClient(connection.right, query.map, query.clients[client] as Query['clients'][string]),
          ] as const
        }),
      )
      return right(observedOf(seen, connections.requests() - before))
    },
    perform: (action, signal, notify) => async () => {
      const connection = await connections.of(action.client)
      if (isLeft(connection)) return connection
      const config = options.clients[action.client] as ClientConfig
      const credentials = registryLogin(action.client, config, surroundings.configuration, secrets)
      return performAction(
        { connection: connection.right, secrets, signal, notify: notify ?? (() => {}), credentials },
        action,
      )
    },
    requests: () => connections.requests(),
    close: () => connections.close(),
  }
}
