/** Containers that an Engine can never start, because one that was killed while starting them left their process behind. */
import type { ActionOf } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './connection'
import type { Context } from './context'
import { findContainer } from './look-up'
import { idOf, requestFor } from './request'

/**
 * Engine 20.10 answers each start with 500 and "task …: already exists" or "id already in use", for as long as the container has its id. Where it
 * never ran, nothing is lost with it: it is removed, so that the next update makes it anew. The message is looked at only
 * because no status and no state tells this from other failures.
 *
 * @returns the error of the start, with what has been done about it
 */
export const orphaned = async (
  { connection }: Context,
  action: ActionOf<'StartContainer'>,
  error: Extract<ExecutorError, { readonly _tag: 'Refused' }>,
): Promise<ExecutorError> => {
  if (!/task .*: already exists|id already in use/.test(error.message)) return error
  const found = await findContainer(connection, idOf(action))
  if (isLeft(found) || found.right === null || !hasNeverRun(objectIn(found.right['State'] ?? null))) return error
  const { client, target, name } = action
  const objectId = String(found.right['Id'])
  const removal = requestFor({ _tag: 'RemoveContainer', client, target, name, objectId, volumes: true, force: false })
  const answer = await connection.ask(removal)
  if (isLeft(answer)) return error
  const { status, body } = answer.right
  const done =
    status < 400 ? 'it never ran and was removed: update again' : `it cannot be removed either: ${messageIn(body)}`
  return { ...error, message: `${error.message}: left behind by an Engine that was killed; ${done}` }
}

const hasNeverRun = (state: ReturnType<typeof objectIn>): boolean =>
  state['Status'] === 'created' && String(state['StartedAt']).startsWith('0001')
