/**
 * Calls whose response is followed while it arrives (pulls, commands, events), through dockerode's modem. It is loaded
 * with the first of them.
 */
import type { IncomingMessage } from 'node:http'
import { Agent } from 'node:https'
import { createSecureContext } from 'node:tls'
import { inspect } from 'node:util'
import type Docker from 'dockerode'
import type { ApiCall } from './call'
import type { Certificates } from './tls'
import type { Reached, SendOptions, Transport } from './transport'

export const streamFrom = (endpoint: Reached, certificates: Certificates | null): Transport['stream'] => {
  let loaded: Promise<Docker['modem']> | undefined
  return async (call, options) => {
    loaded ??= import('dockerode').then(({ default: Client }) => new Client(optionsFor(endpoint, certificates)).modem)
    const modem = await loaded
    return new Promise((resolve, reject) => {
      modem.dial(dialOptions(call, options), (error, response) => {
        if (error === null || error === undefined) resolve(response as IncomingMessage)
        else reject(error)
      })
    })
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

const optionsFor = (endpoint: Reached, certificates: Certificates | null): Docker.DockerOptions =>
  ({
    ...NOTHING,
    ...(endpoint._tag === 'Socket'
      ? { protocol: 'http', socketPath: endpoint.path }
      : {
          host: endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host,
          port: endpoint.port,
          pathPrefix: '/',
          protocol: certificates === null ? 'http' : 'https',
          ...(certificates === null ? {} : tlsOptions(certificates)),
        }),
  }) as unknown as Docker.DockerOptions

const tlsOptions = ({ verify, ...pem }: Certificates) => {
  if (verify) return pem
  // Only an agent of one's own can accept any certificate.
  const secureContext = createSecureContext({ ...pem, ca: [] })
  return { agent: opaque(new Agent({ keepAlive: true, rejectUnauthorized: false, secureContext })) }
}
