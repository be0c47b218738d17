/** Where a client's Engine listens: from `base_url`, else from the environment and the current Docker context. */

import type { ClientConfig } from '@dmap/core'
import { type Either, left, right } from 'fp-ts/lib/Either.js'

export interface TlsFiles {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly verify: boolean
}

export type Endpoint =
  | { readonly _tag: 'Socket'; readonly path: string }
  | { readonly _tag: 'Tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | null }
  /** Reached through a tunnel, see `Tunnel`. */
  | { readonly _tag: 'Ssh'; readonly url: string }

/** What the machine says about Engines; read once, at the edge, by `readSurroundings`. */
export interface Surroundings {
  /** `DOCKER_HOST`, `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH`. */
  readonly host?: string
  readonly tlsVerify: boolean
  readonly certPath?: string
  /** Of the current Docker context; `DOCKER_HOST` wins over it, as with the `docker` command. */
  readonly context?: { readonly host: string; readonly tls: TlsFiles | null }
  /** Name of a context that was asked for and of which nothing can be read: no other Engine is taken in its place. */
  readonly missingContext?: string
}

export const DEFAULT_SOCKET = '/var/run/docker.sock'
const PLAIN_PORT = 2375
const TLS_PORT = 2376

/**
 * Left says what is wrong with the address. Certificates are file names here.
 *
 * @example
 * endpointOf({ ...client, base_url: 'tcp://web1:2375' }, surroundings) // Tcp web1 2375, without TLS
 */
export const endpointOf = (client: ClientConfig, around: Surroundings): Either<string, Endpoint> => {
  if (client.base_url !== undefined) return parseAddress(client.base_url, client.tls ?? null)
  if (around.host !== undefined && around.host !== '') return parseAddress(around.host, tlsAround(around))
  if (around.missingContext !== undefined)
    return left(
      `there is no Docker context "${around.missingContext}": name another one, or give the client \`base_url\``,
    )
  if (around.context !== undefined) return parseAddress(around.context.host, around.context.tls)
  return right({ _tag: 'Socket', path: DEFAULT_SOCKET })
}

const tlsAround = ({ tlsVerify, certPath }: Surroundings): TlsFiles | null => {
  if (certPath === undefined || certPath === '') return tlsVerify ? { verify: true } : null
  return { ca: `${certPath}/ca.pem`, cert: `${certPath}/cert.pem`, key: `${certPath}/key.pem`, verify: tlsVerify }
}

const parseAddress = (address: string, tls: TlsFiles | null): Either<string, Endpoint> => {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z+]+):\/\/)?(.*)$/.exec(address) ?? []
  switch (scheme) {
    case 'unix':
      // `unix://var/run/docker.sock` is an old way to write it.
      return right({ _tag: 'Socket', path: rest === '' ? DEFAULT_SOCKET : `/${rest.replace(/^\/+/, '')}` })
    case 'tcp':
    case 'http':
      return parseHost(address, rest, tls)
    case 'https':
      return parseHost(address, rest, tls ?? { verify: true })
    case 'ssh':
      return right({ _tag: 'Ssh', url: address })
    default:
      return left(`the address ${address} starts with ${scheme}://; known are unix, tcp, http, https and ssh`)
  }
}

const parseHost = (address: string, rest: string, tls: TlsFiles | null): Either<string, Endpoint> => {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^/:[\]]+)(?::(\d+))?\/?$/.exec(rest)
  const port = Number(match?.[2] ?? (tls === null ? PLAIN_PORT : TLS_PORT))
  if (match?.[1] === undefined || port < 1 || port > 65535)
    return left(`the address ${address} is not of the form tcp://host:port`)
  return right({ _tag: 'Tcp', host: match[1].replace(/^\[|\]$/g, ''), port, tls })
}
