/** The document around the containers: top-level keys, names, tags, anchors, values from code. */
import { EXAMPLE, EXAMPLE_YAML } from './example'
import { brief, issuesOf, mapOf, sourceOf } from './parse'

test("the specification's example is one map, as YAML, as JSON, and as a value", () => {
  const yaml = mapOf(EXAMPLE_YAML)
  expect(mapOf([{ file: 'map.json', text: JSON.stringify(EXAMPLE, null, 2) }])).toEqual(yaml)
  expect(mapOf(EXAMPLE)).toEqual(yaml)
  expect(yaml.host.root).toBe('/var/lib/site')
  expect(yaml.containers.app_server?.binds).toEqual([
    { alias: 'app_config', readonly: true },
    { alias: 'app_data', readonly: false },
  ])
})

test('configs may stand in containers, outside of it, or both', () => {
  const map = mapOf('containers: {a: }\nb:\nc: {image: x}\nx-note: [anything]\n')
  expect(Object.keys(map.containers).sort()).toEqual(['a', 'b', 'c'])
})

test.each([
  ['one config in both places', 'containers: {a: }\na:\n', 'duplicate-name a 2:1'],
  ['a key twice', 'a: {image: x}\nb:\na:\n', 'duplicate-name a 3:1'],
  ['an unknown key that holds no object', 'netwoks: 3\n', 'unknown-key netwoks 1:1'],
  ['an unknown key in a config', 'web:\n  bind: x\n', 'unknown-key web.bind 2:3'],
  ['two host roots', 'host_root: /a\nhost: {root: /b}\n', 'conflict host_root 1:1'],
  ['a field under two names', 'web: {network: host, network_mode: bridge}\n', 'conflict web.network_mode 1:22'],
  ['a document that is a list', '- a\n', 'invalid-value  1:1'],
  ['a text that is no YAML', 'a: [1\nb: 2\n', 'syntax  2:1'],
  ['several documents', 'a:\n---\nb:\n', 'syntax  2:1'],
  ['an alias without anchor', 'web: *base\n', 'syntax web 1:6'],
  ['an anchor that holds itself', 'web: &a {create_options: *a}\n', 'syntax web.create_options 1:26'],
  ['a tag that nobody knows', 'web: {image: !pth x}\n', 'syntax web.image 1:19'],
  ['a tag on an object', 'web: !env {a: b}\n', 'syntax web 1:11'],
  ['a variable that is not set', 'web: {image: !env NOPE}\n', 'unresolved-variable web.image 1:19'],
  ['a number that is none', 'web: {stop_timeout: .nan}\n', 'invalid-value web.stop_timeout 1:21'],
  ['no file name to take the name from', undefined, 'missing-value  1:1'],
])('%s is an issue at its place', (_name, text, want) => {
  const issues = text === undefined ? issuesOf([{ file: '', text: 'web:' }]) : issuesOf(text)
  expect(brief(issues)).toEqual([want])
})

test('a misspelt section reads as a config, and the hint says what was meant', () => {
  const [issue] = issuesOf('volume: {web_log: /var/log}\n')
  expect(issue).toMatchObject({
    code: 'unknown-key',
    hint: '"volume" counts as a config; did you mean the key "volumes"?',
  })
})

test("the name comes from the argument, else from the key, else from the file's name", () => {
  const name = (text: string, file: string, given?: string) =>
    mapOf([sourceOf(text, file)], given === undefined ? {} : { name: given }).name
  expect(name('name: own\n', 'a/shop.yaml', 'given')).toBe('given')
  expect(name('name: own\n', 'a/shop.yaml')).toBe('own')
  expect(
    ['a/shop.yaml', 'shop.yml', 'C:\\maps\\shop.json', 'shop.ts', 'shop'].map((file) => name('web:', file)),
  ).toEqual(Array(5).fill('shop'))
})

test('tags take their values from the environment that is given', () => {
  const environment = { HOME: '/home/me', SHA: 'abc', EMPTY: '' }
  const text = `
host_root: !path ~/data
web:
  image: !var "app:\${SHA:-latest}"
  user: !env SHA
  environment: {A: !var "\${EMPTY:-x}\${EMPTY-y}\${NONE-z}$SHA$$", B: !secret db, C: {$secret: db}, D: $SHA}
  binds: {/x: !path_lazy $HOME/x}
`
  const map = mapOf(text, { environment })
  expect(map.host.root).toBe('/home/me/data')
  expect(map.containers.web).toMatchObject({
    image: 'app:abc',
    user: 'abc',
    environment: { A: 'xzabc$', B: { $secret: 'db' }, C: { $secret: 'db' }, D: '$SHA' },
    binds: [{ path: '/x', host_path: '/home/me/x', readonly: false }],
  })
})

test('anchors and merge keys', () => {
  const map = mapOf('x-base: &base {image: a, user: 1}\nweb: {<<: *base, user: 2}\napp: {<<: [{user: 3}, *base]}\n')
  expect([map.containers.web?.image, map.containers.web?.user]).toEqual(['a', '2'])
  expect([map.containers.app?.image, map.containers.app?.user]).toEqual(['a', '3'])
})

test('a number that stands for text keeps its spelling', () => {
  const map = mapOf('default_tag: 1.10\nweb: {permissions: 0750, environment: {A: 1e3, B: 010, C: 0x1f}}\n')
  expect(map.default_tag).toBe('1.10')
  expect(map.containers.web?.permissions).toBe('0750')
  expect(map.containers.web?.environment).toEqual({ A: '1e3', B: '010', C: '0x1f' })
})

test('functions in a value are called, each one once', () => {
  let calls = 0
  const options = () => ({ mem_limit: `${++calls}g` })
  const map = mapOf({ a: { create_options: options }, b: { host_config: options, user: () => 7 } })
  expect(map.containers.a?.create_options).toEqual({ mem_limit: '1g' })
  expect(map.containers.b?.host_config).toEqual({ mem_limit: '1g' })
  expect(map.containers.b?.user).toBe('7')
  expect(calls).toBe(1)
})

const circle: Record<string, unknown> = {}
circle.self = circle

test.each<[string, unknown, string]>([
  ['a circle', { create_options: circle }, 'web.create_options.self'],
  ['NaN', { exposes: Number.NaN }, 'web.exposes'],
  ['infinity', { stop_timeout: Number.POSITIVE_INFINITY }, 'web.stop_timeout'],
  ['a symbol', { image: Symbol('x') }, 'web.image'],
  ['a big number', { image: 10n }, 'web.image'],
  ['an instance of a class', { environment: new Map() }, 'web.environment'],
  ['a date', { image: new Date(0) }, 'web.image'],
  [
    'a function that throws',
    {
      create_options: () => {
        throw new Error('no')
      },
    },
    'web.create_options',
  ],
  ['a function that gives a function', { create_options: () => () => 1 }, 'web.create_options'],
  [
    'a getter that throws',
    {
      create_options: {
        get a() {
          throw new Error('no')
        },
      },
    },
    'web.create_options',
  ],
])('%s in a value is an issue', (_name, config, path) => {
  const issues = issuesOf({ web: config as Record<string, unknown> })
  expect(issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([['invalid-value', path]])
})

test('undefined members are absent ones', () => {
  expect(mapOf({ web: { image: undefined, user: 1 } }).containers.web).not.toHaveProperty('image')
})

test('prototypes are never touched', () => {
  const text =
    '{"containers": {"__proto__": {"image": "x"}, "constructor": {"environment": {"__proto__": "polluted"}}}}'
  const map = mapOf(text)
  expect(Object.keys(map.containers)).toEqual(['__proto__', 'constructor'])
  expect(Object.keys(map.containers['constructor' as string]?.environment ?? {})).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>).image).toBeUndefined()
  expect(map.containers.toString).toBeUndefined()
})

test('maps are frozen', () => {
  expect(Object.isFrozen(mapOf('web: {binds: {/a: /b}}').containers.web?.binds[0])).toBe(true)
})

test('the sections beside containers', () => {
  const map = mapOf(`
repository: registry.example.com
default_domain: example.com
set_hostname: false
use_attached_parent_name: true
attached: volume
clients: c1
networks:
  front:
  back: {driver: bridge, driver_opts: {a: 1}, internal: true, ipam: {config: {subnet: 10.0.0.0/24}}}
  over: overlay
volumes:
  a: /a
  b: {default_path: /b, user: 7, driver: local, driver_options: {type: nfs}}
groups: {all: [web, app.a], one: web}
moved: {old: web}
web:
app: {instances: a}
`)
  expect(map).toMatchObject({
    repository: 'registry.example.com',
    set_hostname: false,
    use_attached_parent_name: true,
    attached: 'volume',
    clients: ['c1'],
  })
  expect(map.networks.back).toEqual({
    driver: 'bridge',
    driver_options: { a: '1' },
    internal: true,
    attachable: false,
    enable_ipv6: false,
    labels: {},
    ipam: { options: {}, config: [{ subnet: '10.0.0.0/24', aux_addresses: {} }] },
  })
  expect(map.networks.over?.driver).toBe('overlay')
  expect(map.volumes).toEqual({
    a: { path: '/a', driver_options: {}, labels: {} },
    b: { path: '/b', driver: 'local', driver_options: { type: 'nfs' }, labels: {}, user: '7' },
  })
  expect(map.groups).toEqual({ all: ['web', 'app.a'], one: ['web'] })
  expect(map.moved).toEqual({ old: 'web' })
})
