/** What a failed or unfinished action means, decided by what is there. */
import { type Action, type ActionOf, isJsonObject, type JsonObject, LABEL, mayBeRenamed } from '@dmap/core'
import { type ActionResult, endpointIn, isConnected } from '@dmap/runtime'
import { type Found, nameOf, textOf } from './found'

/**
 * - `Already`: it is as it should be
 * - `Stale`: the name belongs to another object than the plan was made for
 * - `Refused`: the engine's no, with the status code that its API has for the state that was found
 */
export type Judgement =
  | { readonly _tag: 'Already' }
  | { readonly _tag: 'Stale' }
  | { readonly _tag: 'Refused'; readonly status: number }

/** Why the engine may have refused. */
export const judge = (action: Action, found: Found): Judgement => {
  switch (action._tag) {
    case 'PullImage':
      return refused(404)
    case 'CreateNetwork':
      return taken(found.network)
    case 'CreateVolume':
      return taken(found.volume)
    case 'CreateContainer':
    case 'PrepareVolume':
      return found.image.length === 0 && found.container.length === 0 ? refused(404) : taken(found.container)
    case 'RemoveVolume':
      return found.volume.length === 0 ? ALREADY : refused(409)
    case 'RenameContainer':
      return named(found.container, action.to) === undefined ? judgeExisting(action, found) : refused(409)
    default:
      return judgeExisting(action, found)
  }
}

type OnExisting = Extract<Action, { readonly name: string; readonly objectId?: string }>

const judgeExisting = (action: OnExisting, found: Found): Judgement => {
  const objects = action._tag === 'RemoveNetwork' ? found.network : found.container
  const { objectId } = action as { readonly objectId?: string }
  const object = objects.find((one) =>
    objectId === undefined ? nameOf(one) === action.name : textOf(one, 'Id') === objectId,
  )
  if (
    action._tag === 'RemoveContainer' &&
    object !== undefined &&
    mayBeRenamed(action) &&
    nameOf(object) !== action.name
  )
    return { _tag: 'Stale' }
  if (object !== undefined) return isAlready(action, object) ? ALREADY : refused(statusOf(action, object, found))
  if (objects.length > 0 && objectId !== undefined) return { _tag: 'Stale' }
  return action._tag === 'RemoveContainer' || action._tag === 'RemoveNetwork' ? ALREADY : refused(404)
}

const isAlready = (action: Action, object: JsonObject): boolean => {
  const state = textOf(object, 'State', 'Status')
  switch (action._tag) {
    case 'StartContainer':
      return state === 'running'
    case 'StopContainer':
      return state === 'exited' || state === 'created'
    case 'UnpauseContainer':
      return state === 'running'
    // It went with its own stop (`auto_remove`).
    case 'RemoveContainer':
      return state === 'removing'
    case 'ConnectNetwork':
      return isConnected(object, action.network, action.endpoint)
    case 'DisconnectNetwork':
      return endpointIn(object, action.network) === undefined
    default:
      return false
  }
}

const statusOf = (action: Action, object: JsonObject, found: Found): number => {
  const running = textOf(object, 'State', 'Status') === 'running'
  switch (action._tag) {
    case 'Exec':
    case 'KillContainer':
      return running ? 500 : 409
    case 'RemoveContainer':
      return 409
    case 'RemoveNetwork':
      return 403
    case 'ConnectNetwork':
      return found.network.length === 0 ? 404 : connectStatus(action, object)
    default:
      return 500
  }
}

/** It is on the network in another way. */
const connectStatus = ({ network }: ActionOf<'ConnectNetwork'>, container: JsonObject): number =>
  endpointIn(container, network) === undefined ? 500 : 403

/** What to do with an action whose end was not seen. */
export type Recovery =
  | { readonly _tag: 'Done'; readonly result: ActionResult }
  | { readonly _tag: 'Again' }
  | { readonly _tag: 'Unknown' }

/** What must not be done twice is looked up; what may be is done again. */
export const recoveryOf = (action: Action, found: Found): Recovery => {
  switch (action._tag) {
    case 'Exec':
      return { _tag: 'Unknown' }
    case 'KillContainer':
      return /^(SIG)?KILL$|^9$/i.test(action.signal) ? { _tag: 'Again' } : { _tag: 'Unknown' }
    case 'CreateContainer':
      return madeOf(named(found.container, action.name), action.body)
    case 'CreateNetwork':
      return madeOf(named(found.network, action.name), action.body)
    case 'RenameContainer':
      return isRenamed(action, found) ? { _tag: 'Done', result: {} } : { _tag: 'Again' }
    default:
      return { _tag: 'Again' }
  }
}

const madeOf = (object: JsonObject | undefined, body: JsonObject): Recovery =>
  object !== undefined && carries(object, body)
    ? { _tag: 'Done', result: { objectId: textOf(object, 'Id') } }
    : { _tag: 'Again' }

const isRenamed = (action: ActionOf<'RenameContainer'>, { container }: Found): boolean => {
  const moved = named(container, action.to)
  if (moved === undefined || named(container, action.name) !== undefined) return false
  return action.objectId === undefined || action.objectId === textOf(moved, 'Id')
}

/** A helper that an earlier run left behind: its id. */
export const leftoverHelper = (action: Action, found: Found): string | undefined => {
  if (action._tag !== 'PrepareVolume') return undefined
  const helper = named(found.container, action.helper)
  return helper !== undefined && labelsOf(helper)[LABEL.kind] === 'helper' ? textOf(helper, 'Id') : undefined
}

const taken = (objects: ReadonlyArray<JsonObject>): Judgement => refused(objects.length > 0 ? 409 : 500)

const ALREADY: Judgement = { _tag: 'Already' }

const refused = (status: number): Judgement => ({ _tag: 'Refused', status })

const named = (objects: ReadonlyArray<JsonObject>, name: string): JsonObject | undefined =>
  objects.find((object) => nameOf(object) === name)

const labelsOf = (object: JsonObject): JsonObject => {
  const config = object['Config']
  const labels = (isJsonObject(config) ? config['Labels'] : undefined) ?? object['Labels']
  return isJsonObject(labels) ? labels : {}
}

/** All labels that were asked for are there: it is the one that this action makes. */
export const carries = (object: JsonObject, body: JsonObject): boolean => {
  const asked = isJsonObject(body['Labels']) ? body['Labels'] : {}
  return Object.entries(asked).every(([key, value]) => typeof value !== 'string' || labelsOf(object)[key] === value)
}
