/** The forms of a client's `base_url`, each to one spelling. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec } from '../../base/codec'
import { codec, refuse } from '../../base/codec'
import { text } from '../values'

const FORMS =
  'unix:///path, tcp://host:port, https://host:port, ssh://user@host:port, npipe:////./pipe/name, or host:port'

/** The Engine's port without TLS; what a bare host means. */
const ENGINE_PORT = '2375'

/**
 * One spelling of an address, or nothing where it is none.
 *
 * @example
 * normaliseBaseUrl('unix://var/run/docker.sock') // 'unix:///var/run/docker.sock'
 * normaliseBaseUrl('apps1_host') // 'tcp://apps1_host:2375'
 */
export const normaliseBaseUrl = (url: string): string | undefined => {
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
      return withPort('tcp', rest)
    case 'https':
      return withPort('https', rest)
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

const withPort = (scheme: string, rest: string): string | undefined => {
  const found = hostAndPort(rest)
  if (found === undefined) return undefined
  return `${scheme}://${found.host}:${found.port ?? (scheme === 'https' ? '2376' : ENGINE_PORT)}`
}

const sshUrl = (rest: string): string | undefined => {
  const [, user, address] = /^(?:([^@\s/:]+)@)?([^@]+)$/.exec(rest) ?? []
  const found = address === undefined ? undefined : hostAndPort(address)
  if (found === undefined) return undefined
  return `ssh://${user === undefined ? '' : `${user}@`}${found.host}${found.port === undefined ? '' : `:${found.port}`}`
}

export const baseUrl: Codec<string> = codec(FORMS, (value, context) => {
  const read = text(FORMS).validate(value, context)
  if (isLeft(read)) return read
  const url = normaliseBaseUrl(read.right)
  if (url !== undefined) return right(url)
  const hint = /^ssh:\/\/[^@]*:[^@]*@/i.test(read.right)
    ? 'a password cannot stand in the address; use a key'
    : undefined
  return refuse(hint === undefined ? value : 'an address with a password', context, { expected: FORMS, hint })
})
