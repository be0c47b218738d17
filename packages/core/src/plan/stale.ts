/** Whether a saved plan still fits: every step's expectation against one fresh observation, before the first step. */
import { ownMember } from '../base/record'
import { changesBetween, fingerprintOf } from '../observe/fingerprint'
import type { Observation } from '../observe/observation'
import type { ResourceId } from '../resource/id'
import { partsOf } from '../resource/id'
import type { Action } from './action'
import type { Found } from './found'
import { foundOn } from './found'
import type { Plan, Step, StepId } from './plan'

export interface StaleStep {
  readonly step: StepId
  readonly target: ResourceId
  readonly message: string
  /** It would hold, and comes after one that does not. */
  readonly follows: boolean
}

/** Clients whose engine is another one than the plan was made for; `empty` fits none but an empty one. */
export const otherEngines = (plan: Plan, observation: Observation): ReadonlyArray<string> =>
  Object.entries(plan.engines).flatMap(([client, id]) => {
    const here = ownMember(observation.clients, client)
    if (here === undefined || here.engine.id === id) return []
    return [`${client}: the plan was made for the engine ${id}, this is ${here.engine.id}`]
  })

/** Steps that no longer hold and those that hang on them, in the plan's order; drift elsewhere does not matter. */
export const staleSteps = (plan: Plan, observation: Observation): ReadonlyArray<StaleStep> => {
  const found = foundOn(observation)
  const stale = new Map<StepId, StaleStep>()
  for (const step of plan.steps) {
    const cause = step.after.find((id) => stale.has(id))
    const own = brokenExpectation(step, found)
    if (own === null && cause === undefined) continue
    const message = own ?? `it comes after "${cause}", which is stale`
    stale.set(step.id, { step: step.id, target: step.action.target, message, follows: own === null })
  }
  return [...stale.values()]
}

const brokenExpectation = ({ action, expects }: Step, found: ReadonlyMap<string, Found>): string | null => {
  if (expects === 'planned') return null
  const object = subjectOf(action, found.get(action.client))
  if (expects === 'absent') return object === undefined ? null : `it is there, and was absent when the plan was made`
  if (object === undefined) return 'it is gone, and was there when the plan was made'
  const changes = changesBetween(expects.fingerprint, fingerprintOf(object))
  if (changes.length === 0) return null
  if (changes.includes('id')) return 'it was made anew since the plan was made'
  return `changed since the plan was made: ${changes.join(', ')}`
}

/** The object that the expectation speaks of: by id where the action holds one, since names move. */
const subjectOf = (action: Action, found: Found | undefined) => {
  switch (action._tag) {
    case 'PullImage':
      return found?.images.get(action.reference)
    case 'CreateVolume':
    case 'RemoveVolume':
      return found?.volumes.get(action.name)
    case 'CreateNetwork':
      return found?.networks.get(action.name)
    case 'RemoveNetwork':
      return found?.client.networks.find(({ id, name }) => id === action.objectId || name === action.name)
    case 'PrepareVolume':
      return namedBy(action.target, found)
    case 'CreateContainer':
      return found?.containers.get(action.name)
    default:
      return containerOf(action, found)
  }
}

const namedBy = (target: ResourceId, found: Found | undefined) => {
  const { kind, name } = partsOf(target)
  return kind === 'volume' ? found?.volumes.get(name) : found?.containers.get(name)
}

const containerOf = (
  { name, objectId }: { readonly name: string; readonly objectId?: string },
  found: Found | undefined,
) => (objectId === undefined ? found?.containers.get(name) : found?.client.containers.find(({ id }) => id === objectId))
