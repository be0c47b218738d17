/** A plan by object: what a reader sees of one container, of several that fare alike, and of a chain of them. */
import { isRight } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import { compile, planOf } from '../../src/pipeline'
import type { IntentKind, IntentOptions } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { groupsOf } from '../../src/render/groups'
import { predictionOf } from '../../src/render/prediction'
import { renderText } from '../../src/render/text'
import { simulatePlan } from '../../src/simulate/plan'
import { scheduleOf } from '../../src/simulate/schedule'
import { expectGolden } from '../golden'

const MAP = `
name: shop
networks: { front: }
db: { image: db, attaches: data, user: 999, stop_timeout: 5, healthcheck: 'true' }
web:
  image: web:1
  instances: [a, b]
  networks: front
  depends_on: { db: healthy }
  environment: { MODE: one }
  exec_commands: [[[sh, -c, migrate], root, created], [[sh, -c, warm, "${'x'.repeat(120)}"]]]
proxy: { image: proxy, networks: front, exposes: { 80: 80 }, depends_on: web }
volumes: { data: /data }
`

const planned = (
  text: string,
  before: Observation,
  kind: IntentKind,
  selection: ReadonlyArray<string> = [],
  options: IntentOptions = {},
): Plan => {
  const compiled = compile([{ file: 'dmap.yaml', text }])
  if (!isRight(compiled)) throw new Error(JSON.stringify(compiled.left, null, 1))
  const plan = planOf(compiled.right, before, { kind, selection, options })
  if (!isRight(plan)) throw new Error(JSON.stringify(plan.left, null, 1))
  return plan.right
}

const NOTHING = emptyObservation(['default'])
const running = simulatePlan(NOTHING, planned(MAP, NOTHING, 'startup')).observation
const halfway = (change: readonly [string, string], steps: number): Observation => {
  const plan = planned(MAP.replace(...change), running, 'update')
  return simulatePlan(running, { steps: plan.steps.slice(0, steps) }).observation
}

/** In place: a limit, and another network. */
const CHANGED = MAP.replace('{ front: }', '{ front: , back: }').replace(
  'proxy, networks: front',
  'proxy, host_config: { mem_limit: 64m }, networks: [front, back]',
)
const ENVIRONMENT = ['MODE: one', 'MODE: two'] as const
const fleet = (value: string): string =>
  `name: shop\nbase: { abstract: true, image: app, environment: { MODE: "${value}" } }\n${Array.from(
    { length: 40 },
    (_, index) => `service${index}: { extends: base }\n`,
  ).join('')}`
const fleetRunning = simulatePlan(NOTHING, planned(fleet('1'), NOTHING, 'startup')).observation

describe('a plan by object', () => {
  it.each<readonly [string, Plan, Observation]>([
    ['groups.startup', planned(MAP, NOTHING, 'startup'), NOTHING],
    ['groups.instances', planned(MAP.replace(...ENVIRONMENT), running, 'update'), running],
    ['groups.network', planned(MAP.replace('front: }', 'front: { internal: true } }'), running, 'update'), running],
    ['groups.shutdown', planned(MAP, running, 'shutdown'), running],
    ['groups.restart', planned(MAP, running, 'restart', ['web', 'db']), running],
    [
      'groups.interrupted',
      planned(MAP.replace(...ENVIRONMENT), halfway(ENVIRONMENT, 7), 'update'),
      halfway(ENVIRONMENT, 7),
    ],
    ['groups.renamed', planned(`${MAP.replace('proxy:', 'gate:')}moved: { proxy: gate }`, running, 'update'), running],
    [
      'groups.volume',
      planned(
        MAP.replace('attaches: data', 'attaches: [data, log]').replace('/data', '/data, log: /log'),
        running,
        'update',
      ),
      running,
    ],
    ['groups.changed', planned(CHANGED, running, 'update'), running],
    ['groups.fleet', planned(fleet('2'), fleetRunning, 'update'), fleetRunning],
  ])('reads as in %s.txt', (name, plan, before) => {
    expect(plan.steps.length).toBeGreaterThan(1)
    const prediction = predictionOf(scheduleOf(before, plan))
    expectGolden(__dirname, `${name}.txt`, renderText(plan, { prediction }))
  })

  it('holds each object once, and is no longer than the plan by steps', () => {
    const plan = planned(MAP.replace(...ENVIRONMENT), running, 'update')
    const ids = groupsOf(plan).flatMap((group) => group.ids)
    expect([...ids].sort()).toEqual([...new Set(plan.steps.map(({ action }) => action.target))].sort())
    expect(groupsOf(plan).length).toBeLessThan(ids.length)
  })

  it('names the containers of a script, which have names of their own', () => {
    const lines = renderText(planned(MAP, running, 'script', ['web'])).split('\n')
    expect(lines.filter((line) => line.includes('.script from'))).toEqual([
      '  + create container shop.web.a.script from web:1 on default: it was asked for with command',
      '  + create container shop.web.b.script from web:1 on default: it was asked for with command',
    ])
  })

  it('waits for several', () => {
    const checked =
      'name: m\nbase: { abstract: true, image: app, healthcheck: up }\na: { extends: base }\nb: { extends: base }'
    const { observation } = simulatePlan(NOTHING, planned(checked, NOTHING, 'startup'))
    const plan = planned(checked, observation, 'startup', [], { wait: true })
    expect(groupsOf(plan).map(({ what }) => what)).toEqual(['wait until 2 containers are healthy'])
  })

  it('keeps others apart that do not follow each other, so that lines stand in an order in which they can be done', () => {
    const chain = 'name: m\na: { depends_on: b }\nb: { image: other, depends_on: c }\nc: { image: a }'
    const order = groupsOf(planned(chain, NOTHING, 'startup')).flatMap(({ ids }) => ids)
    expect(order.filter((id) => id.startsWith('container:'))).toEqual(
      ['m.c', 'm.b', 'm.a'].map((name) => `container:${name}@default`),
    )
  })
})
