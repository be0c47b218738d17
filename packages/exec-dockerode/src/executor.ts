/** The executor over the Engine API: connections are made when they are first needed, one per client. */

import type { ClientConfig, ClientObservation, Query } from '@dmap/core'
import { type Executor, type ExecutorError, type Observed, type SecretResolver, secretsOf } from '@dmap/runtime'
import { type Either, isLeft, isRight, left, right } from 'fp-ts/lib/Either.js'
import { type Connection, connectionTo } from './connection'
import { type Endpoint, endpointOf } from './endpoint'
import { observeClient } from './observe'
import { performAction } from './perform'
import { registryLogin } from './registry-login'
import { type Read, readSurroundings } from './surroundings'
import { type Tunnel, transportTo } from './transport'

export interface DockerodeOptions {
  readonly clients: Readonly<Record<string, ClientConfig>>
  /** Default: no secret has a value. */
  readonly secrets?: SecretResolver
  /** `DOCKER_HOST` and its kin, contexts, credentials; default: read from the process and its user's files. */
  readonly surroundings?: Read
  /** Opens a way to an Engine behind `ssh://`. */
  readonly tunnel?: (client: string, config: ClientConfig, url: string) => Promise<Tunnel>
}

/** Seconds for one request, unless the client says otherwise. */
export const DEFAULT_TIMEOUT = 60

/**
 * @example
 * const executor = dockerodeExecutor({ clients: { default: client } })
 * const observed = await executor.observe(queryOf(resources))()
 */
export const dockerodeExecutor = (options: DockerodeOptions): Executor => {
  const secrets = secretsOf(options.secrets ?? (async () => undefined))
  const surroundings = options.surroundings ?? readSurroundings()
  const connections = new Map<string, Promise<Either<ExecutorError, Connection>>>()
  const tunnels: Tunnel[] = []
  const requests = new Set<() => number>()

  const connect = async (client: string): Promise<Either<ExecutorError, Connection>> => {
    const config = options.clients[client]
    if (config === undefined) return left(unable(client, `the client ${client} is not configured`))
    const endpoint = endpointOf(config, surroundings)
    if (isLeft(endpoint)) return left(unable(client, endpoint.left))
    const reachable = await reach(client, config, endpoint.right)
    if (isLeft(reachable)) return reachable
    try {
      const transport = transportTo(reachable.right)
      const timeout = config.timeout ?? DEFAULT_TIMEOUT
      const connection = connectionTo({ client, endpoint: endpoint.right, transport, timeout })
      requests.add(connection.requests)
      return right(connection)
    } catch (error) {
      return left(unable(client, `the connection cannot be set up: ${textOf(error)}`))
    }
  }

  const reach = async (
    client: string,
    config: ClientConfig,
    endpoint: Endpoint,
  ): Promise<Either<ExecutorError, Exclude<Endpoint, { readonly _tag: 'Ssh' }>>> => {
    if (endpoint._tag !== 'Ssh') return right(endpoint)
    if (options.tunnel === undefined)
      return left(unable(client, `${endpoint.url}: this executor was made without a way over SSH`))
    try {
      const tunnel = await options.tunnel(client, config, endpoint.url)
      tunnels.push(tunnel)
      return right({ _tag: 'Socket', path: tunnel.socketPath })
    } catch (error) {
      return left({ _tag: 'Unreachable', client, request: 'connect', message: textOf(error) })
    }
  }

  /** A connection that could not be made is tried again by the next one who asks. */
  const connectionOf = async (client: string): Promise<Either<ExecutorError, Connection>> => {
    const known = connections.get(client) ?? connect(client)
    connections.set(client, known)
    const connection = await known
    if (isLeft(connection)) connections.delete(client)
    return connection
  }

  const count = (): number => [...requests].reduce((sum, one) => sum + one(), 0)

  return {
    name: 'dockerode',
    abilities: { hostCommands: false, lacks: [] },
    observe: (query) => async () => {
      const before = count()
      const clients = Object.keys(query.clients).sort()
      const seen = await Promise.all(
        clients.map(async (client) => {
          const connection = await connectionOf(client)
          if (isLeft(connection)) return [client, connection] as const
          return [
            client,
            await observeClient(connection.right, query.map, query.clients[client] as Query['clients'][string]),
          ] as const
        }),
      )
      return right(observedOf(seen, count() - before))
    },
    perform: (action, signal, notify) => async () => {
      const connection = await connectionOf(action.client)
      if (isLeft(connection)) return connection
      const config = options.clients[action.client] as ClientConfig
      const credentials = registryLogin(action.client, config, surroundings.configuration, secrets)
      return performAction(
        { connection: connection.right, secrets, signal, notify: notify ?? (() => {}), credentials },
        action,
      )
    },
    requests: count,
    close: async () => {
      connections.clear()
      await Promise.all(tunnels.splice(0).map((tunnel) => tunnel.close()))
    },
  }
}

const observedOf = (
  seen: ReadonlyArray<readonly [string, Either<ExecutorError, ClientObservation>]>,
  requests: number,
): Observed => ({
  observation: {
    format: '1.0',
    clients: Object.fromEntries(seen.flatMap(([client, found]) => (isRight(found) ? [[client, found.right]] : []))),
  },
  unreachable: seen.flatMap(([, found]) => (isLeft(found) ? [found.left] : [])),
  requests,
})

const unable = (client: string, message: string): ExecutorError => ({
  _tag: 'Unable',
  client,
  request: 'connect',
  message,
})

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
