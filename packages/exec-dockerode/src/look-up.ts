/** Requests that must not be sent twice: where the answer got lost, a look tells whether they took effect. */

import type { JsonObject } from '@dmap/core'
import type { ActionResult, ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Answer, messageIn, objectIn } from './answer'
import { type ApiCall, get, segment } from './call'
import type { Connection } from './connection'
import { refusal } from './fault'
import { inspectRequest } from './request'

/** What the request was to bring about, where it is there already; null where it is not. */
export type Look = () => Promise<Either<ExecutorError, ActionResult | null>>

const ATTEMPTS = 3

/** The answer, or what a look found after the answer was lost. */
export const sendOnce = async (
  connection: Connection,
  call: ApiCall,
  look: Look,
): Promise<Either<ExecutorError, Answer | ActionResult>> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await connection.ask(call)
    if (!isLeft(answer)) return answer
    if (answer.left.fault?._tag !== 'Lost' || attempt === ATTEMPTS) return left(answer.left.error)
    const found = await look()
    if (isLeft(found)) return left(answer.left.error)
    if (found.right !== null) return right(found.right)
  }
}

export const isAnswer = (value: Answer | ActionResult): value is Answer => 'status' in value

/** An object's JSON, null where there is none. */
export const findContainer = (connection: Connection, name: string) => find(connection, inspectRequest(name))
export const findNetwork = (connection: Connection, name: string) => find(connection, get(`/networks/${segment(name)}`))

const find = async (connection: Connection, call: ApiCall): Promise<Either<ExecutorError, JsonObject | null>> => {
  const answer = await connection.ask(call)
  if (isLeft(answer)) return left(answer.left.error)
  const { status, body } = answer.right
  if (status === 404) return right(null)
  return status < 400 ? right(objectIn(body)) : left(refusal(connection.client, call, status, messageIn(body)))
}

/** Whether an object that carries `have` is the one that was asked for with `want`: all labels are there. */
export const carriesLabels = (have: unknown, want: unknown): boolean => {
  const [there, asked] = [objectIn(have as JsonObject), objectIn(want as JsonObject)]
  return Object.entries(asked).every(([label, value]) => there[label] === value)
}
