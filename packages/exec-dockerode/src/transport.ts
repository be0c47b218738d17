/** The one file that sends: an API call goes out through dockerode's modem, its response comes back as it is. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent } from 'node:https'
import { createSecureContext } from 'node:tls'
import { inspect } from 'node:util'
import Docker from 'dockerode'
import type { ApiCall } from './call'
import type { Endpoint, TlsFiles } from './endpoint'

export interface Transport {
  /** `version` like `v1.41`, or empty. Rejects where there is no response. */
  readonly send: (call: ApiCall, options: SendOptions) => Promise<IncomingMessage>
}

export interface SendOptions {
  readonly version: string
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** A way to an Engine that listens elsewhere: a local socket whose connections lead there. */
export interface Tunnel {
  readonly socketPath: string
  /** Why the last connection came to nothing, if it did: at the socket it just ends. */
  readonly lastError?: () => Error | undefined
  readonly close: () => Promise<void>
}

/** Throws where certificates cannot be read. */
export const transportTo = (endpoint: Exclude<Endpoint, { readonly _tag: 'Ssh' }>): Transport => {
  const { modem } = new Docker(endpoint._tag === 'Socket' ? socketOptions(endpoint.path) : tcpOptions(endpoint))
  return {
    send: (call, options) =>
      new Promise((resolve, reject) => {
        modem.dial(dialOptions(call, options), (error, response) => {
          if (error === null || error === undefined) resolve(response as IncomingMessage)
          else reject(error)
        })
      }),
  }
}

const dialOptions = (call: ApiCall, { version, signal, headers }: SendOptions) => {
  const path = `${version === '' ? '' : `/${version}`}${call.path}`
  return {
    path: call.query === undefined ? path : `${path}?`,
    method: call.method,
    options: { _query: call.query ?? {}, _body: call.body ?? {} },
    // All of them: which status is a good one is not the modem's to decide.
    statusCodes: EVERY_STATUS,
    isStream: true,
    ...(signal === undefined ? {} : { abortSignal: opaque(signal) }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
  }
}

/**
 * The modem puts all it is given into text for its debug log, read or not, however deep: an agent with its sockets costs
 * milliseconds a request.
 */
const opaque = <T extends object>(value: T): T =>
  Object.defineProperty(value, inspect.custom, { value: () => '…', configurable: true })

const EVERY_STATUS = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [index + 100, true]))

/** The modem fills in what is absent from `DOCKER_HOST` and its kin; members that are there, even undefined, stay. */
const NOTHING = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined }

const socketOptions = (socketPath: string): Docker.DockerOptions =>
  ({ ...NOTHING, protocol: 'http', socketPath }) as unknown as Docker.DockerOptions

const tcpOptions = ({ host, port, tls }: Extract<Endpoint, { readonly _tag: 'Tcp' }>): Docker.DockerOptions =>
  ({
    ...NOTHING,
    host: host.includes(':') ? `[${host}]` : host,
    port,
    pathPrefix: '/',
    protocol: tls === null ? 'http' : 'https',
    ...(tls === null ? {} : tlsOptions(tls)),
  }) as unknown as Docker.DockerOptions

const tlsOptions = (tls: TlsFiles) => {
  const certificates = read(tls)
  // Only an agent of one's own can accept any certificate. One context for all connections, without authorities: to
  // read them all takes a tenth of a second.
  if (!tls.verify) {
    const secureContext = createSecureContext({ ...certificates, ca: [] })
    return { agent: opaque(new Agent({ keepAlive: true, rejectUnauthorized: false, secureContext })) }
  }
  return certificates
}

const read = ({ ca, cert, key }: TlsFiles) => ({
  ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
  ...(cert === undefined ? {} : { cert: readFileSync(cert, 'utf8') }),
  ...(key === undefined ? {} : { key: readFileSync(key, 'utf8') }),
})
