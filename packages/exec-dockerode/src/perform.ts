/** One handler per action; the compiler asks for a missing one. */

import type { Action, ActionOf, ActionTag } from '@dmap/core'
import { type ActionResult, type ExecutorError, scrubError } from '@dmap/runtime'
import { type Either, isLeft, left } from 'fp-ts/lib/Either.js'
import type { Context, Performed } from './context'
import { performExec } from './exec'
import { performPrepare } from './prepare'
import { performPull } from './pull'
import { performSingle } from './single'
import { performStop } from './stop'
import { performWait } from './wait'

type Handler<T extends ActionTag> = (context: Context, action: ActionOf<T>) => Performed

const HANDLERS: { readonly [T in ActionTag]: Handler<T> } = {
  PullImage: performPull,
  CreateNetwork: performSingle,
  RemoveNetwork: performSingle,
  ConnectNetwork: performSingle,
  DisconnectNetwork: performSingle,
  CreateVolume: performSingle,
  RemoveVolume: performSingle,
  CreateContainer: performSingle,
  StartContainer: performSingle,
  StopContainer: performStop,
  RestartContainer: performStop,
  KillContainer: performSingle,
  UnpauseContainer: performSingle,
  RemoveContainer: performSingle,
  RenameContainer: performSingle,
  UpdateContainer: performSingle,
  PrepareVolume: performPrepare,
  Exec: performExec,
  Wait: performWait,
}

/**
 * Requests that take a moment are not broken off when the signal comes, since the Engine would carry them out all the
 * same: they end, and what is reported is true. Pulls, stops, commands and waits are.
 */
export const performAction = async (context: Context, action: Action): Promise<Either<ExecutorError, ActionResult>> => {
  if (context.signal.aborted)
    return left({
      _tag: 'Cancelled',
      client: action.client,
      request: action._tag,
      message: 'cancelled before it began',
    })
  await context.secrets.recall()
  const result = await (HANDLERS[action._tag] as Handler<ActionTag>)(context, action)
  return isLeft(result) ? left(scrubError(result.left, context.secrets.scrub)) : result
}
