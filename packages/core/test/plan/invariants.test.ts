/** The invariants of planning, tried on random maps with random histories; see docs/architecture.md for their list. */
import fc from 'fast-check'
import type { Observation } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import type { Resources } from '../../src/resource/resource'
import { type History, history, lived } from '../generate/history'
import { carriedOut, compiled, plan } from '../generate/world'

const RUNS = Number(process.env['DMAP_PROPERTY_RUNS'] ?? 300)
const settings = { numRuns: RUNS, seed: Number(process.env['DMAP_PROPERTY_SEED'] ?? 20), endOnFailure: false }

const INTENTS: ReadonlyArray<IntentKind> = [
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

const idsOf = ({ steps }: Plan): string => steps.map(({ id }) => id).join('\n')

describe('Whatever happened before', () => {
  it.each(INTENTS)('%s leaves nothing to do for itself', (kind) => {
    fc.assert(
      fc.property(history, (past) => {
        const { map, observation } = lived(past)
        const resources = compiled(map)
        const after = carriedOut(observation, plan(resources, observation, named(kind)))
        expect(idsOf(plan(resources, after, named(kind)))).toBe('')
      }),
      settings,
    )
  })

  it('a run that is cut off anywhere is brought to its end by an update, and nothing is lost', () => {
    fc.assert(
      fc.property(history, fc.constantFrom<IntentKind>('startup', 'update'), fc.nat(30), (past, kind, cut) => {
        const { map, observation } = lived(past)
        const resources = compiled(map)
        const cutOff = carriedOut(observation, plan(resources, observation, named(kind)), cut)
        expectKept(observation, cutOff, past)
        const after = carriedOut(cutOff, plan(resources, cutOff, named('update')))
        expect(idsOf(plan(resources, after, named('update')))).toBe('')
        expectKept(observation, after, past)
      }),
      settings,
    )
  })

  it('any order that honours the edges ends in the same state', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...INTENTS), fc.infiniteStream(fc.nat(1000)), (past, kind, choices) => {
        const { map, observation } = lived(past)
        const made = plan(compiled(map), observation, named(kind))
        const shuffled = { ...made, steps: shuffledSteps(made, () => choices.next().value as number) }
        expect(carriedOut(observation, shuffled)).toEqual(carriedOut(observation, made))
      }),
      settings,
    )
  })

  it('a step comes after everything that its resource needs', () => {
    fc.assert(
      fc.property(history, (past) => {
        const { map, observation } = lived(past)
        const resources = compiled(map)
        const made = plan(resources, observation, named('update'))
        expect(brokenNeeds(made, resources)).toEqual([])
      }),
      settings,
    )
  })
})

/** Starts that no path leads to from the start of something that the container needs. */
const brokenNeeds = (made: Plan, resources: Resources): ReadonlyArray<string> => {
  const starts = new Map(made.steps.filter(isStart).map(({ id, action }) => [action.target, id]))
  const before = ancestors(made)
  return resources.all.flatMap(({ id, needs }) => {
    const start = starts.get(id)
    const others = start === undefined ? [] : needs.map((need) => starts.get(need.id))
    return others.flatMap((other) =>
      other === undefined || before.get(start as string)?.has(other) ? [] : [`${start} without ${other}`],
    )
  })
}

const isStart = ({ action }: Plan['steps'][number]): boolean =>
  action._tag === 'StartContainer' || action._tag === 'RestartContainer'

const ancestors = ({ steps }: Plan): ReadonlyMap<string, ReadonlySet<string>> => {
  const before = new Map<string, Set<string>>()
  for (const { id, after } of steps)
    before.set(id, new Set(after.flatMap((other) => [other, ...(before.get(other) ?? [])])))
  return before
}

/** Always some step whose predecessors are done, picked by `choose`. */
const shuffledSteps = ({ steps }: Plan, choose: () => number): Plan['steps'] => {
  const done = new Set<string>()
  const order: Array<Plan['steps'][number]> = []
  while (order.length < steps.length) {
    const ready = steps.filter(({ id, after }) => !done.has(id) && after.every((other) => done.has(other)))
    const next = ready[choose() % ready.length] as Plan['steps'][number]
    done.add(next.id)
    order.push(next)
  }
  return order
}

/** Named volumes, what attached containers hold, and containers that were there: each is there still, in some guise. */
const expectKept = (before: Observation, after: Observation, past: History): void => {
  const volumes = new Set(after.clients['default']?.volumes.map(({ name }) => name))
  const names = new Set(after.clients['default']?.containers.map(({ name }) => name))
  for (const container of before.clients['default']?.containers ?? []) {
    const own = container.name.replace(/\.(next|prev)$/, '')
    const there = [own, `${own}.next`, `${own}.prev`].some((name) => names.has(name))
    expect({ own, there, past }).toEqual({ own, there: true, past })
    const attached = (container.config['Labels'] as Record<string, string>)['io.dmap.kind'] === 'attached'
    for (const mount of attached ? container.mounts : []) expect(volumes).toContain(mount.name)
  }
}
