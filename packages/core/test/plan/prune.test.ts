/** What the map no longer has: what goes by itself, what goes when it is named, and what never goes. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import { compile, planOf } from '../../src/pipeline'
import { planFor } from '../../src/plan/plan-for'
import { warningSentence } from '../../src/render/warning'
import { LABEL } from '../../src/resource/labels'
import { simulatePlan } from '../../src/simulate/plan'
import { container, intent, observationOf, observed, planned, resourcesOf, shortIds } from './build'

const labelled = (name: string, labels: Readonly<Record<string, string>>) => {
  const { body, ...rest } = container(name)
  return container(name, { ...rest, body: { ...body, Labels: { ...body.Labels, ...labels } } })
}

const web = container('web')
const there: Observation = observationOf([
  observed(web, 'running'),
  observed(container('old'), 'running'),
  observed(container('older'), 'exited'),
  observed(labelled('data', { [LABEL.kind]: 'attached' }), 'exited'),
  observed(labelled('kept', { [LABEL.protected]: 'true' }), 'running'),
])
const resources = resourcesOf(web)
const pruned = (...selection: ReadonlyArray<string>) => planned(resources, there, intent('prune', {}, selection))

test('all of it goes that holds no data and is not protected', () => {
  expect(shortIds(pruned())).toEqual(['remove older', 'stop old', 'remove old'])
  expect(shortIds(planned(resources, there, intent('update', { prune: true })))).toEqual(shortIds(pruned()))
})

test.each([
  [['data'], ['remove data']],
  [['m.data'], ['remove data']],
  [
    ['m/data', 'older'],
    ['remove data', 'remove older'],
  ],
  [['__all__'], ['stop old', 'remove old', 'remove older']],
  [
    ['__all__', 'data'],
    ['remove data', 'stop old', 'remove old', 'remove older'],
  ],
])('what is named goes and nothing else: %j', (selection, steps) => {
  expect(new Set(shortIds(pruned(...selection)))).toEqual(new Set(steps))
})

test('what stays is told, and what would remove it', () => {
  expect(pruned('data').warnings.map(warningSentence)).toEqual([
    'container m.kept on default is ours and no longer in the map; it is protected, and not removed',
    'container m.old on default is ours and no longer in the map; "prune", or update with prune=true, removes it',
    'container m.older on default is ours and no longer in the map; "prune", or update with prune=true, removes it',
  ])
  expect(pruned().warnings.map(warningSentence)).toContain(
    'container m.data on default is ours and no longer in the map; it may hold data: "prune m.data" removes it',
  )
})

test('a name of what is in the map, or is not there, is refused with the nearest one', () => {
  const refused = planFor({ resources, observation: there, intent: intent('prune', {}, ['web', 'oldr', 'data']) })
  expect(isLeft(refused) && refused.left).toMatchObject([
    { _tag: 'UnknownSelection', name: 'oldr', hint: 'did you mean "old"?' },
    { _tag: 'UnknownSelection', name: 'web' },
  ])
})

describe('of a map of before', () => {
  const compiled = (containers: string) => {
    const map = compile([{ file: 'm.yaml', text: `name: m\ncontainers:${containers}` }])
    if (isLeft(map)) throw new Error(JSON.stringify(map.left))
    return map.right
  }
  const after = (containers: string) => {
    const map = compiled(containers)
    const empty = emptyObservation(['default'])
    const plan = planOf(map, empty, intent('startup'))
    if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
    return simulatePlan(empty, plan.right).observation
  }
  const left = (before: string, now: string, ...selection: ReadonlyArray<string>) => {
    const plan = planOf(compiled(now), after(before), intent('prune', {}, selection))
    if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
    return plan.right
  }
  const BEFORE = `
    base: { abstract: true, image: one }
    web: { extends: base }
    old: { extends: base }
    db: { extends: base, persistent: true, instances: [a, b] }
    ca: { extends: base, prevent_destroy: true }`
  const NOW = `
    web: { image: one }`

  it('keeps what was persistent, until it is named, and what was protected', () => {
    expect(shortIds(left(BEFORE, NOW))).toEqual(['stop old', 'remove old'])
    expect(left(BEFORE, NOW).warnings.map(warningSentence)).toEqual([
      'container m.db.a on default is ours and no longer in the map; it may hold data: "prune m.db.a" removes it',
      'container m.ca on default is ours and no longer in the map; it is protected, and not removed',
      'container m.db.b on default is ours and no longer in the map; it may hold data: "prune m.db.b" removes it',
    ])
    expect(shortIds(left(BEFORE, NOW, 'db.a', 'ca'))).toEqual(['stop db.a', 'remove db.a'])
  })

  it('replaces nothing because it is marked or unmarked', () => {
    const marked = BEFORE.replace('image: one }', 'image: one, persistent: true, prevent_destroy: true }')
    for (const [before, now] of [
      [BEFORE, marked],
      [marked, BEFORE],
    ] as const) {
      const plan = planOf(compiled(now), after(before), intent('update', { update_persistent: true }))
      expect(isLeft(plan) ? plan.left : plan.right.steps).toEqual([])
    }
  })

  describe('with networks and volumes', () => {
    const NETWORKS = '\nnetworks: { one: null, two: null }\nvolumes: { data: /data }\nattached: volume'
    const ALL = `
    web: { image: one, networks: [one, two] }
    app: { image: one, attaches: data }
    user: { image: one, uses: data }${NETWORKS}`
    const cut = (...lines: ReadonlyArray<string>) => `\n    ${lines.join('\n    ')}`
    const updated = (now: string) => {
      const plan = planOf(compiled(now), after(ALL), intent('update', { prune: true }))
      if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
      return plan.right
    }

    it.each([
      ['the first one', cut('web: { image: one, networks: two }', 'networks: { two: null }')],
      ['the second one', cut('web: { image: one, networks: one }', 'networks: { one: null }')],
      ['all of them', cut('web: { image: one }')],
      ['those of one that is gone', cut('user: { image: one }')],
    ])('removes networks after those that leave them: %s', (_, now) => {
      const plan = updated(now.replace(/\n {4}networks/, '\nnetworks'))
      const removed = plan.steps.filter(({ action }) => action._tag === 'RemoveNetwork')
      expect(removed.length).toBeGreaterThan(0)
      expect(simulatePlan(after(ALL), plan).steps.filter(({ _tag }) => _tag !== 'Done')).toEqual([])
    })

    it('leaves what others use, and says so', () => {
      const plan = left(ALL, cut('web: { image: one }', 'user: { image: one }'), '__all__', 'data')
      expect(shortIds(plan)).toEqual(['stop app', 'remove app'])
      expect(plan.warnings.map(warningSentence)).toEqual([
        'network m.one on default is ours and no longer in the map; it is not removed as long as m.web uses it',
        'volume m.data on default is ours and no longer in the map; it is not removed as long as m.user uses it',
        'network m.two on default is ours and no longer in the map; it is not removed as long as m.web uses it',
      ])
    })
  })
})
