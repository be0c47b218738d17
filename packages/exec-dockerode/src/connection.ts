/**
 * One client's Engine: its API version agreed on, every request within a time limit, and a broken connection told
 * from a refusal. What may have taken effect is never sent again here.
 */
import type { IncomingMessage } from 'node:http'
import { isJsonObject } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Answer, bodyOf, firstLineOf, messageIn, textOf } from './answer'
import { type ApiCall, get } from './call'
import type { Endpoint } from './endpoint'
import { errorOf, type Fault, faultOf, refusal, strange } from './fault'
import { limitedBy } from './limit'
import type { SendOptions, Transport, WholeAnswer } from './transport'
import { agreeOn } from './version'

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
  readonly close: () => void
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
  const { client, endpoint, transport, timeout, patience } = options
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

  const once = async <T>(call: ApiCall, asked: Asked, send: Send<T>): Promise<Either<Fault, Sent<T>>> => {
    const { version, headers, signal } = asked
    const seconds = version === '' ? Math.min(CONNECT_SECONDS, timeout) : timeout
    const limit = call.extra === null ? null : seconds + (call.extra ?? 0)
    requests += 1
    const attempt = limitedBy(limit, signal)
    const { onCut } = attempt
    try {
      const response = await send(call, headers === undefined ? { version, onCut } : { version, headers, onCut })
      answered = true
      return right({ response, attempt })
    } catch (error) {
      attempt.clear()
      return left(attempt.fault() ?? faultOf(error))
    }
  }

  /** Nothing was sent where nobody listens, so another attempt is safe. */
  const patiently = async <T>(call: ApiCall, asked: Asked, send: Send<T>): Promise<Either<Fault, Sent<T>>> => {
    let result = await once(call, asked, send)
    for (const pause of answered ? (patience ?? RESTARTING) : []) {
      if (!isLeft(result) || !mayRepeat(call, result.left) || asked.signal?.aborted === true) break
      await new Promise((resolve) => setTimeout(resolve, pause))
      result = await once(call, asked, send)
    }
    return result
  }

  const whole = async (call: ApiCall, asked: Asked): Promise<Either<Fault, WholeAnswer>> => {
    const result = await patiently(call, asked, transport.exchange)
    if (isLeft(result)) return result
    result.right.attempt.clear()
    return right(result.right.response)
  }

  const negotiate = async (): Promise<Either<ExecutorError, string>> => {
    const call = get('/_ping')
    const answer = await whole(call, { version: '' })
    if (isLeft(answer)) {
      const { left: fault } = answer
      const error = fails(call, fault)
      return left(
        fault._tag === 'TimedOut'
          ? { ...error, _tag: 'Unreachable', hint: 'it accepts connections and gives no answer' }
          : error,
      )
    }
    const { status } = answer.right
    const body = bodyOf(answer.right)
    if (status >= 400)
      return left(
        isJsonObject(body)
          ? refusal(client, call, status, messageIn(body))
          : strange(client, call, `${status} ${firstLineOf(messageIn(body))}`.trim(), endpoint),
      )
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
    const answer = await whole(call, askedIn(number.right, signal))
    if (isLeft(answer)) return left({ error: fails(call, answer.left), fault: answer.left })
    const { status, headers } = answer.right
    return right({ status, headers, body: bodyOf(answer.right) })
  }

  return {
    client,
    timeout,
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
      const result = await patiently(call, askedIn(number.right, signal, headers), transport.stream)
      if (isLeft(result)) return left(fails(call, result.left))
      const { response, attempt } = result.right
      attempt.unlimited()
      response.once('close', attempt.clear)
      if ((response.statusCode ?? 0) < 400) return right(response)
      const text = await textOf(response).catch(() => '')
      const { statusCode: status = 0, headers: given } = response
      return left(refusal(client, call, status, messageIn(bodyOf({ status, headers: given, text }))))
    },
    requests: () => requests,
    close: transport.close,
    fails,
  }
}

const mayRepeat = (call: ApiCall, fault: Fault): boolean =>
  fault._tag === 'NotSent'
    ? fault.code === 'ECONNREFUSED' || fault.code === 'ENOENT'
    : fault._tag === 'Lost' && call.repeatable

/** How a call is made, by whoever asks for it. */
interface Asked {
  readonly version: string
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

const askedIn = (version: string, signal?: AbortSignal, headers?: Asked['headers']): Asked => ({
  version: `v${version}`,
  ...(signal === undefined ? {} : { signal }),
  ...(headers === undefined ? {} : { headers }),
})

type Send<T> = (call: ApiCall, options: SendOptions) => Promise<T>

interface Sent<T> {
  readonly response: T
  readonly attempt: ReturnType<typeof limitedBy>
}
