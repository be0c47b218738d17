/** Every chain of causes holds by experiment, on random changes of a map. */
import fc from 'fast-check'
import { sameJson } from '../../src/base/canonical'
import type { Json } from '../../src/base/json'
import { type Planned, planWithout } from '../../src/compare/revert'
import type { Intent } from '../../src/plan/intent'
import type { Plan, Step } from '../../src/plan/plan'
import { type Causes, causesIn } from '../../src/render/causes'
import { type History, history, lived } from '../generate/history'
import { carriedOut, compiled as generated, plan } from '../generate/world'
import { BASE, compared, compiled } from './build'
import { SHRUNK } from './shrunk'

const EDITS: ReadonlyArray<readonly [string, string]> = [
  ['nginx:1', 'nginx:2'],
  ['cache:1', 'cache:2'],
  ['80: 8080', '80: 8081'],
  ['MODE: prod', 'MODE: test'],
  ['/srv/db', '/srv/db2'],
  ['[a, b]', '[a, c]'],
  ['u=rwX', 'u=rwX,g=rX'],
  ['image: app:1', 'image: app:1\n  host_config: { mem_limit: 1g }'],
  ['  networks: back\n  binds', '  networks: [back, front]\n  binds'],
  ['back: {}', 'back: {}, front: {}'],
]

const edited = (edits: ReadonlyArray<readonly [string, string]>): string =>
  edits.reduce((text, [from, to]) => text.replace(from, to), BASE)

it('reverting the first cause removes a step, or leaves it with another reason', () => {
  fc.assert(
    fc.property(fc.subarray([...EDITS.slice(0, 8)], { minLength: 1 }), fc.boolean(), (some, network) => {
      expect(unfounded(edited([...some, ...(network ? EDITS.slice(8) : [])]))).toEqual([])
    }),
    { numRuns: 8, seed: 7 },
  )
})

/** A share of what `pnpm soak` tries. */
const search = {
  numRuns: Number(process.env['DMAP_CAUSES_RUNS'] ?? 25),
  seed: Number(process.env['DMAP_CAUSES_SEED'] ?? 11),
}

describe('on random maps, changes and hosts', () => {
  it('reverting all that a step names removes it and what it caused, and nothing else', () => {
    fc.assert(
      fc.property(history, (past) => {
        const planned = updateAfter(past)
        expect(rootsOf(planned.plan).flatMap((root) => wrongWithout(root, planned))).toEqual([])
      }),
      search,
    )
  })

  it.each(SHRUNK)('%s', (_, past) => {
    const planned = updateAfter(past)
    const roots = rootsOf(planned.plan)
    expect(roots.length).toBeGreaterThan(0)
    expect(roots.flatMap((root) => wrongWithout(root, planned))).toEqual([])
    for (const pick of [1, 2]) expect(roots.flatMap((root) => wrongAfterSome(root, planned, pick))).toEqual([])
  })

  it('reverting some of the fields that a step names leaves the others as its reason', () => {
    fc.assert(
      fc.property(history, fc.nat(), (past, pick) => {
        const planned = updateAfter(past)
        expect(rootsOf(planned.plan).flatMap((root) => wrongAfterSome(root, planned, pick))).toEqual([])
      }),
      search,
    )
  })
})

const UPDATE: Intent = { kind: 'update', selection: [], options: { prune: true } }

const updateAfter = (past: History): Planned => {
  const { map, observation } = lived(past)
  const resources = generated(map)
  const made = plan(resources, observation, UPDATE)
  return { plan: made, resources, before: observation, after: carriedOut(observation, made) }
}

/** Steps whose reason is fields that changed, and no other step. */
const rootsOf = (made: Plan): ReadonlyArray<Step> => made.steps.filter(({ reason }) => reason._tag === 'Changed')

/** What stays although all that it hangs on is reverted, and what goes although it hangs on something else. */
const wrongWithout = (root: Step, planned: Planned): ReadonlyArray<string> => {
  const again = planWithout(root, planned)
  if (again === null) return [`nothing can be planned without ${root.id}`]
  const [before, after] = [causesIn(planned.plan), causesIn(again)]
  const steps = new Map(planned.plan.steps.map((step) => [step.id, step]))
  const still = new Set(again.steps.map(({ id }) => id))
  const causes = new Set(rootsOf(planned.plan).flatMap((step) => (isSameCause(step, root) ? [step.id] : [])))
  return planned.plan.steps.flatMap(({ id }) => {
    const hangs = allOf(id, before, steps).some((cause) => causes.has(cause))
    if (hangs && still.has(id) && sameJson(reasons(before(id)), reasons(after(id))))
      return [`${id} stays without ${root.id}`]
    return hangs || still.has(id) ? [] : [`${id} goes with ${root.id}`]
  })
}

/** The step and all upstream, where two causes meet those of both. */
const allOf = (id: string, causes: Causes, steps: ReadonlyMap<string, Step>): ReadonlyArray<string> =>
  causes(id).flatMap((line) => {
    const reason = steps.get(line.id)?.reason
    const beside = reason?._tag === 'Changed' ? reason.besides?.step : undefined
    return [line.id, ...(beside === undefined ? [] : allOf(beside, causes, steps))]
  })

/** Several steps of one replacement have its reason. */
const isSameCause = ({ action, reason }: Step, root: Step): boolean =>
  action.target === root.action.target && sameJson(reason as unknown as Json, root.reason as unknown as Json)

/** What is left of a reason of which some fields are reverted is that of the steps on the same object. */
const wrongAfterSome = (root: Step, planned: Planned, pick: number): ReadonlyArray<string> => {
  const fields = changesOf(planned.plan, root)
  const some = fields.filter((_, at) => ((pick >> (at % 24)) & 1) === 1)
  if (some.length === 0 || some.length === fields.length) return []
  const again = planWithout(root, planned, some)
  const left = again === null ? [] : changesOf(again, root)
  const others = fields.filter((field) => !some.includes(field))
  // Labels alone make no network anew.
  const isLeft = root.action.target.startsWith('container:') || others.some((field) => !field.startsWith('Labels.'))
  const expected = isLeft ? others : []
  return sameJson(left, expected)
    ? []
    : [`${root.id} without ${some.join()}: ${left.join()} instead of ${expected.join()}`]
}

/** Fields in the reasons of all steps that are about the object. */
const changesOf = ({ steps }: Plan, { action }: Step): ReadonlyArray<string> =>
  [
    ...new Set(
      steps.flatMap(({ reason, action: { target } }) =>
        'changes' in reason && target === action.target ? (reason.changes ?? []).map(({ field }) => field) : [],
      ),
    ),
  ].sort()

/** Steps that stay with the same chain although its first cause is gone. */
const unfounded = (head: string): ReadonlyArray<string> => {
  const planned = { ...compared(BASE, head), resources: compiled(head).resources }
  const causes = causesIn(planned.plan)
  const steps = new Map(planned.plan.steps.map((step) => [step.id, step]))
  return planned.plan.steps.flatMap(({ id }) => {
    const chain = causes(id)
    const root = steps.get(chain[chain.length - 1]?.id ?? '')
    const again = root === undefined ? null : planWithout(root, planned)
    if (again === null) return []
    const now = causesIn(again)(id)
    return now.length > 0 && sameJson(reasons(now), reasons(chain)) ? [`${id} does not hang on ${root?.id}`] : []
  })
}

const reasons = (chain: ReadonlyArray<{ readonly id: string; readonly why: string }>): Json =>
  chain.map(({ id, why }) => [id, why])
