/** Carries one action out with its time limit: whatever the executor does, there is an answer, and it is a true one. */

import type { Action } from '@dmap/core'
import { type Either, isLeft, left } from 'fp-ts/lib/Either.js'
import { ownTimeOf } from './cost'
import type { ActionResult, Executor, ExecutorError } from './executor'
import { timerTime } from './timer'

export interface PerformOptions {
  /** Aborted: the executor is told to end what it does. */
  readonly signal: AbortSignal
  /** Milliseconds beyond the action's own time. */
  readonly timeout: number | null
  /** Milliseconds to end once told to. */
  readonly grace: number
  readonly notify: (text: string) => void
}

export const performWithin = async (
  executor: Executor,
  action: Action,
  options: PerformOptions,
): Promise<Either<ExecutorError, ActionResult>> => {
  const told = new AbortController()
  const limit = limitOf(action, options.timeout)
  let timedOut = false
  let giveUp: NodeJS.Timeout | undefined
  const tell = (): void => {
    told.abort()
  }
  const timer =
    limit === null
      ? undefined
      : setTimeout(() => {
          timedOut = true
          tell()
        }, timerTime(limit))
  if (options.signal.aborted) tell()
  options.signal.addEventListener('abort', tell)
  const unanswered = new Promise<Either<ExecutorError, ActionResult>>((resolve) => {
    const wait = (): void => {
      giveUp = setTimeout(() => resolve(left(noAnswer(action, timedOut))), options.grace)
    }
    if (told.signal.aborted) wait()
    else told.signal.addEventListener('abort', wait, { once: true })
  })
  try {
    const answer = await Promise.race([answerOf(executor, action, told.signal, options.notify), unanswered])
    return timedOut && isLeft(answer) && answer.left._tag === 'Cancelled'
      ? left(timedOutError(answer.left, limit))
      : answer
  } finally {
    clearTimeout(timer)
    clearTimeout(giveUp)
    options.signal.removeEventListener('abort', tell)
  }
}

const limitOf = (action: Action, timeout: number | null): number | null => {
  const own = ownTimeOf(action)
  return timeout === null || own === null ? null : timeout + own
}

/** An executor gives its errors as values; one that throws has a defect, which must not take the run with it. */
const answerOf = async (
  executor: Executor,
  action: Action,
  signal: AbortSignal,
  notify: (text: string) => void,
): Promise<Either<ExecutorError, ActionResult>> => {
  try {
    return await executor.perform(action, signal, notify)()
  } catch (error) {
    const message = `the executor ${executor.name} broke: ${error instanceof Error ? error.message : String(error)}`
    return left({ _tag: 'Unable', client: action.client, request: action._tag, message })
  }
}

const timedOutError = (error: ExecutorError, limit: number | null): ExecutorError => ({
  _tag: 'TimedOut',
  client: error.client,
  request: error.request,
  message: `not done after ${Math.round((limit ?? 0) / 1000)} s: ${error.message}`,
})

const noAnswer = (action: Action, timedOut: boolean): ExecutorError => ({
  _tag: timedOut ? 'TimedOut' : 'Cancelled',
  client: action.client,
  request: action._tag,
  message: 'no answer to the request to end; whether it took effect is not known',
})
