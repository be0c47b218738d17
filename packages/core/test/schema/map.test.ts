/** The schema of maps takes every accepted form, and refuses only what is refused by the parser. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mapValue } from '@dmap/testing'
import Ajv2020 from 'ajv/dist/2020'
import fc from 'fast-check'
import { parse } from 'yaml'
import site from '../../../../examples/site/dmap'
import { schemaOf } from '../../src/schema/documents'
import { FIELDS } from '../map/forms'
import { WRONG } from '../map/forms/wrong'
import { issuesOf, mapOf } from '../map/parse'

const validate = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false }).compile(
  schemaOf('map'),
)
/** What the schema has against a value. */
const against = (value: unknown): ReadonlyArray<string> =>
  validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)

const examples = join(__dirname, '../../../../examples/site')

it.each([
  ['dmap.yaml', parse(readFileSync(join(examples, 'dmap.yaml'), 'utf8')) as unknown],
  ['dmap.json', JSON.parse(readFileSync(join(examples, 'dmap.json'), 'utf8')) as unknown],
  ['dmap.ts', JSON.parse(JSON.stringify(site)) as unknown],
])('takes the example %s', (_, value) => {
  expect(against(value)).toEqual([])
})

const page = (name: string): string => readFileSync(join(__dirname, '../../../../docs', name), 'utf8')

const blocksIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('---\n'))

it.each(blocksIn(page('map.md').split('## Fields of a config')[0] ?? '').map((block) => [block]))(
  'takes the map of the documents %j',
  (block) => {
    expect(against(parse(block))).toEqual([])
  },
)

it.each(blocksIn(page('map.md').split('## Fields of a config')[1] ?? '').map((block) => [block]))(
  'takes the config of the documents %j',
  (block) => {
    expect(against({ web: parse(block) as unknown })).toEqual([])
  },
)

it.each(blocksIn(page('options.md')).map((block) => [block]))('takes the options of the documents %j', (block) => {
  expect(against(parse(block))).toEqual([])
})

const forms = Object.entries(FIELDS).flatMap(([field, rows]) =>
  rows.flatMap(([given, long]) =>
    [...given, ...(long === undefined ? [] : [long])].map((form) => [field, form] as const),
  ),
)

it.each(forms)('%s: takes %j', (field, form) => {
  expect(against({ containers: { web: { [field]: form } } })).toEqual([])
  expect(against({ web: { [field]: form } })).toEqual([])
})

it('takes other forms of the document', () => {
  const documents = [
    null,
    {},
    { web: null, 'x-common': [1], $schema: './dmap.schema.json' },
    { $merge: [{ web: {} }, { web: { image: 'a' }, $merge: undefined }].map((map) => JSON.parse(JSON.stringify(map))) },
    {
      volumes: { a: '/a', b: { default_path: '/b', driver_opts: { o: 1 } }, c: null },
      host: { root: '/r', a: { x: 'y' } },
    },
    { networks: { a: null, b: 'overlay', c: { ipam: { config: { subnet: '10.0.0.0/8' } }, options: { a: true } } } },
    { groups: { all: 'web', none: null }, moved: { old: 'new' }, host_root: null, clients: 'one' },
    { web: { start_options: { privileged: true }, network_mode: 'host' } },
  ]
  for (const document of documents) expect([document, against(document)]).toEqual([document, []])
})

it('takes every generated map, and its long form', () => {
  fc.assert(
    fc.property(mapValue, (value) => {
      expect(against(value)).toEqual([])
      const { host, ...long } = mapOf(value)
      expect(against(JSON.parse(JSON.stringify({ ...long, host: { root: host.root, ...host.paths } })))).toEqual([])
    }),
    { numRuns: 60, seed: 1 },
  )
})

/** Mistakes that an editor is to underline. */
const MISTAKES: ReadonlyArray<unknown> = [
  [],
  'web',
  { web: 'nginx' },
  { web: { bind: 'data' } },
  { web: { image: ['a'] } },
  { web: { image: 'a b' } },
  { web: { abstract: 'true' } },
  { web: { exposes: 'http' } },
  { web: { exposes: 65536 } },
  { web: { exposes: [[1, 2, 'x', true, 5]] } },
  { web: { exposes: { http: 80 } } },
  { web: { pull: 'allways' } },
  { web: { depends_on: { db: 'helthy' } } },
  { web: { depends_on: [['db', 'healthy', 'x']] } },
  { web: { healthcheck: { intervall: '1s' } } },
  { web: { healthcheck: { interval: '30' } } },
  { web: { exec_commands: [['a', 'root', 'weird']] } },
  { web: { links: [['db', 'a', 'b']] } },
  { web: { binds: [['/a', '/b', 'maybe']] } },
  { web: { binds: true } },
  { web: { networks: { n: { alias: 'a' } } } },
  { web: { stop_timeout: -1 } },
  { web: { environment: 'A=1' } },
  { web: { environment: ['A'] } },
  { web: { environment: { A: ['x'] } } },
  { web: { compare: { env: 'never' } } },
  { web: { create_options: 'x' } },
  { web: { update_order: 'both' } },
  { web: { network: { _tag: 'Other' } } },
  { set_hostname: 'yes' },
  { attached: 'box' },
  { default_tag: '-' },
  { containers: [] },
  { volumes: { a: { pth: '/a' } } },
  { volumes: { a: ['/a'] } },
  { networks: { a: { drivr: 'x' } } },
  { networks: { a: { ipam: { config: [{ subnets: 'x' }] } } } },
  { host: '/root' },
  { groups: { a: { b: 'c' } } },
  { moved: ['a'] },
  { $merge: [{}], web: {} },
]

it.each(MISTAKES.map((value) => [value]))('refuses %j, and so does the parser', (value) => {
  expect(against(value)).not.toEqual([])
  expect(issuesOf([{ file: 'map.yaml', value }], { checkIntegrity: false })).not.toEqual([])
})

/** Wrong forms that a schema cannot tell: they hang on several values, or on the file. */
const BEYOND: ReadonlyArray<string> = [
  'binds {"/c":"ro"}',
  'binds [["a"],["a","ro"]]',
  'binds {"alias":"a","host_path":"/x"}',
  'exposes {"8000-8010":"9000-9001"}',
  'permissions 493',
  'stop_timeout "1.5s"',
  'image "a\\u0000"',
]

it('refuses the wrong forms of the fields, but for a few', () => {
  const taken = WRONG.filter(([field, form]) => against({ web: { [field]: form } }).length === 0)
  expect(taken.map(([field, form]) => `${field} ${JSON.stringify(form)}`)).toEqual(BEYOND)
})

/** Values near to those that fields take. */
const near = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    fc.constantFrom<unknown>(
      null,
      '',
      'a',
      'ro',
      'true',
      true,
      false,
      0,
      80,
      1.5,
      '80',
      '30s',
      '/p',
      'a:b',
      'healthy',
      'CMD',
      'root',
      '750',
    ),
    fc.constantFrom<unknown>(
      '53/udp',
      'restart',
      'NONE',
      'host',
      '10.0.0.1',
      -1,
      'SIGINT',
      'bridge',
      'A=1',
      'stop-first',
      'always',
      'strict',
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'a',
        '/p',
        '80',
        'name',
        'alias',
        'path',
        'host_path',
        'readonly',
        'port',
        'network',
        'aliases',
        'links',
        'command',
        'condition',
        'reference',
        'test',
        'host_port',
        'container',
        '$secret',
      ),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

const rows = [...Object.keys(FIELDS), 'start_options', 'network_mode']

it('refuses nothing that the parser takes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), near, (field, value) => {
      const map = { containers: { web: { [field]: value } } }
      if (issuesOf(map, { checkIntegrity: false }).length === 0) expect([map, against(map)]).toEqual([map, []])
    }),
    { numRuns: 1500, seed: 2 },
  )
})

it('refuses nothing that the parser takes, beside the containers', () => {
  const keys = fc.constantFrom(
    'path',
    'user',
    'driver',
    'driver_options',
    'labels',
    'ipam',
    'config',
    'subnet',
    'root',
    'a',
    'internal',
  )
  const member = fc.dictionary(keys, near, { maxKeys: 3 })
  const sections = [
    'name',
    'volumes',
    'host',
    'host_root',
    'repository',
    'default_tag',
    'attached',
    'clients',
    'networks',
    'groups',
    'moved',
    'set_hostname',
    'x-a',
    'web',
  ]
  const section = fc.oneof(near, fc.dictionary(fc.constant('a'), fc.oneof(near, member)), member)
  fc.assert(
    fc.property(fc.constantFrom(...sections), section, (key, value) => {
      const map = { [key]: value }
      if (issuesOf(map, { checkIntegrity: false }).length === 0) expect([map, against(map)]).toEqual([map, []])
    }),
    { numRuns: 1500, seed: 3 },
  )
})
