/** The phases composed: documents in, plan out; issues with their places. */
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Issue } from '../src/base/issue'
import { emptyObservation } from '../src/observe/assemble'
import { type Compiled, compile, differencesOf, planOf } from '../src/pipeline'
import type { Plan } from '../src/plan/plan'

const compiled = (...[maps, clients, options]: Parameters<typeof compile>): Compiled => {
  const result = compile(maps, clients, options)
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const issues = (...[maps, clients, options]: Parameters<typeof compile>): ReadonlyArray<Issue> => {
  const result = compile(maps, clients, options)
  return isLeft(result) ? result.left : []
}

const startup = (given: Compiled): Plan => {
  const plan = planOf(given, emptyObservation(given.resources.clients), { kind: 'startup', selection: [], options: {} })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

const yaml = (text: string, file = 'shop.yaml') => ({ file, text })
const places = (found: ReadonlyArray<Issue>) =>
  found.map(({ position }) => `${position?.file}:${position?.line}:${position?.column}`)

it('goes from a map to a plan whose steps know their places', () => {
  const given = compiled([yaml('db: { image: db }\nweb: { image: nginx, links: db }')])
  expect(given.resources.clients).toEqual(['default'])
  expect(given.query.clients['default']?.containers).toContain('shop.web')
  const plan = startup(given)
  expect(plan.sources['create container:shop.web@default']).toEqual({ file: 'shop.yaml', line: 2, column: 1 })
})

it('binds a volume of a driver, which needs no path on the host', () => {
  const text = 'volumes: { data: { path: /data, driver: local } }\nweb: { image: nginx, binds: [[data, ro]] }'
  const plan = startup(compiled([yaml(text)]))
  expect(plan.steps.map(({ action }) => action)).toMatchObject([
    { _tag: 'CreateVolume', name: 'shop.data', body: { Driver: 'local' } },
    { _tag: 'PullImage' },
    { _tag: 'CreateContainer', name: 'shop.web', body: { HostConfig: { Binds: ['shop.data:/data:ro'] } } },
    { _tag: 'StartContainer' },
  ])
  const without = issues([yaml(text.replace(', driver: local', ''))])
  expect(without).toMatchObject([{ code: 'unknown-reference', hint: 'add it to host, or name a driver in volumes' }])
})

it.each([
  ['JSON', { file: 'shop.json', text: '{"web":{"links":"db","image":"nginx"},"db":{"image":"db"}}' }],
  ['a value', { file: 'shop.ts', value: { web: { links: ['db'], image: 'nginx' }, db: { image: 'db' } } }],
])('gives the same plan from %s, whatever the order of keys', (_, source) => {
  expect(startup(compiled([source])).hash).toBe(
    startup(compiled([yaml('db: { image: db }\nweb: { image: nginx, links: db }')])).hash,
  )
})

it('reports mistakes in options beside all others, in the order of the lines', () => {
  const text = `base: { abstract: true, create_options: { mem_limt: 1 } }
web: { extends: base, bind: x }
app: { extends: base, create_options: { mem_limit: 3x } }
db: { uses: nobody, host_config: { privileged: maybe } }`
  expect(places(issues([yaml(text)]))).toEqual([
    'shop.yaml:1:43',
    'shop.yaml:2:23',
    'shop.yaml:3:41',
    'shop.yaml:4:7',
    'shop.yaml:4:36',
  ])
})

it('reports what is wrong with a sound map in the order of the lines', () => {
  const text =
    'web: { image: Web, exposes: [[80, 80, public]] }\napp: { image: App }\ndb: { create_options: { memry: 1 } }'
  expect(places(issues([yaml(text)]))).toEqual(['shop.yaml:1:8', 'shop.yaml:1:30', 'shop.yaml:2:8', 'shop.yaml:3:25'])
})

it('reports issues of the map and of the clients in one go', () => {
  expect(places(issues([yaml('web: { imag: x }')], [yaml('a: { base_ur: x }', 'clients.yaml')]))).toEqual([
    'shop.yaml:1:8',
    'clients.yaml:1:6',
  ])
})

it('gives issues of the expansion their places in the map', () => {
  const found = issues(
    [yaml('clients: [a]\nweb:\n  image: nginx\n  exposes:\n    - [80, 80, public]')],
    [yaml('a: { base_url: "tcp://a.example.com" }', 'clients.yaml')],
  )
  expect(places(found)).toEqual([expect.stringMatching(/^shop\.yaml:5:/)])
})

it('shows each relative path on the host that has no root where it is written, and takes none for the name of a volume', () => {
  const text = `web: { image: nginx, instances: [a, b], binds: [log, conf, { /run: run }, { /abs: /abs }] }
volumes: { log: /log, conf: /conf }
host:
  log: data/log
  conf: { a: /conf, b: conf }`
  const found = issues([yaml(text)])
  expect(found.map(({ code, found: path }) => [code, path])).toEqual([
    ['invalid-value', 'run'],
    ['invalid-value', 'data/log'],
    ['invalid-value', 'conf'],
  ])
  expect(places(found)).toEqual(['shop.yaml:1:62', 'shop.yaml:4:3', 'shop.yaml:5:21'])
  expect(issues([yaml(`${text}\n  root: /srv`)])).toEqual([])
})

it('names an environment that is not there', () => {
  const found = issues([yaml('web: { image: nginx }')], [yaml('clients: { a: {} }', 'clients.yaml')], {
    environment: 'staging',
  })
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain('staging')
})

it('points at no place where there is no clients file', () => {
  const [found] = issues([yaml('web: { image: nginx }')], [], { environment: 'staging' })
  expect(found).toEqual({
    code: 'unknown-reference',
    path: ['environments', 'staging'],
    message: 'there is no environment "staging"',
    expected: 'none: no clients file says which environments there are',
    found: 'staging',
    hint: 'add it under `environments` to a clients file',
  })
})

it('takes settings of the environment, and only the clients that were asked for', () => {
  const clients = yaml(
    'clients: { a: {}, b: {} }\nenvironments: { live: { clients: [a, b], concurrency: 3 } }',
    'clients.yaml',
  )
  const map = yaml('clients: [a, b]\nweb: { image: nginx }')
  const given = compiled([map], [clients], { environment: 'live', onlyClients: ['b'] })
  expect(given.environment).toMatchObject({ name: 'live', settings: { concurrency: 3 } })
  expect(Object.keys(given.query.clients)).toEqual(['b'])
  expect(startup(given).environment).toBe('live')
})

it('says what stands against a plan', () => {
  const given = compiled([yaml('web: { image: nginx }')])
  const plan = planOf(given, { format: '1.0', clients: {} }, { kind: 'startup', selection: [], options: {} })
  expect(isRight(plan) ? [] : plan.left.map(({ _tag }) => _tag)).toEqual(['NotObserved'])
})

it('says of a config without containers why it cannot be selected', () => {
  const text =
    'base: { abstract: true, image: x }\na: { extends: base, clients: c1 }\nb: { extends: base, clients: c2 }'
  const given = compiled([yaml(text)], [yaml('c1: { stop_timeout: 1 }\nc2: { stop_timeout: 1 }', 'c.yaml')], {
    onlyClients: ['c1'],
  })
  const wanted = { kind: 'startup', selection: ['base', 'shop/b', 'c'], options: {} } as const
  for (const ask of [planOf, differencesOf]) {
    const refused = ask(given, emptyObservation(['c1']), wanted)
    expect(isLeft(refused) && refused.left.map(({ message }) => message)).toEqual([
      '"base" is abstract: there is no container of it',
      '"c" is no config, instance or group of this map',
      '"shop/b" runs on none of the clients that were asked for',
    ])
  }
  const pruned = planOf(given, emptyObservation(['c1']), { kind: 'prune', selection: ['b'], options: {} })
  expect(isLeft(pruned) && pruned.left[0]?.message).toMatch(/nothing that was made for this map/)
})
