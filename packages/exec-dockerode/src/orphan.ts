/** Removes a container that an Engine can never start; see `orphan.ts` of the runtime. */
import type { ActionOf } from '@dmap/core'
import { type ExecutorError, orphanError, saysOrphaned } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import type { Context } from './context'
import { findContainer } from './look-up'
import { idOf, requestFor } from './request'

/** @returns the error of the start, with what has been done about it */
export const orphaned = async (
  { connection }: Context,
  action: ActionOf<'StartContainer'>,
  error: Extract<ExecutorError, { readonly _tag: 'Refused' }>,
): Promise<ExecutorError> => {
  if (!saysOrphaned(error.message)) return error
  const found = await findContainer(connection, idOf(action))
  if (isLeft(found) || found.right === null || !hasNeverRun(objectIn(found.right['State'] ?? null))) return error
  const { client, target, name } = action
  const objectId = String(found.right['Id'])
  const removal = requestFor({ _tag: 'RemoveContainer', client, target, name, objectId, volumes: true, force: false })
  const answer = await connection.ask(removal)
  if (isLeft(answer)) return error
  const { status, body } = answer.right
  return orphanError(error, status < 400 ? null : messageIn(body))
}

const hasNeverRun = (state: ReturnType<typeof objectIn>): boolean =>
  state['Status'] === 'created' && String(state['StartedAt']).startsWith('0001')
