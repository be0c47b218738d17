/** What a plan does to each object, told from its steps: one word per object, whatever the number of steps. */
import { compareText } from '../base/compare-text'
import type { ClientObservation, Observation } from '../observe/observation'
import type { Action, ActionTag } from '../plan/action'
import type { Plan, Reason, Step, StepId } from '../plan/plan'
import { partsOf, type ResourceId, type ResourceKind } from '../resource/id'

/**
 * - `removed`: it was there and is not replaced
 * - `recreated`: a new object takes its place, with another id
 * - `restarted`: the same object stops and runs again
 * - `updated`: changed while it runs: limits, networks, name, commands run in it
 * - `prepared`: owner and mode of a volume are set
 */
export type Fate =
  | 'removed'
  | 'recreated'
  | 'restarted'
  | 'stopped'
  | 'created'
  | 'started'
  | 'updated'
  | 'prepared'
  | 'pulled'

export interface ObjectFate {
  readonly id: ResourceId
  readonly kind: ResourceKind
  readonly client: string
  readonly name: string
  readonly fate: Fate
  /** The first of its steps that has a reason of its own. */
  readonly cause: StepId
  /** Why that step is there. */
  readonly reason: Reason
  /** Its steps, in the plan's order. */
  readonly steps: ReadonlyArray<StepId>
}

/**
 * Every object that a step is about, sorted by client, then by id. Those that stay as they are are not listed.
 *
 * @param observation what is there before the plan
 * @example
 * fatesOf(observation, plan).filter(({ fate }) => fate === 'recreated').map(({ name }) => name) // ['shop.web']
 */
export const fatesOf = (observation: Observation, plan: Pick<Plan, 'steps'>): ReadonlyArray<ObjectFate> => {
  const byTarget = new Map<ResourceId, Step[]>()
  for (const step of plan.steps) {
    const steps = byTarget.get(step.action.target)
    if (steps === undefined) byTarget.set(step.action.target, [step])
    else steps.push(step)
  }
  const present = presentIn(observation)
  return [...byTarget]
    .flatMap(([id, steps]) => fateOf(id, steps, present))
    .sort((a, b) => compareText(a.client, b.client) || compareText(a.id, b.id))
}

type Present = (id: ResourceId) => boolean

const fateOf = (id: ResourceId, steps: ReadonlyArray<Step>, present: Present): ReadonlyArray<ObjectFate> => {
  const actions = steps.map(({ action }) => action)
  const fate = FATES.find(([, holds]) => holds({ actions, was: wasThere(id, actions, present), id }))?.[0]
  const first = steps.find(({ reason }) => !FOLLOWS.has(reason._tag)) ?? steps[0]
  if (fate === undefined || first === undefined) return []
  return [{ id, ...partsOf(id), fate, cause: first.id, reason: first.reason, steps: steps.map((step) => step.id) }]
}

const FOLLOWS: ReadonlySet<Reason['_tag']> = new Set(['Follows', 'Rolling'])

interface Seen {
  readonly id: ResourceId
  readonly actions: ReadonlyArray<Action>
  /** It is there before. */
  readonly was: boolean
}

/** The first one that holds. */
const FATES: ReadonlyArray<readonly [Fate, (seen: Seen) => boolean]> = [
  ['pulled', ({ actions }) => has(actions, 'PullImage')],
  ['recreated', ({ actions, was }) => was && creates(actions)],
  ['created', ({ actions }) => creates(actions)],
  ['removed', ({ id, actions }) => actions.some((action) => removes(action, id))],
  ['restarted', ({ actions }) => has(actions, 'RestartContainer') || (stops(actions) && starts(actions))],
  ['stopped', ({ actions }) => stops(actions)],
  ['started', ({ actions }) => starts(actions)],
  ['updated', ({ actions }) => actions.some(({ _tag }) => UPDATES.has(_tag))],
  ['prepared', ({ actions }) => has(actions, 'PrepareVolume')],
]

const has = (actions: ReadonlyArray<Action>, tag: ActionTag): boolean => actions.some(({ _tag }) => _tag === tag)
const creates = (actions: ReadonlyArray<Action>): boolean => actions.some(({ _tag }) => CREATES.has(_tag))
const stops = (actions: ReadonlyArray<Action>): boolean => has(actions, 'StopContainer')
const starts = (actions: ReadonlyArray<Action>): boolean =>
  has(actions, 'StartContainer') || has(actions, 'UnpauseContainer')

/** What an interrupted run left behind goes under another name. */
const removes = (action: Action, id: ResourceId): boolean =>
  REMOVES.has(action._tag) && 'name' in action && action.name === partsOf(id).name

const CREATES: ReadonlySet<ActionTag> = new Set(['CreateContainer', 'CreateNetwork', 'CreateVolume'])
const REMOVES: ReadonlySet<ActionTag> = new Set(['RemoveContainer', 'RemoveNetwork', 'RemoveVolume'])
const UPDATES: ReadonlySet<ActionTag> = new Set([
  'UpdateContainer',
  'ConnectNetwork',
  'DisconnectNetwork',
  'RenameContainer',
  'KillContainer',
  'Exec',
])

/** Under its own name, or under the one that a step takes from it. */
const wasThere = (id: ResourceId, actions: ReadonlyArray<Action>, present: Present): boolean =>
  present(id) ||
  actions.some(
    (action) => action._tag === 'RenameContainer' && action.objectId !== undefined && action.to === partsOf(id).name,
  )

const presentIn = ({ clients }: Observation): Present => {
  const names = new Map(Object.entries(clients).map(([client, seen]) => [client, namesOf(seen)]))
  return (id) => {
    const { kind, name, client } = partsOf(id)
    return names.get(client)?.has(`${kind} ${name}`) === true
  }
}

const namesOf = ({ containers, networks, volumes }: ClientObservation): ReadonlySet<string> =>
  new Set([
    ...containers.map(({ name }) => `container ${name}`),
    ...networks.map(({ name }) => `network ${name}`),
    ...volumes.map(({ name }) => `volume ${name}`),
  ])
