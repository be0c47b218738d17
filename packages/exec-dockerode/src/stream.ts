/**
 * Calls whose response is followed while it arrives (pulls, commands, events), through dockerode's modem. It is loaded
 * with the first of them.
 */
import type { IncomingMessage } from 'node:http'
import { inspect } from 'node:util'
import type Docker from 'dockerode'
import type { ApiCall } from './call'
import type { Certificates } from './tls'
import type { Reached, SendOptions, Transport } from './transport'

export const streamFrom = (endpoint: Reached, certificates: Certificates | null): Transport['stream'] => {
  let loaded: Promise<Docker['modem']> | undefined
  return async (call, options) => {
    loaded ??= modemFor(endpoint, certificates)
    const modem = await loaded
    return new Promise((resolve, reject) => {
      modem.dial(dialOptions(call, options), (error, response) => {
        if (error === null || error === undefined) resolve(response as IncomingMessage)
        else reject(error)
      })
    })
  }
}

const modemFor = async (endpoint: Reached, certificates: Certificates | null): Promise<Docker['modem']> => {
  const { default: Client } = await import('dockerode')
  return new Client(
    endpoint._tag === 'Socket' ? socketOptions(endpoint.path) : await tcpOptions(endpoint, certificates),
  ).modem
}

const dialOptions = (call: ApiCall, { version, onCut, headers }: SendOptions) => {
  const cut = new AbortController()
  onCut(() => cut.abort())
  const path = `${version === '' ? '' : `/${version}`}${call.path}`
  return {
    path: call.query === undefined ? path : `${path}?`,
    method: call.method,
    options: { _query: call.query ?? {}, _body: call.body ?? {} },
    // All of them: which status is a good one is not the modem's to decide.
    statusCodes: EVERY_STATUS,
    isStream: true,
    abortSignal: opaque(cut.signal),
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

const tcpOptions = async (
  { host, port }: Extract<Reached, { readonly _tag: 'Tcp' }>,
  certificates: Certificates | null,
): Promise<Docker.DockerOptions> =>
  ({
    ...NOTHING,
    host: host.includes(':') ? `[${host}]` : host,
    port,
    pathPrefix: '/',
    protocol: certificates === null ? 'http' : 'https',
    ...(certificates === null ? {} : await tlsOptions(certificates)),
  }) as unknown as Docker.DockerOptions

const tlsOptions = async ({ verify, context, ...pem }: Certificates) => {
  if (verify) return pem
  // Only an agent of one's own can accept any certificate.
  const { Agent } = await import('node:https')
  return { agent: opaque(new Agent({ keepAlive: true, rejectUnauthorized: false, secureContext: context })) }
}
