/** Containers that an Engine can never start, because one that was killed while starting them left their process behind. */
import type { ActionOf } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './connection'
import type { Context } from './context'
import { findContainer } from './look-up'
import { idOf, requestFor } from './request'

/**
 * Engine 20.10 answers each start with 500 and "task …: already exists" or "id already in use", for as long as the
 * container has its id; before the first attempt nothing tells it from one that was just created. (23 and later replace
 * what is in the way.) Where it never ran, nothing is lost with it: it is removed, and the error says so, so that whoever
 * made the plan can make a new one. Making it again right here would leave out what hangs on it: prepared volumes, further
 * networks, containers that are bound to its id. The message is looked at only because no status and no state tells this
 * from other failures. What the killed Engine started stays on the host as a process that no API reaches.
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
  const cause = `${error.message}: left behind by an Engine that was killed while it started the container`
  return status < 400
    ? { ...error, message: `${cause}, which never ran and was removed`, removed: true }
    : { ...error, message: `${cause}; it cannot be removed either: ${messageIn(body)}` }
}

const hasNeverRun = (state: ReturnType<typeof objectIn>): boolean =>
  state['Status'] === 'created' && String(state['StartedAt']).startsWith('0001')
