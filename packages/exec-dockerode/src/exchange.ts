/**
 * Calls whose answer is read whole, over connections that stay open. Most calls are, and a landscape takes one for each
 * container: they go out by Node's own client, since dockerode's takes four times the processor time for each of them
 * and a fifth of a second to load.
 */
import { Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import type { ApiCall } from './call'
import type { Certificates } from './tls'
import type { Reached, SendOptions, Transport, WholeAnswer } from './transport'

/** Milliseconds that a connection is kept without use: fewer than whatever stands between may keep it. */
const IDLE = 5000

export const exchangeWith = async (
  endpoint: Reached,
  certificates: Certificates | null,
): Promise<Pick<Transport, 'exchange' | 'close'>> => {
  const { agent, send } = await clientFor(certificates)
  const where =
    // An empty server name: without one Node looks whether the host is an address, which takes it 3 ms the first time.
    endpoint._tag === 'Socket'
      ? { socketPath: endpoint.path, servername: '' }
      : { host: endpoint.host, port: endpoint.port }
  return {
    exchange: (call, options) => {
      const body = call.body === undefined ? undefined : JSON.stringify(call.body)
      return answerTo(send({ ...where, agent, ...requestFor(call, options, body) }), body, options.onCut)
    },
    close: () => agent.destroy(),
  }
}

/** The code of TLS is loaded where it is needed. */
const clientFor = async (certificates: Certificates | null) => {
  const kept = { keepAlive: true, scheduling: 'lifo', timeout: IDLE } as const
  if (certificates === null) return { agent: new Agent(kept), send: request }
  const { Agent: TlsAgent, request: send } = await import('node:https')
  const { verify, context } = certificates
  return { agent: new TlsAgent({ ...kept, secureContext: context, rejectUnauthorized: verify }), send }
}

const requestFor = (call: ApiCall, { version, headers }: SendOptions, body: string | undefined): RequestOptions => ({
  method: call.method,
  path: `${version === '' ? '' : `/${version}`}${call.path}${queryOf(call)}`,
  headers:
    body === undefined
      ? { ...headers }
      : { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
})

const queryOf = ({ query }: ApiCall): string => (query === undefined ? '' : `?${new URLSearchParams(query)}`)

const answerTo = (sent: ClientRequest, body: string | undefined, onCut: SendOptions['onCut']): Promise<WholeAnswer> =>
  new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: textOf(chunks) }),
      )
    })
    onCut(() => sent.destroy(new Error('given up')))
    if (!sent.destroyed) sent.end(body)
  })

const textOf = (chunks: ReadonlyArray<Buffer>): string => {
  const [only] = chunks
  if (only === undefined) return ''
  return (chunks.length === 1 ? only : Buffer.concat(chunks)).toString('utf8')
}
