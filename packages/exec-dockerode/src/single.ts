/** Actions that are one request: what each status means, and what is looked at where an answer is lost or odd. */

import { type Action, type ActionOf, type JsonObject, mayBeRenamed } from '@dmap/core'
import {
  type ActionResult,
  type ExecutorError,
  endpointIn,
  heldNameError,
  isConnected,
  missingSecrets,
} from '@dmap/runtime'
import { type Either, isLeft, isRight, left, mapLeft, right } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import { type ApiCall, nameOfCall } from './call'
import type { Broken } from './connection'
import type { Context, Performed } from './context'
import { refusal } from './fault'
import { carriesLabels, findContainer, findNetwork, isAnswer, type Look, sendOnce } from './look-up'
import { orphaned } from './orphan'
import { idOf, inspectRequest, requestFor, type SingleTag, waitRequest } from './request'

export const performSingle = async (context: Context, action: ActionOf<SingleTag>): Performed => {
  const renamed = action._tag === 'RemoveContainer' ? await renaming(context, action) : null
  if (renamed !== null) return left(renamed)
  const call = await withSecrets(context, requestFor(action))
  if (isLeft(call)) return call
  const look = lookFor(context, action, call.right)
  const answer = call.right.repeatable
    ? mapLeft(({ error }: Broken) => error)(await context.connection.ask(call.right))
    : await sendOnce(context.connection, call.right, look)
  if (isLeft(answer)) return answer
  if (!isAnswer(answer.right)) return right(answer.right)
  const { status, body } = answer.right
  if (status === 304) return right({ already: true })
  if (status < 400) return accepted(context, action, call.right, objectIn(body))
  return refused(context, action, refusal(context.connection.client, call.right, status, messageIn(body)), look)
}

/** That it has another name by now. Null: it has not, or it is gone. */
const renaming = async (
  { connection }: Context,
  action: ActionOf<'RemoveContainer'>,
): Promise<ExecutorError | null> => {
  if (!mayBeRenamed(action)) return null
  const found = await findContainer(connection, idOf(action))
  if (isLeft(found)) return found.left
  const now = found.right?.['Name']
  if (typeof now !== 'string' || now === `/${action.name}`) return null
  const request = nameOfCall(inspectRequest(idOf(action)))
  return { _tag: 'Stale', client: connection.client, request, message: `${action.name} is called ${now.slice(1)} now` }
}

export const withSecrets = async (context: Context, call: ApiCall): Promise<Either<ExecutorError, ApiCall>> => {
  if (call.body === undefined) return right(call)
  const body = await context.secrets.fill(call.body)
  if (isLeft(body)) return left(missingSecrets(context.connection.client, nameOfCall(call), body.left))
  return right({ ...call, body: body.right as JsonObject })
}

const accepted = (
  context: Context,
  action: Action,
  call: ApiCall,
  body: JsonObject,
): Either<ExecutorError, ActionResult> => {
  const { Id: id } = body
  if (action._tag === 'CreateContainer' || action._tag === 'CreateNetwork')
    return right(typeof id === 'string' ? { objectId: id } : {})
  // A volume that was there already is a success to the Engine, whatever its options and whoever made it.
  if (action._tag === 'CreateVolume' && !carriesLabels(body['Labels'], call.body?.['Labels']))
    return left(
      refusal(context.connection.client, call, 409, `a volume ${action.name} is there already, with other labels`),
    )
  return right({})
}

/** An error may say that all is as it should be, or that the object is another one. */
const refused = async (context: Context, action: ActionOf<SingleTag>, error: ExecutorError, look: Look): Performed => {
  if (error._tag !== 'Refused') return left(error)
  if (ALREADY[action._tag]?.includes(error.status) === true) {
    const found = await look()
    if (!isLeft(found) && found.right !== null) return right({ ...found.right, already: true })
  }
  if (action._tag === 'RemoveContainer' && error.status === 409 && (await isGoneSoon(context, action)))
    return right({ already: true })
  if (error.status !== 404) return left(await explained(context, action, error))
  const stale = await staleness(context, action, error)
  if (stale !== null) return left(stale)
  return isRemoval(action) ? right({ already: true }) : left(error)
}

/** There is more behind some refusals than the Engine says. */
const explained = async (
  context: Context,
  action: Action,
  error: Extract<ExecutorError, { readonly _tag: 'Refused' }>,
): Promise<ExecutorError> => {
  if (action._tag === 'StartContainer' && error.status === 500) return orphaned(context, action, error)
  if (action._tag !== 'CreateContainer' || error.status !== 409) return error
  const holder = await findContainer(context.connection, action.name)
  return isRight(holder) && holder.right === null ? heldNameError(error) : error
}

/** One that the Engine removes already, since it went with its own stop: waited for, so that its name is free afterwards. */
const isGoneSoon = async (context: Context, action: ActionOf<'RemoveContainer'>): Promise<boolean> => {
  const found = await findContainer(context.connection, idOf(action))
  if (isLeft(found)) return false
  if (found.right === null) return true
  if (objectIn(found.right['State'] ?? null)['Status'] !== 'removing') return false
  const gone = await context.connection.ask(waitRequest(action, 'removed'))
  return !isLeft(gone) && (gone.right.status < 400 || gone.right.status === 404)
}

/** Statuses that some Engine gives where there is nothing left to do; a look tells. */
const ALREADY: { readonly [T in SingleTag]?: ReadonlyArray<number> } = {
  ConnectNetwork: [403, 409, 500],
  DisconnectNetwork: [403, 404, 409, 500],
  UnpauseContainer: [409, 500],
  RenameContainer: [400, 404, 409, 500],
}

const isRemoval = ({ _tag }: Action): boolean =>
  _tag === 'RemoveContainer' || _tag === 'RemoveNetwork' || _tag === 'RemoveVolume'

/** The error for an object whose name has gone over to another one since the plan was made; null: it has not. */
export const staleness = async (
  context: Context,
  action: Action,
  error: ExecutorError,
): Promise<ExecutorError | null> => {
  if (!('objectId' in action) || action.objectId === undefined) return null
  const find = action._tag === 'RemoveNetwork' ? findNetwork : findContainer
  const found = await find(context.connection, action.name)
  const id = isLeft(found) ? undefined : found.right?.['Id']
  if (typeof id !== 'string' || id === action.objectId) return null
  const message = `${action.name} is another object now: ${short(id)} instead of ${short(action.objectId)}`
  return { _tag: 'Stale', client: error.client, request: error.request, message }
}

const short = (id: string): string => id.slice(0, 12)

const lookFor = (context: Context, action: ActionOf<SingleTag>, call: ApiCall): Look => {
  const { connection } = context
  const container =
    (name: string, result: (found: JsonObject) => ActionResult | null): Look =>
    async () => {
      const found = await findContainer(connection, name)
      return isLeft(found) ? found : right(found.right === null ? null : result(found.right))
    }
  switch (action._tag) {
    case 'CreateContainer':
      return container(action.name, (found) =>
        carriesLabels(objectIn(found['Config'] ?? null)['Labels'], call.body?.['Labels']) ? created(found) : null,
      )
    case 'CreateNetwork':
      return async () => {
        const found = await findNetwork(connection, action.name)
        if (isLeft(found)) return found
        return right(
          carriesLabels(found.right?.['Labels'], call.body?.['Labels']) && found.right !== null
            ? created(found.right)
            : null,
        )
      }
    case 'ConnectNetwork':
      return container(idOf(action), (found) => (isConnected(found, action.network, action.endpoint) ? {} : null))
    case 'DisconnectNetwork':
      return container(idOf(action), (found) => (endpointIn(found, action.network) === undefined ? {} : null))
    case 'UnpauseContainer':
      return container(idOf(action), (found) => {
        const state = objectIn(found['State'] ?? null)
        return state['Running'] === true && state['Paused'] !== true ? {} : null
      })
    case 'RenameContainer':
      return container(action.to, (found) =>
        action.objectId !== undefined && found['Id'] === action.objectId ? {} : null,
      )
    default:
      return unknown(context, call)
  }
}

/** A signal that was sent or was not: nothing on the host tells. */
const unknown =
  (context: Context, call: ApiCall): Look =>
  async () =>
    left({
      _tag: 'Unreachable',
      client: context.connection.client,
      request: nameOfCall(call),
      message: 'the answer was lost; whether the request took effect cannot be found out',
    })

const created = (found: JsonObject): ActionResult => (typeof found['Id'] === 'string' ? { objectId: found['Id'] } : {})
