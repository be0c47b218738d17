/** Tells of hosts that could not be looked at while the others could. */
import type { ExecutorError } from '@dmap/runtime'
import { errorText } from './error-text'
import type { Io } from './io'

export const tellUnreachable = (errors: ReadonlyArray<ExecutorError>, io: Io): void => {
  for (const error of errors) io.err(`dmap: ${errorText(error)}\n`)
  if (errors.length > 0) io.err('dmap: these hosts are left out\n')
}
