/** Translates what goes wrong on the way into an error of the contract, once. */
import type { ExecutorError } from '@dmap/runtime'
import { type ApiCall, nameOfCall } from './call'
import type { Endpoint } from './endpoint'

/** Why there was no answer. */
export type Fault =
  /** Nobody listens, or the way there is closed: the request was not sent. */
  | { readonly _tag: 'NotSent'; readonly code: string; readonly message: string }
  /** It was sent, or may have been; whether it took effect is open. */
  | { readonly _tag: 'Lost'; readonly code: string; readonly message: string }
  | { readonly _tag: 'TimedOut'; readonly seconds: number }
  | { readonly _tag: 'Cancelled' }

const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'EACCES',
  'EPERM',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** Certificates are checked before anything is sent. */
const isTls = (code: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code)

export const faultOf = (error: unknown): Fault => {
  const { code = '' } = error as { readonly code?: string }
  return { _tag: NOT_SENT.has(code) || isTls(code) ? 'NotSent' : 'Lost', code, message: wordsOf(error) }
}

/**
 * An error of OpenSSL brings its own place in the source along; its reason is what it has to say. One of a host with
 * several addresses has nothing to say but what happened at each.
 */
export const wordsOf = (error: unknown): string => {
  const { message = String(error), reason } = error as { readonly message?: string; readonly reason?: string }
  if (error instanceof AggregateError && message === '') return error.errors.map(wordsOf).join(', ')
  if (typeof reason === 'string' && message.includes('error:')) return reason
  return /error:[0-9A-F]{8}:[^:]*:[^:]*:([^:]+):/.exec(message)?.[1] ?? message
}

export const errorOf = (client: string, call: ApiCall, fault: Fault, endpoint: Endpoint): ExecutorError => {
  const about = { client, request: nameOfCall(call) }
  switch (fault._tag) {
    case 'TimedOut': {
      const message = `no answer from ${addressOf(endpoint)} within ${fault.seconds} s`
      const effect = call.method === 'GET' ? '' : '; the request may still take effect'
      return { ...about, _tag: 'TimedOut', message: `${message}${effect}` }
    }
    case 'Cancelled':
      return { ...about, _tag: 'Cancelled', message: 'cancelled before it was done' }
    case 'NotSent':
    case 'Lost': {
      const hint = hintFor(fault.code, endpoint)
      const message = `${addressOf(endpoint)}: ${fault.message}`
      return { ...about, _tag: 'Unreachable', message, ...(hint === undefined ? {} : { hint }) }
    }
  }
}

export const refusal = (client: string, call: ApiCall, status: number, message: string): ExecutorError => ({
  _tag: 'Refused',
  client,
  request: nameOfCall(call),
  status,
  message,
})

/** What answers is no Engine, or nothing that can be talked to in this way. */
export const strange = (client: string, call: ApiCall, said: string, endpoint: Endpoint): ExecutorError => ({
  _tag: 'Unreachable',
  client,
  request: nameOfCall(call),
  message: `${addressOf(endpoint)}: what answers there is no Docker Engine: ${said}`,
  ...(endpoint._tag === 'Tcp' && endpoint.tls === null
    ? { hint: 'is the port the right one, and does it want TLS?' }
    : {}),
})

const addressOf = (endpoint: Endpoint): string => {
  if (endpoint._tag === 'Socket') return endpoint.path
  if (endpoint._tag === 'Ssh') return endpoint.url
  return `${endpoint.host}:${endpoint.port}`
}

const hintFor = (code: string, endpoint: Endpoint): string | undefined => {
  if (Object.hasOwn(HINTS, code)) return HINTS[code]
  if (/^ERR_SSL_.*ALERT/.test(code))
    return "the Engine refused the client's certificate: the CA it trusts must have signed it"
  if (isTls(code)) return "the Engine's certificate is not signed by `tls.ca`, or is not for this host"
  const hungUp = code === 'ECONNRESET' || code === 'EPIPE' || code.startsWith('HPE_')
  if (endpoint._tag !== 'Tcp' || !hungUp) return undefined
  return endpoint.tls === null ? HUNG_UP_PLAIN : HUNG_UP_TLS
}

/** A TLS port hangs up on a plain request, or answers in its own way. */
const HUNG_UP_PLAIN = 'the connection was closed at once: does the port want TLS?'
/** Since TLS 1.3 a client learns only afterwards, if at all, that its certificate was refused. */
const HUNG_UP_TLS = "the connection broke: was the client's certificate signed by the CA that the Engine trusts?"
const PLAIN_HTTP = 'the port speaks plain http: leave `tls` out, or use the TLS port'
const NO_ACCESS = 'this user may not open the socket: membership in the group docker gives access'
const NO_NAME = 'the host name cannot be resolved'

const HINTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket: is the Engine installed and running, and the path right?',
  ECONNREFUSED: 'nobody listens there: is the Engine running?',
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  EPROTO: PLAIN_HTTP,
  ERR_SSL_WRONG_VERSION_NUMBER: PLAIN_HTTP,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: PLAIN_HTTP,
}
