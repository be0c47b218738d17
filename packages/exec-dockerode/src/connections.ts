/** The connections of one executor: one per client, made when it is first needed. */

import type { ClientConfig } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Connection, connectionTo } from './connection'
import { type Endpoint, endpointOf, type Surroundings } from './endpoint'
import { wordsOf } from './fault'
import { transportTo } from './reach'
import type { Tunnel } from './transport'

export type OpenTunnel = (client: string, config: ClientConfig, url: string) => Promise<Tunnel>

/** Seconds for one request, unless the client says otherwise. */
export const DEFAULT_TIMEOUT = 60

export class Connections {
  private readonly known = new Map<string, Promise<Either<ExecutorError, Connection>>>()
  private readonly made: Connection[] = []
  private readonly tunnels: Tunnel[] = []
  private closed = false

  constructor(
    private readonly clients: Readonly<Record<string, ClientConfig>>,
    private readonly surroundings: Surroundings,
    private readonly openTunnel: OpenTunnel,
  ) {}

  /** One that could not be made is tried again by the next one who asks. */
  async of(client: string): Promise<Either<ExecutorError, Connection>> {
    const known = this.known.get(client) ?? this.connect(client)
    this.known.set(client, known)
    const connection = await known
    if (isLeft(connection)) this.known.delete(client)
    return connection
  }

  /** Requests made so far. */
  requests(): number {
    return this.made.reduce((sum, connection) => sum + connection.requests(), 0)
  }

  async close(): Promise<void> {
    this.closed = true
    this.known.clear()
    for (const connection of this.made) connection.close()
    await Promise.all(this.tunnels.splice(0).map((tunnel) => tunnel.close()))
  }

  private async connect(client: string): Promise<Either<ExecutorError, Connection>> {
    const config = Object.hasOwn(this.clients, client) ? this.clients[client] : undefined
    if (config === undefined) return left(unable(client, `the client ${client} is not configured`))
    const endpoint = endpointOf(config, this.surroundings)
    if (isLeft(endpoint)) return left(unable(client, endpoint.left))
    const tunnel = await this.tunnelTo(client, config, endpoint.right)
    if (isLeft(tunnel)) return tunnel
    try {
      return right(await this.remember(client, config, endpoint.right, tunnel.right))
    } catch (error) {
      return left(unable(client, `the connection cannot be set up: ${wordsOf(error)}${filesOf(endpoint.right)}`))
    }
  }

  private async remember(
    client: string,
    config: ClientConfig,
    endpoint: Endpoint,
    tunnel: Tunnel | null,
  ): Promise<Connection> {
    const reached = endpoint._tag === 'Ssh' ? ({ _tag: 'Socket', path: tunnel?.socketPath ?? '' } as const) : endpoint
    const transport = await transportTo(reached)
    const timeout = config.timeout ?? DEFAULT_TIMEOUT
    const explain = () => tunnel?.lastError?.()?.message
    const connection = connectionTo({ client, endpoint, transport, timeout, explain })
    this.made.push(connection)
    return connection
  }

  /** Null: none is needed. */
  private async tunnelTo(
    client: string,
    config: ClientConfig,
    endpoint: Endpoint,
  ): Promise<Either<ExecutorError, Tunnel | null>> {
    if (endpoint._tag !== 'Ssh') return right(null)
    try {
      const tunnel = await this.openTunnel(client, config, endpoint.url)
      // Nobody would close it any more.
      if (this.closed) {
        await tunnel.close()
        return left(unable(client, 'the executor was closed'))
      }
      this.tunnels.push(tunnel)
      return right(tunnel)
    } catch (error) {
      const { hint } = error as { readonly hint?: string }
      const message = `${endpoint.url}: ${textOf(error)}`
      return left({ _tag: 'Unreachable', client, request: 'connect', message, ...(hint === undefined ? {} : { hint }) })
    }
  }
}

const unable = (client: string, message: string): ExecutorError => ({
  _tag: 'Unable',
  client,
  request: 'connect',
  message,
})

/** Which files those may be that cannot be used. */
const filesOf = (endpoint: Endpoint): string => {
  if (endpoint._tag !== 'Tcp' || endpoint.tls === null) return ''
  const { ca, cert, key } = endpoint.tls
  const files = Object.entries({ ca, cert, key }).flatMap(([name, file]) =>
    file === undefined ? [] : [`tls.${name} ${file}`],
  )
  return files.length === 0 ? '' : ` (${files.join(', ')})`
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
