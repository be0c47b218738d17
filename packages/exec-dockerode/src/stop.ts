/** Stopping and restarting: the signal, the time to end, and what to do about the rest. */

import type { ActionOf } from '@dmap/core'
import { type ExecutorError, timerTime } from '@dmap/runtime'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import type { ApiCall } from './call'
import type { Context, Performed } from './context'
import { refusal } from './fault'
import { findContainer } from './look-up'
import { idOf, needsOwnSignal, type StopWay, stopWay } from './request'
import { staleness } from './single'

type Stopping = ActionOf<'StopContainer'> | ActionOf<'RestartContainer'>

export const performStop = async (context: Context, action: Stopping): Performed => {
  const { connection } = context
  const version = await connection.version()
  if (isLeft(version)) return version
  let own = ''
  if (needsOwnSignal(action, version.right)) {
    const found = await findContainer(connection, idOf(action))
    if (isLeft(found)) return found
    own = String(objectIn(found.right?.['Config'] ?? null)['StopSignal'] ?? 'SIGTERM')
  }
  const way = stopWay(action, own, version.right)
  return way._tag === 'One' ? send(context, action, way.call) : bySignal(context, action, way)
}

const bySignal = async (
  context: Context,
  action: Stopping,
  way: Extract<StopWay, { readonly _tag: 'Signal' }>,
): Performed => {
  const { connection } = context
  const signalled = await connection.ask(way.signal)
  if (isLeft(signalled)) return left(signalled.left.error)
  const { status, body } = signalled.right
  // 409: it does not run.
  if (status >= 400 && status !== 409)
    return missing(context, action, refusal(connection.client, way.signal, status, messageIn(body)))
  if (status < 400) {
    await connection.ask(way.wait, cutAfter(way.seconds, context.signal))
    if (context.signal.aborted) return cancelled(context, action, way.wait)
  }
  let last = await send(context, action, way.rest[0] as ApiCall)
  for (const call of way.rest.slice(1)) if (!isLeft(last)) last = await send(context, action, call)
  return isLeft(last) || status === 409 || action._tag === 'RestartContainer' ? last : right({})
}

const cutAfter = (seconds: number | null, outer: AbortSignal): AbortSignal =>
  seconds === null ? outer : AbortSignal.any([outer, AbortSignal.timeout(timerTime(seconds * 1000))])

const send = async (context: Context, action: Stopping, call: ApiCall): Performed => {
  const { connection, signal } = context
  const answer = await connection.ask(call, signal)
  if (isLeft(answer))
    return answer.left.fault?._tag === 'Cancelled' ? cancelled(context, action, call) : left(answer.left.error)
  const { status, body } = answer.right
  if (status === 304) return right({ already: true })
  return status < 400 ? right({}) : missing(context, action, refusal(connection.client, call, status, messageIn(body)))
}

/** One that is gone does not run; a restart has nothing to start, though. */
const missing = async (context: Context, action: Stopping, error: ExecutorError): Performed => {
  if (error._tag !== 'Refused' || error.status !== 404) return left(error)
  const stale = await staleness(context, action, error)
  if (stale !== null) return left(stale)
  return action._tag === 'StopContainer' ? right({ already: true }) : left(error)
}

/** The signal is sent and the Engine may go on with it: the report says how it stands. */
const cancelled = async (context: Context, action: Stopping, call: ApiCall): Performed => {
  const { connection } = context
  const found = await findContainer(connection, idOf(action))
  const running = isLeft(found) ? undefined : objectIn(found.right?.['State'] ?? null)['Running']
  if (running === false && action._tag === 'StopContainer') return right({})
  const error = connection.fails(call, { _tag: 'Cancelled' })
  return left({
    ...error,
    message: `cancelled while it was told to stop; it ${running === true ? 'still runs' : 'may have stopped'}`,
  })
}
