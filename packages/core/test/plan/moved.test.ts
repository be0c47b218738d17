/** What was moved has its former name until the first plan that may rename it: that it is there counts all the same. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import { type Compiled, compile, planOf } from '../../src/pipeline'
import type { Intent } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { simulatePlan } from '../../src/simulate/plan'
import { intent, shortIds } from './build'

const compiled = (containers: string): Compiled => {
  const text = `name: m\nuse_attached_parent_name: true\nvolumes: { data: /data }\n${containers}`
  const result = compile([{ file: 'm.yaml', text }])
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const planned = (map: Compiled, observation: Observation, wanted: Intent): Plan => {
  const plan = planOf(map, observation, wanted)
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

const started = (map: Compiled): Observation => {
  const empty = emptyObservation(['default'])
  return simulatePlan(empty, planned(map, empty, intent('startup'))).observation
}

const before = started(compiled('app: { image: x, user: 5, attaches: data }\nweb: { image: x, uses: app.data }'))
const after = (user: number, more = '') =>
  compiled(
    `new: { image: x, user: ${user}, attaches: data${more} }\nweb: { image: x, uses: new.data }\nmoved: { app: new }`,
  )

const failed = (plan: Plan, observation: Observation) =>
  simulatePlan(observation, plan).steps.filter(({ _tag }) => _tag !== 'Done')

it('has its attached volume prepared for its new owner', () => {
  const prepared = (user: number, kind: Intent['kind'], observation: Observation) =>
    planned(after(user), observation, intent(kind)).steps.flatMap(({ action }) =>
      action._tag === 'PrepareVolume' ? [[action.owner, action.mount]] : [],
    )
  const mount = { _tag: 'VolumesFrom', container: 'm.new.data' }
  expect(prepared(6, 'update', before)).toEqual([['6:6', mount]])
  const stopped = simulatePlan(before, planned(after(6), before, intent('stop'))).observation
  expect(prepared(6, 'startup', stopped)).toEqual([['6:6', mount]])
})

it('holds the attached volume as it did before, and does not take it along', () => {
  const plan = planned(after(6, ', shares: /data'), before, intent('update'))
  const made = plan.steps.flatMap(({ action }) => (action._tag === 'CreateContainer' ? [action] : []))
  expect(made.filter(({ body }) => 'io.dmap.carried' in body.Labels)).toEqual([])
})

it.each([
  ['restart', ['restart new', 'restart web']],
  ['signal', ['signal new', 'signal web']],
  ['stop', ['stop web', 'stop new']],
] as const)('is found under the name that it has: %s', (kind, steps) => {
  const plan = planned(after(5), before, intent(kind))
  expect(shortIds(plan)).toEqual(steps)
  expect(failed(plan, before)).toEqual([])
})

it('has its commands run under the name that it has when it is restarted', () => {
  const plan = planned(after(5, ', exec_commands: work, start_delay: 1s'), before, intent('restart', {}, ['new']))
  expect(shortIds(plan)).toEqual(['restart new', 'wait new delay', 'exec new #1'])
  expect(failed(plan, before)).toEqual([])
})

describe('what still has the former name', () => {
  const both = compiled('app: { image: x }\nnew: { image: x }')
  const moved = 'new: { image: x }\nmoved: { app: new }'

  it('is no longer in the map where the new one is there as well', () => {
    const plan = planned(compiled(moved), started(both), intent('update'))
    expect(plan.steps).toEqual([])
    expect(plan.warnings).toMatchObject([{ _tag: 'NotInMap', name: 'm.app' }])
    expect(shortIds(planned(compiled(moved), started(both), intent('prune')))).toEqual(['stop app', 'remove app'])
  })

  it('is what is moved where it is not', () => {
    const plan = planned(compiled(moved), started(compiled('app: { image: x }')), intent('update', { prune: true }))
    expect(shortIds(plan)).toContain('rename new')
    expect(plan.steps.filter(({ reason }) => reason._tag === 'NotInMap')).toEqual([])
  })

  it('is no longer in the map on a host that the new one does not run on', () => {
    const clients = [{ file: 'c.yaml', text: 'c1: { executor: dryrun }\nc2: { executor: dryrun }' }]
    const on = (text: string) => {
      const result = compile([{ file: 'm.yaml', text: `name: m\n${text}` }], clients)
      if (isLeft(result)) throw new Error(JSON.stringify(result.left))
      return result.right
    }
    const there = on('clients: [c1, c2]\napp: { image: x }')
    const empty = emptyObservation(['c1', 'c2'])
    const state = simulatePlan(empty, planned(there, empty, intent('startup'))).observation
    const now = on('clients: [c1, c2]\nnew: { image: x, clients: c1 }\nmoved: { app: new }')
    expect(planned(now, state, intent('update')).warnings).toMatchObject([{ _tag: 'NotInMap', client: 'c2' }])
  })
})
