/**
 * One client's Engine: its API version agreed on, every request within a time limit, and a broken connection told
 * from a refusal. What may have taken effect is never sent again here.
 */
import type { IncomingMessage } from 'node:http'
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type ApiCall, get } from './call'
import type { Endpoint } from './endpoint'
import { errorOf, type Fault, faultOf, refusal } from './fault'
import type { Transport } from './transport'
import { agreeOn } from './version'

export interface Answer {
  readonly status: number
  readonly body: Json
}

export interface Connection {
  readonly client: string
  /** Seconds for one request. */
  readonly timeout: number
  /** The API version in use, like `1.41`. */
  readonly version: () => Promise<Either<ExecutorError, string>>
  /** The whole answer, whatever its status; left: there was none. */
  readonly ask: (call: ApiCall, signal?: AbortSignal) => Promise<Either<Broken, Answer>>
  /** The answer where its status is below 400, else `Refused`. */
  readonly demand: (call: ApiCall, signal?: AbortSignal) => Promise<Either<ExecutorError, Answer>>
  /** The response while it still arrives; limited is only the time to its beginning. */
  readonly open: (
    call: ApiCall,
    signal?: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Either<ExecutorError, IncomingMessage>>
  readonly requests: () => number
  readonly fails: (call: ApiCall, fault: Fault) => ExecutorError
}

/** No answer: the error, and whether the request may have reached the Engine. */
export interface Broken {
  readonly error: ExecutorError
  readonly fault: Fault | null
}

export interface ConnectionOptions {
  readonly client: string
  readonly endpoint: Endpoint
  readonly transport: Transport
  /** Seconds for one request. */
  readonly timeout: number
  /** Milliseconds between attempts where nobody listens on an Engine that answered before: it may be restarting. */
  readonly patience?: ReadonlyArray<number>
  /** What is known of a broken connection beyond what shows at this end of it. */
  readonly explain?: () => string | undefined
}

const RESTARTING = [100, 200, 400, 800, 1600, 3200, 3200]
const CONNECT_SECONDS = 10

export const connectionTo = (options: ConnectionOptions): Connection => {
  const { client, endpoint, transport } = options
  let requests = 0
  let agreed: Promise<Either<ExecutorError, string>> | undefined
  let answered = false

  const fails = (call: ApiCall, fault: Fault): ExecutorError => {
    const more = fault._tag === 'Lost' ? options.explain?.() : undefined
    return errorOf(
      client,
      call,
      fault._tag === 'Lost' && more !== undefined ? { ...fault, message: more } : fault,
      endpoint,
    )
  }

  const once = async (
    call: ApiCall,
    version: string,
    signal?: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => {
    const seconds = version === '' ? Math.min(CONNECT_SECONDS, options.timeout) : options.timeout
    const limit = call.extra === null ? null : seconds + (call.extra ?? 0)
    requests += 1
    const attempt = limitedBy(limit, signal)
    try {
      const response = await transport.send(call, {
        version,
        signal: attempt.signal,
        ...(headers === undefined ? {} : { headers }),
      })
      answered = true
      return right({ response, attempt })
    } catch (error) {
      attempt.clear()
      return left(attempt.fault() ?? faultOf(error))
    }
  }

  /** Nothing was sent where nobody listens, so another attempt is safe. */
  const patiently = async (
    call: ApiCall,
    version: string,
    signal?: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => {
    let result = await once(call, version, signal, headers)
    for (const pause of answered ? (options.patience ?? RESTARTING) : []) {
      if (!isLeft(result) || !mayRepeat(call, result.left) || signal?.aborted === true) break
      await new Promise((resolve) => setTimeout(resolve, pause))
      result = await once(call, version, signal, headers)
    }
    return result
  }

  const whole = async (
    call: ApiCall,
    version: string,
    signal?: AbortSignal,
  ): Promise<Either<Fault, Answer & { headers: IncomingMessage['headers'] }>> => {
    const result = await patiently(call, version, signal)
    if (isLeft(result)) return result
    const { response, attempt } = result.right
    try {
      const body = await bodyOf(response)
      return right({ status: response.statusCode ?? 0, body, headers: response.headers })
    } catch (error) {
      return left(attempt.fault() ?? ({ ...faultOf(error), _tag: 'Lost' } as Fault))
    } finally {
      attempt.clear()
    }
  }

  const negotiate = async (): Promise<Either<ExecutorError, string>> => {
    const call = get('/_ping')
    const answer = await whole(call, '')
    if (isLeft(answer)) {
      const { left: fault } = answer
      const error = fails(call, fault)
      return left(
        fault._tag === 'TimedOut'
          ? { ...error, _tag: 'Unreachable', hint: 'it accepts connections and gives no answer' }
          : error,
      )
    }
    if (answer.right.status >= 400)
      return left(refusal(client, call, answer.right.status, messageIn(answer.right.body)))
    return agreeOn(client, String(answer.right.headers['api-version'] ?? ''))
  }

  const version = (): Promise<Either<ExecutorError, string>> => {
    agreed ??= negotiate().then((result) => {
      if (isLeft(result)) agreed = undefined
      return result
    })
    return agreed
  }

  const ask: Connection['ask'] = async (call, signal) => {
    const number = await version()
    if (isLeft(number)) return left({ error: number.left, fault: null })
    const answer = await whole(call, `v${number.right}`, signal)
    if (isLeft(answer)) return left({ error: fails(call, answer.left), fault: answer.left })
    return right({ status: answer.right.status, body: answer.right.body })
  }

  return {
    client,
    timeout: options.timeout,
    version,
    ask,
    demand: async (call, signal) => {
      const answer = await ask(call, signal)
      if (isLeft(answer)) return left(answer.left.error)
      const { status, body } = answer.right
      return status < 400 ? right(answer.right) : left(refusal(client, call, status, messageIn(body)))
    },
    open: async (call, signal, headers) => {
      const number = await version()
      if (isLeft(number)) return number
      const result = await patiently(call, `v${number.right}`, signal, headers)
      if (isLeft(result)) return left(fails(call, result.left))
      const { response, attempt } = result.right
      attempt.unlimited()
      response.once('close', attempt.clear)
      if ((response.statusCode ?? 0) < 400) return right(response)
      const body = await bodyOf(response).catch(() => null)
      return left(refusal(client, call, response.statusCode ?? 0, messageIn(body)))
    },
    requests: () => requests,
    fails,
  }
}

/** The Engine's own words. */
export const messageIn = (body: Json): string => {
  if (isJsonObject(body) && typeof body['message'] === 'string') return body['message'].trim()
  return typeof body === 'string' ? body.trim() : ''
}

export const objectIn = (body: Json): JsonObject => (isJsonObject(body) ? body : {})

const mayRepeat = (call: ApiCall, fault: Fault): boolean =>
  fault._tag === 'NotSent'
    ? fault.code === 'ECONNREFUSED' || fault.code === 'ENOENT'
    : fault._tag === 'Lost' && call.repeatable

const bodyOf = async (response: IncomingMessage): Promise<Json> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  if (!(response.headers['content-type'] ?? '').includes('json')) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** A signal that is aborted by the caller's own, or after some seconds; it tells afterwards which of them it was. */
const limitedBy = (seconds: number | null, outer?: AbortSignal) => {
  const controller = new AbortController()
  let fault: Fault | null = null
  const end = (why: Fault) => (): void => {
    fault ??= why
    controller.abort()
  }
  const cancel = end({ _tag: 'Cancelled' })
  const timer = seconds === null ? undefined : setTimeout(end({ _tag: 'TimedOut', seconds }), seconds * 1000)
  if (outer?.aborted === true) cancel()
  outer?.addEventListener('abort', cancel)
  return {
    signal: controller.signal,
    fault: (): Fault | null => fault,
    unlimited: (): void => clearTimeout(timer),
    clear: (): void => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', cancel)
    },
  }
}
