/** Every accepted form of the sections beside the containers, each to the same long form, which is its own long form. */
import type { ContainerMap } from '../../src/map/model'
import { issuesOf, mapOf } from './parse'

type Section = Exclude<keyof ContainerMap, 'name' | 'containers'>

interface Row {
  /** What the section may be written as. */
  readonly forms: ReadonlyArray<unknown>
  /** What it is read as. */
  readonly long: unknown
  /** The section as a document, where the model has other keys. */
  readonly written?: unknown
}

const volume = (more: object) => ({ driver_options: {}, labels: {}, ...more })
const network = (more: object = {}) => ({
  driver_options: {},
  internal: false,
  attachable: false,
  enable_ipv6: false,
  labels: {},
  ...more,
})
const pool = { subnet: '10.0.0.0/24', ip_range: '10.0.0.128/25', gateway: '10.0.0.1', aux_addresses: { a: '10.0.0.9' } }

const { ip_range: iprange, ...rest } = pool
const withIprange = { ...rest, iprange }

const SECTIONS: { readonly [S in Section]: ReadonlyArray<Row> } = {
  volumes: [
    { forms: [{ v: '/v' }, { v: { path: '/v' } }, { v: { default_path: '/v' } }], long: { v: volume({ path: '/v' }) } },
    {
      forms: [
        { v: { path: '/v', driver: 'local', driver_options: { o: 'a=1' }, user: '1:2', permissions: '750' } },
        { v: { default_path: '/v', driver: 'local', driver_opts: { o: 'a=1' }, user: ['1', 2], permissions: 750 } },
      ],
      long: {
        v: volume({ path: '/v', driver: 'local', driver_options: { o: 'a=1' }, user: '1:2', permissions: '750' }),
      },
    },
    {
      forms: [{ v: { path: '/v', labels: { a: 1, b: true, c: '' } } }],
      long: { v: volume({ path: '/v', labels: { a: '1', b: 'true', c: '' } }) },
    },
    { forms: [null, {}], long: {} },
  ],
  host: [
    { forms: [{ v: '/v' }], long: { paths: { v: '/v' } }, written: { v: '/v' } },
    {
      forms: [{ root: '/r', v: { a: 'x', b: 'y' } }],
      long: { root: '/r', paths: { v: { a: 'x', b: 'y' } } },
      written: { root: '/r', v: { a: 'x', b: 'y' } },
    },
    { forms: [null, {}, { v: null }], long: { paths: {} }, written: {} },
  ],
  networks: [
    { forms: [{ n: null }, { n: {} }], long: { n: network() } },
    { forms: [{ n: 'overlay' }, { n: { driver: 'overlay' } }], long: { n: network({ driver: 'overlay' }) } },
    {
      forms: [
        { n: { driver_options: { a: 1 }, ipam: { config: [pool] } } },
        { n: { driver_opts: { a: 1 }, ipam: { config: pool } } },
        { n: { options: { a: '1' }, ipam: { config: withIprange } } },
      ],
      long: { n: network({ driver_options: { a: '1' }, ipam: { options: {}, config: [pool] } }) },
    },
    {
      forms: [{ n: { internal: true, attachable: true, enable_ipv6: true, labels: { a: 'b' } } }],
      long: { n: network({ internal: true, attachable: true, enable_ipv6: true, labels: { a: 'b' } }) },
    },
  ],
  groups: [
    { forms: [{ g: 'web' }, { g: ['web'] }], long: { g: ['web'] } },
    { forms: [{ g: ['web', 'app.a'], h: 'app' }], long: { g: ['web', 'app.a'], h: ['app'] } },
    { forms: [null, {}], long: {} },
  ],
  moved: [{ forms: [{ old: 'web', 'old.a': 'app.a' }], long: { old: 'web', 'old.a': 'app.a' } }],
  clients: [
    { forms: ['one', ['one']], long: ['one'] },
    { forms: [['one', 'two']], long: ['one', 'two'] },
    { forms: [null, [], ''], long: [] },
  ],
  repository: [
    { forms: ['registry.example.com:5000/team'], long: 'registry.example.com:5000/team' },
    { forms: [null, ''], long: undefined },
  ],
  default_tag: [
    { forms: ['devel'], long: 'devel' },
    { forms: [2, '2'], long: '2' },
  ],
  default_domain: [{ forms: ['example.com'], long: 'example.com' }],
  set_hostname: [
    { forms: [true, null], long: true },
    { forms: [false], long: false },
  ],
  use_attached_parent_name: [
    { forms: [true], long: true },
    { forms: [false, null], long: false },
  ],
  attached: [
    { forms: ['container'], long: 'container' },
    { forms: ['volume'], long: 'volume' },
    { forms: [null], long: undefined },
  ],
}

const read = (section: string, form: unknown): unknown =>
  mapOf({ [section]: form }, { checkIntegrity: false })[section as Section]

const cases = Object.entries(SECTIONS).flatMap(([section, rows]) =>
  rows.flatMap(({ forms, long }) => forms.map((form) => [section, JSON.stringify(form), form, long] as const)),
)

test.each(cases)('%s: %s', (section, _text, form, long) => {
  expect(read(section, form)).toEqual(long)
})

const longForms = Object.entries(SECTIONS).flatMap(([section, rows]) =>
  rows.flatMap(({ long, written = long }) => (long === undefined ? [] : [[section, written, long] as const])),
)

test.each(longForms)('%s: %j is its own long form', (section, written, long) => {
  expect(read(section, written)).toEqual(long)
})

test('host_root is host.root', () => {
  expect(mapOf({ host_root: '/r', host: { v: 'x' } }, { checkIntegrity: false }).host).toEqual({
    root: '/r',
    paths: { v: 'x' },
  })
})

test.each<readonly [Section, unknown, string, RegExp]>([
  ['volumes', { v: ['/v'] }, 'v', /a volume/],
  ['volumes', { v: { pth: '/v' } }, 'v.pth', /did you mean "path"/],
  ['volumes', '/v', '', /an object of volumes/],
  ['host', { v: ['/v'] }, 'v', /a path, or an object of paths per instance/],
  ['host', { v: { a: ['x'] } }, 'v.a', /a path/],
  ['networks', { n: 3 }, 'n', /a network/],
  ['networks', { n: { ipam: { config: [{ subnets: 'x' }] } } }, 'n.ipam.config.0.subnets', /did you mean "subnet"/],
  ['networks', ['n'], '', /an object of networks/],
  ['groups', { g: { web: null } }, 'g', /the name of a config or an instance/],
  ['moved', ['old'], '', /an object/],
  ['set_hostname', 'no', '', /true and false only/],
  ['attached', 'volumes', '', /did you mean "volume"/],
  ['repository', 'a b', '', /a repository/],
])('%s: %j is refused at "%s"', (section, form, path, says) => {
  const issues = issuesOf({ [section]: form }, { checkIntegrity: false })
  expect(issues.map((issue) => issue.path.join('.'))).toEqual([path === '' ? section : `${section}.${path}`])
  expect(`${issues[0]?.expected} ${issues[0]?.message} ${issues[0]?.hint}`).toMatch(says)
})
