/** Plans as people read them, for maps that changed, were cut off, or were disturbed; each step's reason leads somewhere. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isRight } from 'fp-ts/lib/Either.js'
import {
  emptyObservation,
  type Intent,
  type IntentKind,
  type Observation,
  type Plan,
  renderText,
  simulateAction,
  simulatePlan,
} from '../../src'
import { type Compiled, compile, planOf } from '../../src/pipeline'
import { expectGolden } from '../golden'
import { strayReasons } from './reasons'

const BASE = `name: shop
networks:
  front: {}
volumes:
  data: /var/lib/db
containers:
  db:
    image: db:1
    attaches: data
    user: 2000
    exec_commands: [[migrate, root, created]]
    healthcheck: { test: ready }
  app:
    image: app:1
    instances: [a, b]
    networks: front
    uses: data
    environment: { MODE: prod }
    host_config: { mem_limit: 64m }
  client:
    image: app:1
    links: [[db, store]]
  guest:
    image: app:1
    network_mode: db
  job:
    image: job:1
    host_config: { auto_remove: true }
`

interface Scenario {
  /** Text of the map of before, and what takes its place. */
  readonly change?: readonly [RegExp | string, string]
  readonly intent: IntentKind
  readonly options?: Intent['options']
  readonly selection?: ReadonlyArray<string>
  /** Steps of an update that was begun before, from the map as it is now. */
  readonly cut?: number
  /** Stopped by hand. */
  readonly stopped?: string
  readonly empty?: true
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  startup: { intent: 'startup', empty: true },
  'startup-of-one': { intent: 'startup', selection: ['client'], empty: true },
  'start-of-what-was-stopped': { intent: 'startup', stopped: 'shop.db' },
  'new-image': { change: ['app:1\n    instances', 'app:2\n    instances'], intent: 'update' },
  'new-image-of-what-others-hang-on': { change: ['db:1', 'db:2'], intent: 'update' },
  'new-image-cut-off': { change: ['db:1', 'db:2'], intent: 'update', cut: 9 },
  'limits-in-place': { change: ['64m', '128m'], intent: 'update' },
  'a-network-that-differs': { change: ['front: {}', 'front: { internal: true }'], intent: 'update' },
  'one-that-goes-with-its-stop': {
    change: ['job:1', 'job:2'],
    intent: 'update',
  },
  'by-force': { intent: 'update', options: { force: true }, selection: ['app.a'] },
  'another-owner': { change: ['user: 2000', 'user: 3000'], intent: 'update' },
  'moved-and-pruned': {
    change: [
      / {2}client:[\s\S]*/,
      '  visitor:\n    image: app:1\n    links: [[db, store]]\nmoved: { client: visitor }\n',
    ],
    intent: 'update',
    options: { prune: true },
  },
  restart: { intent: 'restart', selection: ['db'] },
  stop: { intent: 'stop', selection: ['db'] },
  shutdown: { intent: 'shutdown', options: { remove_attached: true } },
  script: { intent: 'script', options: { command: ['report'] }, selection: ['app.a'] },
}

const compiled = (text: string): Compiled => {
  const result = compile([{ file: 'dmap.yaml', text }])
  if (isRight(result)) return result.right
  throw new Error(JSON.stringify(result.left, null, 1))
}

const planned = (map: Compiled, before: Observation, intent: Intent): Plan => {
  const result = planOf(map, before, intent)
  if (isRight(result)) return result.right
  throw new Error(JSON.stringify(result.left, null, 1))
}

const plain = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

const NOTHING = emptyObservation(['default'])
const base = compiled(BASE)
const running = simulatePlan(NOTHING, planned(base, NOTHING, plain('startup'))).observation

const withStopped = (name: string): Observation => {
  const action = { _tag: 'StopContainer', client: 'default', target: `container:${name}@default`, name } as const
  const after = simulateAction(running, { ...action, signal: null, timeout: null })
  if (isRight(after)) return after.right
  throw new Error(after.left.message)
}

const planOfScenario = (scenario: Scenario): { readonly map: Compiled; readonly plan: Plan } => {
  const { change, intent, options = {}, selection = [], cut, stopped, empty } = scenario
  const map = change === undefined ? base : compiled(BASE.replace(change[0], change[1]))
  const seen = empty === true ? NOTHING : stopped === undefined ? running : withStopped(stopped)
  const begun = planned(map, seen, plain('update'))
  const before = cut === undefined ? seen : simulatePlan(seen, { steps: begun.steps.slice(0, cut) }).observation
  return { map, plan: planned(map, before, { kind: intent, selection, options }) }
}

describe('The plan of', () => {
  it.each(Object.keys(SCENARIOS))('%s is what it was, and every reason leads somewhere', (name) => {
    const { map, plan } = planOfScenario(SCENARIOS[name] as Scenario)
    expect(plan.steps.length).toBeGreaterThan(0)
    expect(strayReasons(plan, map.resources)).toEqual([])
    expectGolden(__dirname, `${name}.txt`, renderText(plan, { sources: true }))
  })

  it('each file in the folder is one of these', () => {
    const files = readdirSync(join(__dirname, 'golden')).map((file) => file.replace(/\.txt$/, ''))
    expect(files.sort()).toEqual(Object.keys(SCENARIOS).sort())
  })

  it.each([
    ['a field that is nowhere', { _tag: 'Missing', field: [] }],
    ['a step that is none', { _tag: 'Follows', step: 'no such step', field: ['containers', 'db'] }],
    ['a change of nothing', { _tag: 'Changed', changes: [], field: ['containers', 'db'] }],
  ] as const)('is noticed to have a reason with %s', (_, reason) => {
    const { map, plan } = planOfScenario(SCENARIOS['stop'] as Scenario)
    const [first, ...rest] = plan.steps
    const steps = [{ ...(first as Plan['steps'][number]), reason }, ...rest]
    expect(strayReasons({ ...plan, steps }, map.resources)).toHaveLength(1)
  })
})
