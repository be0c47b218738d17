/**
 * The outage of a plan is the shortest that there is: no choice of which stops wait for which readiness gives less in
 * sum. Tried against all choices, for up to six containers that are replaced at once, with any number of steps at a time.
 */
import { type MapValue, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import type { Plan, StepId } from '../../src/plan/plan'
import { scheduleOf } from '../../src/simulate/schedule'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

/** Every config gets another image, so that every container is replaced. */
const renewed = (value: MapValue): MapValue => ({ ...value, repository: 'renewed', default_tag: 'new' })

interface Timed {
  readonly id: StepId
  readonly after: ReadonlyArray<StepId>
  readonly took: number
}

interface Replaced {
  readonly stop: StepId
  readonly ready: StepId
}

const updateOf = (
  value: MapValue,
): { readonly steps: ReadonlyArray<Timed>; readonly replaced: ReadonlyArray<Replaced> } => {
  const before = carriedOut(NOTHING, plan(compiled(value), NOTHING, { kind: 'startup', selection: [], options: {} }))
  const update = plan(compiled(renewed(value)), before, { kind: 'update', selection: [], options: {} })
  const timed = new Map(scheduleOf(before, update).steps.map(({ id, begin, end }) => [id, end - begin]))
  const steps = update.steps.map(({ id, after }) => ({ id, after, took: timed.get(id) ?? 0 }))
  return { steps, replaced: replacedIn(update) }
}

const READIES: ReadonlySet<string> = new Set(['StartContainer', 'Wait', 'Exec'])

const replacedIn = ({ steps }: Plan): ReadonlyArray<Replaced> => {
  const stops = steps.filter(({ action, replacement }) => action._tag === 'StopContainer' && replacement !== undefined)
  return stops.flatMap(({ id, replacement }) => {
    const readies = steps.filter((step) => step.replacement === replacement && READIES.has(step.action._tag))
    const ready = readies[readies.length - 1]
    return ready === undefined ? [] : [{ stop: id, ready: ready.id }]
  })
}

/** From the stops' beginnings to readiness, summed; null where the added edges close a circle. */
const outageWith = (
  steps: ReadonlyArray<Timed>,
  replaced: ReadonlyArray<Replaced>,
  added: ReadonlyArray<readonly [StepId, StepId]>,
  dropped: ReadonlySet<string> = new Set(),
): number | null => {
  const after = new Map(steps.map((step) => [step.id, step.after.filter((id) => !dropped.has(`${step.id} < ${id}`))]))
  for (const [stop, ready] of added) after.set(stop, [...(after.get(stop) ?? []), ready])
  const took = new Map(steps.map((step) => [step.id, step.took]))
  const ends = new Map<StepId, number>()
  const open = new Set<StepId>()
  const endOf = (id: StepId): number => {
    const known = ends.get(id)
    if (known !== undefined) return known
    if (open.has(id)) return Number.NaN
    open.add(id)
    const begin = Math.max(0, ...(after.get(id) ?? []).map(endOf))
    open.delete(id)
    ends.set(id, begin + (took.get(id) ?? 0))
    return ends.get(id) as number
  }
  const sum = replaced.reduce(
    (total, { stop, ready }) => total + endOf(ready) - (endOf(stop) - (took.get(stop) ?? 0)),
    0,
  )
  return Number.isNaN(sum) ? null : sum
}

const subsets = <T>(items: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> =>
  items.reduce<ReadonlyArray<ReadonlyArray<T>>>((all, item) => all.concat(all.map((some) => [...some, item])), [[]])

/** Pairs of a stop and a readiness that are tried in all combinations: 256 orders for each update. */
const CHOICES = 8

describe('the outage of an update', () => {
  it('is the shortest that any choice of waits gives', () => {
    let compared = 0
    fc.assert(
      fc.property(mapValue, (value) => {
        const { steps, replaced } = updateOf(value)
        const pairs = replaced.flatMap(({ stop }) =>
          replaced.filter((other) => other.stop !== stop).map(({ ready }) => [stop, ready] as const),
        )
        const rolling = new Set(
          steps.flatMap(({ id, after }) =>
            after
              .filter((other) => pairs.some(([stop, ready]) => stop === id && ready === other))
              .map((other) => `${id} < ${other}`),
          ),
        )
        if (replaced.length > 6) return
        compared += replaced.length > 1 ? 1 : 0
        const own = outageWith(steps, replaced, []) as number
        const others = subsets(pairs.slice(0, CHOICES)).map((added) => outageWith(steps, replaced, added, rolling))
        const best = Math.min(...others.filter((sum) => sum !== null))
        expect(own).toBeLessThanOrEqual(best)
      }),
      { numRuns: 60, seed: 4 },
    )
    expect(compared).toBeGreaterThan(10)
  })
})
