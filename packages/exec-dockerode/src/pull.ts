/** Pulls an image, its progress read to the end: the Engine says 200 first and tells of errors afterwards. */
import type { IncomingMessage } from 'node:http'
import { type ActionOf, isJsonObject, type JsonObject } from '@dmap/core'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { nameOfCall } from './call'
import type { Context, Performed } from './context'
import { faultOf } from './fault'
import { linesOf } from './lines'
import { pullRequest } from './request'

export const performPull = async (context: Context, action: ActionOf<'PullImage'>): Performed => {
  const { connection, signal, credentials } = context
  const auth = await credentials(action.reference)
  if (isLeft(auth)) return auth
  const call = pullRequest(action)
  const headers = auth.right === null ? undefined : { 'X-Registry-Auth': auth.right }
  const response = await connection.open({ ...call, extra: null }, signal, headers)
  if (isLeft(response)) return response
  try {
    const problem = await follow(response.right, context.notify)
    if (problem === null) return right({})
    return left({ _tag: 'Failed', client: connection.client, request: nameOfCall(call), message: problem })
  } catch (error) {
    return left(connection.fails(call, signal.aborted ? { _tag: 'Cancelled' } : faultOf(error)))
  }
}

/** The Engine's message where the pull failed, else null. */
const follow = async (response: IncomingMessage, notify: (text: string) => void): Promise<string | null> => {
  let problem: string | null = null
  for await (const event of linesOf(response)) {
    problem = problemIn(event) ?? problem
    const text = progressIn(event)
    if (text !== '') notify(text)
  }
  return problem
}

const problemIn = (event: JsonObject): string | null => {
  const { error, errorDetail: detail } = event
  if (isJsonObject(detail) && typeof detail['message'] === 'string') return detail['message']
  return typeof error === 'string' ? error : null
}

/** `a1b2c3: Pull complete`; the bars in between are left out. */
const progressIn = ({ id, status, progress }: JsonObject): string => {
  if (typeof status !== 'string' || (typeof progress === 'string' && progress !== '')) return ''
  return typeof id === 'string' ? `${id}: ${status}` : status
}
