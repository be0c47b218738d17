/** Waits for a container to be healthy, to be done, or to stay up: by events and long answers, not by asking again. */

import type { IncomingMessage } from 'node:http'
import type { ActionOf } from '@dmap/core'
import { type ActionResult, type ExecutorError, timerTime, verdictOn } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import { get, nameOfCall } from './call'
import type { Context, Performed } from './context'
import { refusal } from './fault'
import { linesOf } from './lines'
import { lastOutput } from './logs'
import { findContainer } from './look-up'
import { idOf, inspectRequest, waitRequest } from './request'

type Wait = ActionOf<'Wait'>

export const performWait = async (context: Context, action: Wait): Performed => {
  const { condition, timeout } = action
  if (condition._tag === 'Delay') return stayUp(context, action, condition.nanoseconds / 1e6)
  const limit = timeout === null ? null : AbortSignal.timeout(timerTime(timeout / 1e6))
  const signal = limit === null ? context.signal : AbortSignal.any([context.signal, limit])
  const limited = { ...context, signal }
  const result = condition._tag === 'Healthy' ? await untilHealthy(limited, action) : await untilDone(limited, action)
  return isLeft(result) && result.left._tag === 'Cancelled' && !context.signal.aborted
    ? left({
        ...result.left,
        _tag: 'TimedOut',
        message: `not ${condition._tag.toLowerCase()} after ${(timeout ?? 0) / 1e9} s`,
      })
    : result
}

/** A stream of events that breaks is opened again, with a new look, until the wait is decided or over. */
const untilHealthy = async (context: Context, action: Wait): Performed => {
  const { connection, signal } = context
  while (!signal.aborted) {
    const events = await connection.open(eventsRequest(idOf(action)), signal)
    if (isLeft(events)) return events
    const result = await decide(context, action, events.right)
    if (result !== null) return result
  }
  return left(connection.fails(inspectRequest(action.name), { _tag: 'Cancelled' }))
}

/** The events are there before the first look, so that nothing falls between the two. Null: the stream ended first. */
const decide = async (context: Context, action: Wait, events: IncomingMessage): Promise<Awaited<Performed> | null> => {
  try {
    const first = await look(context, action)
    if (first !== null) return first
    for await (const _ of linesOf(events)) {
      const result = await look(context, action)
      if (result !== null) return result
    }
    return null
  } catch {
    return null
  } finally {
    events.destroy()
  }
}

const eventsRequest = (container: string) => ({
  ...get('/events', {
    filters: JSON.stringify({
      type: ['container'],
      container: [container],
      event: ['health_status', 'start', 'die', 'destroy', 'pause', 'unpause', 'rename'],
    }),
  }),
  extra: null,
})

/** Null: not decided yet. */
const look = async (context: Context, action: Wait): Promise<Either<ExecutorError, ActionResult> | null> => {
  const found = await findContainer(context.connection, idOf(action))
  if (isLeft(found)) return found
  const verdict = verdictOn('Healthy', found.right)
  if (verdict._tag === 'Yes') return right({})
  return verdict._tag === 'Open' ? null : left(failure(context, action, verdict))
}

const untilDone = async (context: Context, action: Wait): Performed => {
  const { connection, signal, secrets } = context
  const answer = await connection.demand(waitRequest(action, 'not-running'), signal)
  if (isLeft(answer)) return answer
  const found = await findContainer(connection, idOf(action))
  const state = isLeft(found) ? {} : objectIn(objectIn(found.right)['State'] ?? null)
  if (state['Status'] === 'created') return left(failure(context, action, { message: 'it was never started' }))
  const exitCode = Number(objectIn(answer.right.body)['StatusCode'] ?? state['ExitCode'])
  const output = await lastOutput(connection, idOf(action), secrets)
  if (exitCode === 0) return right({ exitCode, output })
  return left(failure(context, action, { message: `it ended with exit code ${exitCode}`, exitCode, output }))
}

const stayUp = async (context: Context, action: Wait, milliseconds: number): Performed => {
  const { connection, signal, secrets } = context
  const over = AbortSignal.timeout(timerTime(milliseconds))
  const request = waitRequest(action, 'not-running')
  const answer = await connection.ask(request, AbortSignal.any([signal, over]))
  if (isLeft(answer)) {
    const { fault, error } = answer.left
    return fault?._tag === 'Cancelled' && !signal.aborted ? stayedUp(context, action) : left(error)
  }
  const { status, body } = answer.right
  if (status === 404) return left(failure(context, action, { message: 'it is gone' }))
  if (status >= 400) return left(refusal(connection.client, request, status, messageIn(body)))
  const exitCode = Number(objectIn(body)['StatusCode'] ?? -1)
  const output = await lastOutput(connection, idOf(action), secrets)
  const message = `it ended with exit code ${exitCode} within its start delay`
  return left(failure(context, action, { message, exitCode, output }))
}

/** A restart policy hides an end: between two lives the Engine calls a container running, and the wait may miss it. */
const stayedUp = async (context: Context, action: Wait): Performed => {
  const found = await findContainer(context.connection, idOf(action))
  if (isLeft(found)) return found
  const verdict = verdictOn('Delay', found.right)
  return verdict._tag === 'No' ? left(failure(context, action, verdict)) : right({})
}

const failure = (
  { connection, secrets }: Context,
  action: Wait,
  { message, ...rest }: { readonly message: string; readonly exitCode?: number; readonly output?: string },
): ExecutorError => ({
  _tag: 'Failed',
  client: connection.client,
  request: nameOfCall(inspectRequest(action.name)),
  message: `${action.name}: ${secrets.scrub(message)}`,
  ...(rest.exitCode === undefined ? {} : { exitCode: rest.exitCode }),
  ...(rest.output === undefined ? {} : { output: secrets.scrub(rest.output) }),
})
