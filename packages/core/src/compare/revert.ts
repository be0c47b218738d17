/** What would be planned if one cause were not there: found out by planning again without it. */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { FieldChange } from '../diff/difference'
import type { ComparePolicy } from '../map/model'
import type { ClientObservation, Observation } from '../observe/observation'
import type { JournalledCommand } from '../plan/journal'
import type { Plan, Step, StepId } from '../plan/plan'
import { planFor } from '../plan/plan-for'
import { partsOf, type ResourceId } from '../resource/id'
import type { Resources } from '../resource/resource'

/** What a plan was made from, and what it leads to. */
export interface Planned {
  readonly plan: Plan
  readonly resources: Resources
  readonly before: Observation
  /** After all of the plan. */
  readonly after: Observation
  /** What a journal told the planning, where there is one. */
  readonly journal?: ReadonlyArray<JournalledCommand>
}

/** Steps that `planWithout` no longer has, in the plan's order; null where there is nothing to revert. */
export const goneWithout = (root: Step, planned: Planned): ReadonlyArray<StepId> | null => {
  const again = planWithout(root, planned)
  if (again === null) return null
  const still = new Set(again.steps.map(({ id }) => id))
  return planned.plan.steps.flatMap(({ id }) => (still.has(id) ? [] : [id]))
}

/**
 * The plan as it would be without the cause of `root`; null where that is a wish of the user or the rest of an earlier
 * run, so that there is nothing to revert.
 *
 * - changed fields: as if they were as wanted
 * - what is missing or does not run: as if it were there and ran
 * - what the map no longer has: as if it were not there
 *
 * @param fields of those that changed on a container or a network: only these are reverted, and the others are what is
 *   left of the reason; labels alone make no network anew
 */
export const planWithout = (root: Step, planned: Planned, fields?: ReadonlyArray<string>): Plan | null => {
  const input = without(root, planned, fields)
  if (input === null) return null
  const { intent, environment } = planned.plan
  const { journal } = planned
  const again = planFor({ ...input, intent, environment, ...(journal === undefined ? {} : { journal }) })
  return isLeft(again) ? null : again.right
}

interface Input {
  readonly resources: Resources
  readonly observation: Observation
}

const without = (
  { reason, action }: Step,
  { resources, before, after }: Planned,
  fields: ReadonlyArray<string> | undefined,
): Input | null => {
  const id = action.target
  switch (reason._tag) {
    case 'Changed':
      return { observation: before, resources: reverting(resources, id, reason.changes, fields) }
    case 'Missing':
    case 'NotRunning':
    case 'Unusable':
      return { resources, observation: withObject(before, after, id) }
    case 'NotInMap':
      return { resources, observation: withObject(before, null, id) }
    default:
      return null
  }
}

/** Each field has a policy of its own, since one covers what stands below it: `Labels.a` also `Labels.a.b`. */
const policiesOf = (
  changes: ReadonlyArray<FieldChange>,
  fields: ReadonlyArray<string> | undefined,
): ReadonlyMap<string, ComparePolicy> =>
  new Map([
    ...changes.map(({ field }) => [field, fields === undefined ? 'ignore' : 'strict'] as const),
    // One step says only what it puts right: the fields may be in the reasons of others.
    ...(fields ?? []).map((field) => [field, 'ignore'] as const),
  ])

const reverting = (
  resources: Resources,
  id: ResourceId,
  changes: ReadonlyArray<FieldChange>,
  fields: ReadonlyArray<string> | undefined,
): Resources => ({
  ...resources,
  all: resources.all.map((resource) => {
    if (resource.id !== id) return resource
    if (resource.kind === 'network') return { ...resource, reverted: fields ?? changes.map(({ field }) => field) }
    if (resource.kind !== 'container') return resource
    const policies = Object.fromEntries(policiesOf(changes, fields))
    return { ...resource, compare: { ...resource.compare, ...policies } }
  }),
})

/** The object as it is in `source`, in place of the one that is there; null: without it. */
const withObject = (observation: Observation, source: Observation | null, id: ResourceId): Observation => {
  const { kind, name, client } = partsOf(id)
  const list = LISTS[kind]
  const seen = observation.clients[client]
  if (seen === undefined) return observation
  const isIt = (object: ClientObservation[typeof list][number]): boolean =>
    'name' in object ? object.name === name : object.references.includes(name)
  const objects = (from: ClientObservation | undefined): ReadonlyArray<ClientObservation[typeof list][number]> =>
    from?.[list] ?? []
  const kept = objects(seen).filter((object) => !isIt(object))
  const added = objects(source?.clients[client]).filter(isIt)
  return { ...observation, clients: { ...observation.clients, [client]: { ...seen, [list]: [...kept, ...added] } } }
}

const LISTS = { container: 'containers', network: 'networks', volume: 'volumes', image: 'images' } as const
