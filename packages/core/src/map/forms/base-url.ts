/** The forms of a client's `base_url`, each to one spelling. */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Codec } from '../../base/codec'
import { codec, refuse } from '../../base/codec'
import { text } from '../values'

const FORMS =
  'unix:///path, tcp://host:port, https://host:port, ssh://user@host:port, npipe:////./pipe/name, or host:port'

/** The Engine's ports: what an address without one means. */
const PLAIN_PORT = '2375'
const TLS_PORT = '2376'

/**
 * One spelling of an address, or nothing where it is none.
 *
 * @param tls whether the client has TLS settings
 * @example
 * normaliseBaseUrl('unix://var/run/docker.sock') // 'unix:///var/run/docker.sock'
 * normaliseBaseUrl('apps1_host') // 'tcp://apps1_host:2375'
 */
export const normaliseBaseUrl = (url: string, tls = false): string | undefined => {
  const [, scheme, rest] = /^(?:([a-z]+):\/\/)?(.*)$/is.exec(url) ?? []
  if (rest === undefined || rest === '') return undefined
  switch (scheme?.toLowerCase()) {
    case 'unix':
      return /^[^\s\0]+$/.test(rest) && rest !== '/' ? `unix:///${rest.replace(/^\/+/, '')}` : undefined
    case 'npipe':
      return `npipe://${rest}`
    case undefined:
    case 'tcp':
    case 'http':
      return withPort('tcp', rest, tls ? TLS_PORT : PLAIN_PORT)
    case 'https':
      return withPort('https', rest, TLS_PORT)
    case 'ssh':
      return sshUrl(rest)
    default:
      return undefined
  }
}

const HOST = /^(\[[0-9a-f:.%]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?)(?::(\d{1,5}))?\/?$/i

const hostAndPort = (rest: string): { readonly host: string; readonly port: string | undefined } | undefined => {
  const [, host, port] = HOST.exec(rest) ?? []
  if (host === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return undefined
  return { host, port }
}

const withPort = (scheme: string, rest: string, otherwise: string): string | undefined => {
  const found = hostAndPort(rest)
  return found === undefined ? undefined : `${scheme}://${found.host}:${found.port ?? otherwise}`
}

/** A path is that of the Engine's socket on the host. */
const sshUrl = (rest: string): string | undefined => {
  const [, user, address, path = ''] = /^(?:([^@\s/:]+)@)?([^@/]+)(\/[^\s\0]*)?$/.exec(rest) ?? []
  const found = address === undefined ? undefined : hostAndPort(address)
  if (found === undefined) return undefined
  const place = `${found.host}${found.port === undefined ? '' : `:${found.port}`}`
  return `ssh://${user === undefined ? '' : `${user}@`}${place}${path === '/' ? '' : path}`
}

/** As it is written: which port it means hangs on the client's TLS settings. */
export const baseUrl: Codec<string> = codec(FORMS, (value, context) => {
  const read = text(FORMS).validate(value, context)
  if (isLeft(read)) return read
  if (normaliseBaseUrl(read.right) !== undefined) return read
  const hint = /^ssh:\/\/[^@]*:[^@]*@/i.test(read.right)
    ? 'a password cannot stand in the address; use a key'
    : undefined
  return refuse(hint === undefined ? value : 'an address with a password', context, { expected: FORMS, hint })
})
