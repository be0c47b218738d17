/** What a failed or unfinished action means, decided by what is there. */
import { type Action, isJsonObject, type JsonObject, LABEL } from '@dmap/core'
import type { ActionResult } from '@dmap/runtime'
import { nameOf, textOf } from './found'

/**
 * - `Already`: it is as it should be
 * - `Stale`: the name belongs to another object than the plan was made for
 * - `Refused`: the engine's no, with the status code that its API has for the state that was found
 */
export type Judgement =
  | { readonly _tag: 'Already' }
  | { readonly _tag: 'Stale' }
  | { readonly _tag: 'Refused'; readonly status: number }

/**
 * Why the engine may have refused.
 *
 * @param objects that were found under the action's id and names
 */
export const judge = (action: Action, objects: ReadonlyArray<JsonObject>): Judgement => {
  switch (action._tag) {
    case 'PullImage':
      return refused(objects.length === 0 ? 404 : 500)
    case 'CreateNetwork':
    case 'CreateVolume':
    case 'CreateContainer':
    case 'PrepareVolume':
      return refused(objects.length > 0 ? 409 : 500)
    case 'RemoveVolume':
      return objects.length === 0 ? { _tag: 'Already' } : refused(409)
    case 'RenameContainer':
      return named(objects, action.to) === undefined ? judgeExisting(action, objects) : refused(409)
    default:
      return judgeExisting(action, objects)
  }
}

type OnExisting = Extract<Action, { readonly name: string; readonly objectId?: string }>

const judgeExisting = (action: OnExisting, objects: ReadonlyArray<JsonObject>): Judgement => {
  const { objectId } = action as { readonly objectId?: string }
  const object = objects.find((one) =>
    objectId === undefined ? nameOf(one) === action.name : textOf(one, 'Id') === objectId,
  )
  if (object !== undefined) return isAlready(action, object) ? { _tag: 'Already' } : refused(statusOf(action, object))
  if (objects.length > 0 && objectId !== undefined) return { _tag: 'Stale' }
  return action._tag === 'RemoveContainer' || action._tag === 'RemoveNetwork' ? { _tag: 'Already' } : refused(404)
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
    case 'ConnectNetwork':
      return networksOf(object).includes(action.network)
    case 'DisconnectNetwork':
      return !networksOf(object).includes(action.network)
    default:
      return false
  }
}

const statusOf = (action: Action, object: JsonObject): number => {
  const running = textOf(object, 'State', 'Status') === 'running'
  if (action._tag === 'Exec' || action._tag === 'KillContainer') return running ? 500 : 409
  if (action._tag === 'RemoveContainer') return 409
  return action._tag === 'RemoveNetwork' ? 403 : 500
}

/** What to do with an action whose end was not seen. */
export type Recovery =
  | { readonly _tag: 'Done'; readonly result: ActionResult }
  | { readonly _tag: 'Again' }
  | { readonly _tag: 'Unknown' }

/** What must not be done twice is looked up; what may be is done again. */
export const recoveryOf = (action: Action, objects: ReadonlyArray<JsonObject>): Recovery => {
  switch (action._tag) {
    case 'Exec':
      return { _tag: 'Unknown' }
    case 'KillContainer':
      return /^(SIG)?KILL$|^9$/i.test(action.signal) ? { _tag: 'Again' } : { _tag: 'Unknown' }
    case 'CreateContainer':
    case 'CreateNetwork': {
      const made = named(objects, action.name)
      return made !== undefined && carries(made, action.body)
        ? { _tag: 'Done', result: { objectId: textOf(made, 'Id') } }
        : { _tag: 'Again' }
    }
    case 'RenameContainer': {
      const moved = named(objects, action.to)
      const isOurs = moved !== undefined && (action.objectId ?? textOf(moved, 'Id')) === textOf(moved, 'Id')
      return isOurs && named(objects, action.name) === undefined ? { _tag: 'Done', result: {} } : { _tag: 'Again' }
    }
    default:
      return { _tag: 'Again' }
  }
}

/** A helper that an earlier run left behind: its id. */
export const leftoverHelper = (action: Action, objects: ReadonlyArray<JsonObject>): string | undefined => {
  if (action._tag !== 'PrepareVolume') return undefined
  const helper = named(objects, action.helper)
  return helper !== undefined && labelsOf(helper)[LABEL.kind] === 'helper' ? textOf(helper, 'Id') : undefined
}

const refused = (status: number): Judgement => ({ _tag: 'Refused', status })

const named = (objects: ReadonlyArray<JsonObject>, name: string): JsonObject | undefined =>
  objects.find((object) => nameOf(object) === name)

const labelsOf = (object: JsonObject): JsonObject => {
  const config = object['Config']
  const labels = (isJsonObject(config) ? config['Labels'] : undefined) ?? object['Labels']
  return isJsonObject(labels) ? labels : {}
}

/** All labels that were asked for are there: it is the one that this action made. */
const carries = (object: JsonObject, body: JsonObject): boolean => {
  const asked = isJsonObject(body['Labels']) ? body['Labels'] : {}
  return Object.entries(asked).every(([key, value]) => typeof value !== 'string' || labelsOf(object)[key] === value)
}

const networksOf = (object: JsonObject): ReadonlyArray<string> => {
  const settings = object['NetworkSettings']
  const networks = isJsonObject(settings) ? settings['Networks'] : undefined
  return isJsonObject(networks) ? Object.keys(networks) : []
}
