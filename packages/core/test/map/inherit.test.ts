/** Inheritance and merging: each sentence of the rules. */
import type { ContainerConfig } from '../../src/map/model'
import { positionOf } from '../../src/map/positions'
import { issuesOf, mapOf, parsed } from './parse'

const inheriting = (base: object, own: object): ContainerConfig =>
  mapOf(
    { containers: { base: { abstract: true, ...base }, web: { extends: 'base', ...own } } },
    { checkIntegrity: false },
  ).containers.web as ContainerConfig

test.each<[string, object, object, Partial<ContainerConfig>]>([
  ['a simple value is inherited', { image: 'a', user: 1 }, {}, { image: 'a', user: '1' }],
  ['a simple value is overridden', { image: 'a' }, { image: 'b' }, { image: 'b' }],
  ['an explicit null resets a simple value', { image: 'a', stop_timeout: 5 }, { image: null, stop_timeout: null }, {}],
  ['an empty text resets a simple value', { user: 'a' }, { user: '' }, {}],
  ['null resets a switch', { persistent: true }, { persistent: null }, { persistent: false }],
  ['false overrides a switch', { persistent: true }, { persistent: false }, { persistent: false }],
  ['abstract is not inherited', {}, {}, { abstract: false }],
  [
    'single-value lists are a union in first-seen order',
    { clients: ['a', 'b'] },
    { clients: ['c', 'a'] },
    { clients: ['a', 'b', 'c'] },
  ],
  ['null resets a list', { clients: ['a'] }, { clients: null }, { clients: [] }],
  ['an empty list resets a list', { shares: ['/a'] }, { shares: [] }, { shares: [] }],
  [
    'binds merge by path: the last host path and flag win',
    { binds: { '/c': ['/h', 'ro'], '/d': '/h' } },
    { binds: [['/c', '/other', false]] },
    {
      binds: [
        { path: '/c', host_path: '/other', readonly: false },
        { path: '/d', host_path: '/h', readonly: false },
      ],
    },
  ],
  ['binds merge by alias', { binds: { v: 'ro' } }, { binds: 'v' }, { binds: [{ alias: 'v', readonly: false }] }],
  [
    'uses merge by name',
    { uses: ['a', 'b'] },
    { uses: { a: 'ro' } },
    {
      uses: [
        { name: 'a', readonly: true },
        { name: 'b', readonly: false },
      ],
    },
  ],
  [
    'attaches merge by name',
    { attaches: 'a' },
    { attaches: { a: '/p' } },
    { attaches: [{ name: 'a', path: '/p', readonly: false }] },
  ],
  [
    'exposes merge by port and protocol',
    { exposes: { 80: 8000, '80/udp': 8000 } },
    { exposes: [[80, 9000], 443] },
    {
      exposes: [
        { port: 80, protocol: 'tcp', host_port: 9000, ipv6: false },
        { port: 80, protocol: 'udp', host_port: 8000, ipv6: false },
        { port: 443, protocol: 'tcp', ipv6: false },
      ],
    },
  ],
  [
    'links merge by whole entry',
    { links: [['db', 'x']] },
    {
      links: [
        ['db', 'y'],
        ['db', 'x'],
      ],
    },
    {
      links: [
        { container: 'db', alias: 'x' },
        { container: 'db', alias: 'y' },
      ],
    },
  ],
  [
    'networks merge by name',
    { networks: { n: 'a' } },
    { networks: { n: 'b' } },
    { networks: [{ network: 'n', aliases: ['b'], links: [], link_local_ips: [] }] },
  ],
  [
    'dependencies merge by reference',
    { depends_on: 'db' },
    { depends_on: { db: 'healthy' } },
    { depends_on: [{ reference: 'db', condition: 'healthy' }] },
  ],
  [
    'options merge by key',
    { create_options: { a: 1, b: 1 } },
    { create_options: { b: 2 } },
    { create_options: { a: 1, b: 2 } },
  ],
  [
    'nested objects of options merge by key',
    { create_options: { environment: { A: '0', B: '0' }, l: ['x'] } },
    { create_options: { environment: { B: '1', C: '1' }, l: ['y'] } },
    { create_options: { environment: { A: '0', B: '1', C: '1' }, l: ['y'] } },
  ],
  [
    'null resets one option',
    { host_config: { a: 1, b: { c: 1 } } },
    { host_config: { a: null, b: null } },
    { host_config: {} },
  ],
  ['null resets all options', { host_config: { a: 1 } }, { host_config: null }, { host_config: {} }],
  [
    'start_options and host_config are one field',
    { start_options: { a: 1 } },
    { host_config: { b: 1 } },
    { host_config: { a: 1, b: 1 } },
  ],
  [
    'environment merges by key, and null takes one away',
    { environment: { A: '1', B: '1' } },
    { environment: { B: null, C: '1' } },
    { environment: { A: '1', C: '1' } },
  ],
  [
    'a health check merges by key',
    { healthcheck: { test: 'x', interval: '1s' } },
    { healthcheck: { interval: '2s' } },
    { healthcheck: { test: ['CMD-SHELL', 'x'], interval: 2e9 } },
  ],
  ['network: null is none, not a reset', { network: 'host' }, { network: null }, { network: { _tag: 'None' } }],
])('%s', (_name, base, own, want) => {
  const config = inheriting(base, own)
  const fields = Object.keys({ ...base, ...own, ...want }).map((key) => (key === 'start_options' ? 'host_config' : key))
  const shown = Object.fromEntries(
    fields.filter((key) => key in config).map((key) => [key, config[key as keyof ContainerConfig]]),
  )
  expect(shown).toEqual(want)
})

test("the specification's example of inheritance", () => {
  const { containers } = mapOf({
    volumes: { volume1: '/1', volume2: '/2', volume3: '/3' },
    owner: { attaches: ['volume1', 'volume2', 'volume3'] },
    generic: { uses: 'volume1', abstract: true },
    app1: { extends: 'generic', uses: 'volume2' },
    app2: { extends: 'generic', uses: 'volume3' },
  })
  expect(containers.app1?.uses.map((use) => use.name)).toEqual(['volume1', 'volume2'])
  expect(containers.app2?.uses.map((use) => use.name)).toEqual(['volume1', 'volume3'])
})

test('values are overridden in the order of extends, recursively, own values last', () => {
  const { containers } = mapOf({
    x: { abstract: true, user: 'x', stop_timeout: 1 },
    y: { abstract: true, extends: 'x', user: 'y' },
    z: { extends: ['y', 'x'] },
    w: { extends: ['x', 'y'], user: 'w' },
  })
  expect([containers.z?.user, containers.z?.stop_timeout, containers.w?.user, containers.y?.user]).toEqual([
    'x',
    1,
    'w',
    'y',
  ])
})

test('a chain of 20,000 bases is inherited', () => {
  const containers = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, i) => [`c${i}`, i === 0 ? { user: 'first' } : { extends: `c${i - 1}` }]),
  )
  expect(mapOf({ containers }).containers.c19999?.user).toBe('first')
})

test('a circle of extends is one issue that names its steps, and a missing base is one', () => {
  const issues = issuesOf('a: {extends: b}\nb: {extends: c}\nc:\n  extends: a\nd: {extends: aa}\n')
  expect(issues.map((issue) => [issue.code, issue.position?.line, issue.message])).toEqual([
    ['cycle', 1, 'configs extend each other in a circle: a → b → c → a'],
    ['unknown-reference', 5, '"d" extends "aa", which is no config of the map'],
  ])
  expect(issues[0]?.related?.map((step) => [step.message, step.position?.line])).toEqual([
    ['"a" extends "b"', 1],
    ['"b" extends "c"', 2],
    ['"c" extends "a"', 4],
  ])
})

test('an inherited entry has the position of the line that wrote it', () => {
  const { map, positions } = parsed('base:\n  abstract: true\n  shares: /a\nweb:\n  extends: base\n  shares: /b\n')
  expect(map.containers.web?.shares).toEqual(['/a', '/b'])
  const lines = [
    ['containers', 'web'],
    ['containers', 'web', 'shares', 0],
    ['containers', 'web', 'shares', 1],
    ['containers', 'web', 'links'],
  ]
  expect(lines.map((path) => positionOf(positions, path)?.line)).toEqual([4, 3, 6, 4])
})

test('several documents merge in order', () => {
  const sources = [
    {
      file: 'base.yaml',
      text: 'name: shop\nweb: {image: a, binds: {/c: /h}, environment: {A: 1}}\nvolumes: {v: /v}\nhost: {root: /r, v: {a: x}}',
    },
    {
      file: 'over.json',
      text: '{"web": {"image": "b", "environment": {"B": 2}}, "volumes": {"v": {"user": 7}}, "host": {"v": {"b": "y"}}}',
    },
    { file: 'code', value: { web: { binds: null }, other: {} } },
  ]
  const map = mapOf(sources, { checkIntegrity: false })
  expect(map).toMatchObject({ name: 'shop', host: { root: '/r', paths: { v: { a: 'x', b: 'y' } } } })
  expect(map.containers.web).toMatchObject({ image: 'b', binds: [], environment: { A: '1', B: '2' } })
  expect(Object.keys(map.containers)).toEqual(['web', 'other'])
  expect(map.volumes.v).toMatchObject({ path: '/v', user: '7' })
})

test('overrides replace what stands at their path, and configs that extend follow', () => {
  const overrides = [
    { path: ['base', 'image'], value: 'app:2' },
    { path: ['containers', 'web', 'binds'], value: { '/x': '/y' } },
    { path: ['web', 'environment', 'A'], value: 5 },
    { path: ['default_tag'], value: 'devel' },
    { path: ['web', 'network_mode'], value: 'host' },
  ]
  const map = mapOf(
    { base: { image: 'app' }, web: { extends: 'base', binds: { '/c': '/h' }, environment: { A: 1, B: 1 } } },
    { overrides },
  )
  expect(map.default_tag).toBe('devel')
  expect(map.containers.web).toMatchObject({
    image: 'app:2',
    binds: [{ path: '/x', host_path: '/y' }],
    environment: { A: '5', B: '1' },
    network: { _tag: 'Host' },
  })
})

test('a wrong override is an issue that names it', () => {
  const issues = issuesOf(
    { web: {} },
    {
      overrides: [
        { path: ['web', 'imaage'], value: 'x' },
        { path: ['web', 'binds', 0], value: 'x' },
      ],
    },
  )
  expect(issues.map((issue) => [issue.code, issue.position?.file])).toEqual([
    ['invalid-value', '--set web.binds.0'],
    ['unknown-key', '--set web.imaage'],
  ])
})
