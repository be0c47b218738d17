/** What nobody asked about, and what runs on something that goes away: taken along, and only then. */
import { planFor } from '../../src/plan/plan-for'
import type { ContainerResource } from '../../src/resource/resource'
import { container, intent, need, observationOf, observed, planned, resourcesOf, shortIds } from './build'

const db = container('db')
const linked = container('linked', { needs: [need('db', { _tag: 'Links', reference: 'db', alias: 'db' })] })
const guest = container('guest', { needs: [need('db', { _tag: 'NetworkMode', reference: 'db' })] })
const inner = container('inner', { needs: [need('guest', { _tag: 'NetworkMode', reference: 'guest' })] })
const reader = container('reader', { needs: [need('db', { _tag: 'Uses', reference: 'db' })] })
const other = container('other', { needs: [need('db', { _tag: 'DependsOn', reference: 'db', condition: 'started' })] })
const all = [db, linked, guest, inner, reader, other]
const resources = resourcesOf(...all)

const running = (...but: ReadonlyArray<ContainerResource>) =>
  observationOf(all.filter((one) => !but.includes(one)).map((one) => observed(one, 'running')))

const touched = (steps: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(steps.map((step) => (step.split(' ')[1] as string).replace(/~.*/, '')))].sort()

describe('a container tied to one that is made anew by a selection', () => {
  it('is made anew with it; those that only depend on it are left alone', () => {
    const plan = planned(resources, running(), intent('update', { force: true }, ['db']))
    expect(touched(shortIds(plan))).toEqual(['db', 'guest', 'inner', 'linked'])
    const reasons = plan.steps.filter(({ id }) => /^create .*(guest|inner|linked)/.test(id)).map(({ reason }) => reason)
    expect(reasons.map(({ _tag }) => _tag)).toEqual(['Cascade', 'Cascade', 'Cascade'])
  })

  it('stops side by side with others that are tied to the same one: none is away for longer because of them', () => {
    const plan = planned(resourcesOf(db, linked, guest), running(), intent('update', { force: true }, ['db']))
    const [guestStop, linkedStop] = ['guest', 'linked'].map((name) =>
      plan.steps.find(({ id }) => id === `stop container:m.${name}~prev@default`),
    )
    expect([guestStop?.after, linkedStop?.after]).toEqual([
      ['create container:m.db~next@default'],
      ['create container:m.db~next@default'],
    ])
  })

  it('is made anew where a startup makes the lost one again', () => {
    const plan = planned(resources, running(db), intent('startup', {}, ['db']))
    expect(touched(shortIds(plan))).toEqual(['db', 'guest', 'inner', 'linked'])
  })

  it('is left alone where nothing happens to the other one, whatever became of it', () => {
    const changed = { ...linked, body: { ...linked.body, User: '5' } }
    const observation = observationOf([observed(db, 'running'), observed(linked, 'running')])
    const plan = planned(resourcesOf(db, changed, guest), observation, intent('update', {}, ['db']))
    expect([plan.steps, plan.warnings]).toEqual([[], []])
  })

  it('is left alone where it does not run', () => {
    const observation = observationOf([observed(db, 'running'), observed(linked, 'exited'), observed(guest, 'created')])
    const plan = planned(resources, observation, intent('update', { force: true }, ['db']))
    expect(touched(shortIds(plan))).toEqual(['db'])
  })

  it('stands against the plan where it must not be removed', () => {
    const kept = { ...guest, preventDestroy: true }
    const plan = planFor({
      resources: resourcesOf(db, kept),
      observation: observationOf([observed(db, 'running'), observed(kept, 'running')]),
      intent: intent('update', { force: true }, ['db']),
    })
    expect(plan).toMatchObject({ left: [{ _tag: 'Protected', id: kept.id }] })
  })

  it('is started again where the other one is started', () => {
    const observation = observationOf([observed(db, 'exited'), observed(guest, 'running')])
    const plan = planned(resources, observation, intent('startup', {}, ['db']))
    expect(shortIds(plan)).toEqual(['stop guest', 'start db', 'start guest'])
  })
})
