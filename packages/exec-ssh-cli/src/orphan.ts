/** Removes a container that an Engine can never start; see `orphan.ts` of the runtime. */
import { type ExecutorError, orphanError, saysOrphaned } from '@dmap/runtime'
import type { Context, Task } from './context'
import { messageFrom } from './fault'
import { type Found, textOf } from './found'
import { commandLine } from './quote'

/** @returns the error of the start, with what has been done about it */
export const orphaned = async (
  { host }: Context,
  { action }: Task,
  { container }: Found,
  error: ExecutorError,
): Promise<ExecutorError> => {
  const [found] = container
  if (action._tag !== 'StartContainer' || error._tag !== 'Refused' || found === undefined) return error
  const hasRun =
    textOf(found, 'State', 'Status') !== 'created' || !textOf(found, 'State', 'StartedAt').startsWith('0001')
  if (hasRun || !saysOrphaned(error.message)) return error
  const removed = await host.run(commandLine(['docker', 'rm', '--volumes', textOf(found, 'Id')]))
  return orphanError(error, removed.code === 0 ? null : messageFrom(removed))
}
