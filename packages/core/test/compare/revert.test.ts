/** Fields of a network that are reverted one by one: what is left of its reason, and of the plan. */
import { planWithout } from '../../src/compare/revert'
import type { Step } from '../../src/plan/plan'
import { compared, compiled } from './build'

const mapWith = (front: string): string => `
name: shop
web: { image: nginx:1, networks: front }
networks: { front: ${front} }
`
const BEFORE = mapWith('{}')
const AFTER = mapWith(
  '{ driver: macvlan, internal: true, labels: { a: b }, driver_options: { parent: eth0 }, ipam: { config: [{ subnet: 10.7.0.0/24 }] } }',
)

const planned = { ...compared(BEFORE, AFTER), resources: compiled(AFTER).resources }
const root = planned.plan.steps.find(({ reason }) => reason._tag === 'Changed') as Step
const changedIn = (step: Step | undefined): ReadonlyArray<string> =>
  step?.reason._tag === 'Changed' ? step.reason.changes.map(({ field }) => field) : []
const FIELDS = changedIn(root)

const left = (fields: ReadonlyArray<string>): ReadonlyArray<string> =>
  changedIn(planWithout(root, planned, fields)?.steps.find(({ id }) => id === root.id))

it('names driver, options, pools, labels and switches each by itself', () => {
  expect(FIELDS).toEqual(['Driver', 'IPAM.Config', 'Internal', 'Labels.a', 'Options.parent'])
})

it.each(FIELDS)('%s alone leaves all others as the reason', (field) => {
  expect(left([field])).toEqual(FIELDS.filter((other) => other !== field))
})

it.each(FIELDS.filter((field) => field !== 'Labels.a'))('%s alone is reason enough', (field) => {
  expect(left(FIELDS.filter((other) => other !== field))).toEqual([field])
})

it('labels alone make no network anew, and nothing is left when all is reverted', () => {
  expect(
    planWithout(
      root,
      planned,
      FIELDS.filter((field) => field !== 'Labels.a'),
    )?.steps,
  ).toEqual([])
  expect(planWithout(root, planned)?.steps).toEqual([])
})
