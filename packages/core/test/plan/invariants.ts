/** The invariants of planning as checks that say what is broken: run as properties, and against planted faults. */
import type { Observation } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import type { Plan, Step } from '../../src/plan/plan'
import type { Resources } from '../../src/resource/resource'
import { type History, lived } from '../generate/history'
import { carriedOut, compiled, plan } from '../generate/world'

/** Changes every plan before it is carried out; the identity where nothing is planted. */
export type Tamper = (plan: Plan) => Plan

const honest: Tamper = (made) => made

export const INTENTS: ReadonlyArray<IntentKind> = [
  'create',
  'start',
  'startup',
  'update',
  'stop',
  'remove',
  'shutdown',
  'prune',
]

const named = (kind: IntentKind) => ({ kind, selection: [], options: {} })

const idsOf = ({ steps }: Plan): ReadonlyArray<string> => steps.map(({ id }) => id)

/** What is left to do for an intent that was carried out. */
export const leftToDo = (past: History, kind: IntentKind, tamper: Tamper = honest): ReadonlyArray<string> => {
  const { map, observation } = lived(past)
  const resources = compiled(map)
  const after = carriedOut(observation, tamper(plan(resources, observation, named(kind))))
  return idsOf(plan(resources, after, named(kind)))
}

/** What is left to do for an update that looks for commands on a host where no container has any of them running. */
export const commandsLeft = (past: History, tamper: Tamper = honest): ReadonlyArray<string> => {
  const { map, observation } = lived(past)
  const resources = compiled(map)
  const intent = { ...named('update'), options: { check_exec_commands: 'full' } } as const
  const after = carriedOut(observation, tamper(plan(resources, withoutCommands(observation), intent)))
  const looked = carriedOut(withoutCommands(after), tamper(plan(resources, withoutCommands(after), intent)))
  return idsOf(plan(resources, looked, intent))
}

/** As one sees it who looks at processes and finds none. */
const withoutCommands = (observation: Observation): Observation => {
  const clients = Object.entries(observation.clients).map(([name, client]) => {
    const containers = client.containers.map((one) => (one.state.status === 'running' ? { ...one, commands: {} } : one))
    return [name, { ...client, containers }] as const
  })
  return { ...observation, clients: Object.fromEntries(clients) }
}

/** What a run that is cut off has lost for good, and what an update after it leaves to do. */
export const notRecovered = (
  past: History,
  kind: IntentKind,
  cut: number,
  tamper: Tamper = honest,
): ReadonlyArray<string> => {
  const { map, observation } = lived(past)
  const resources = compiled(map)
  const cutOff = carriedOut(observation, tamper(plan(resources, observation, named(kind))), cut)
  const after = carriedOut(cutOff, tamper(plan(resources, cutOff, named('update'))))
  return [...lost(observation, cutOff), ...lost(observation, after), ...idsOf(plan(resources, after, named('update')))]
}

/** The two ends of a plan carried out in its own order and in another one that honours its edges. */
export const twoEnds = (
  past: History,
  kind: IntentKind,
  choose: () => number,
  tamper: Tamper = honest,
): readonly [Observation, Observation] => {
  const { map, observation } = lived(past)
  const made = tamper(plan(compiled(map), observation, named(kind)))
  return [carriedOut(observation, made), carriedOut(observation, { ...made, steps: shuffled(made, choose) })]
}

/** Starts that no path leads to from the start of something that the container needs. */
export const brokenNeeds = (past: History, kind: IntentKind, tamper: Tamper = honest): ReadonlyArray<string> => {
  const { map, observation } = lived(past)
  const resources = compiled(map)
  const made = tamper(plan(resources, observation, named(kind)))
  const starts = new Map(made.steps.filter(isStart).map(({ id, action }) => [action.target, id]))
  const before = ancestors(made)
  return resources.all.flatMap((resource) => needsOf(resource, starts, before))
}

const needsOf = (
  { id, needs }: Resources['all'][number],
  starts: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyArray<string> => {
  const start = starts.get(id)
  if (start === undefined) return []
  return needs.flatMap((need) => {
    const other = starts.get(need.id)
    return other === undefined || before.get(start)?.has(other) ? [] : [`${start} without ${other}`]
  })
}

const isStart = ({ action }: Step): boolean => action._tag === 'StartContainer' || action._tag === 'RestartContainer'

const ancestors = ({ steps }: Plan): ReadonlyMap<string, ReadonlySet<string>> => {
  const before = new Map<string, Set<string>>()
  for (const { id, after } of steps) {
    before.set(id, new Set(after.flatMap((other) => [other, ...(before.get(other) ?? [])])))
  }
  return before
}

/** Always some step whose predecessors are done, picked by `choose`. */
const shuffled = ({ steps }: Plan, choose: () => number): Plan['steps'] => {
  const done = new Set<string>()
  const order: Step[] = []
  while (order.length < steps.length) {
    const ready = steps.filter(({ id, after }) => !done.has(id) && after.every((other) => done.has(other)))
    const next = ready[choose() % ready.length] as Step
    done.add(next.id)
    order.push(next)
  }
  return order
}

/** Containers that are there in no guise any more, and volumes that attached ones held. */
const lost = (before: Observation, after: Observation): ReadonlyArray<string> => {
  const volumes = new Set(after.clients['default']?.volumes.map(({ name }) => name))
  const names = new Set(after.clients['default']?.containers.map(({ name }) => name))
  // One that goes with its own stop is nothing that anybody keeps.
  const kept = (before.clients['default']?.containers ?? []).filter(
    ({ hostConfig }) => hostConfig['AutoRemove'] !== true,
  )
  return kept.flatMap(({ name, config, mounts }) => {
    const own = name.replace(/\.(next|prev)$/, '')
    const there = [own, `${own}.next`, `${own}.prev`].some((guise) => names.has(guise))
    const attached = (config['Labels'] as Readonly<Record<string, string>>)['io.dmap.kind'] === 'attached'
    const gone = attached ? mounts.filter((mount) => !volumes.has(mount.name ?? '')) : []
    return [...(there ? [] : [`container ${own}`]), ...gone.map((mount) => `volume ${mount.name}`)]
  })
}
