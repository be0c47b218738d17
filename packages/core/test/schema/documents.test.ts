/** The schemas of clients, plans, observations and issues take what is read and written. */
import { mapValue } from '@dmap/testing'
import Ajv2020 from 'ajv/dist/2020'
import fc from 'fast-check'
import {
  type Clients,
  decodeObservation,
  emptyObservation,
  encodeObservation,
  encodePlan,
  type IntentKind,
  parseClients,
  parseMap,
  renderIssues,
  SCHEMA_KINDS,
  type SchemaKind,
  schemaOf,
  simulatePlan,
} from '../../src'
import { compile, planOf } from '../../src/pipeline'

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false })
const validators = new Map(SCHEMA_KINDS.map((kind) => [kind, ajv.compile(schemaOf(kind))]))

const against = (kind: SchemaKind, value: unknown): ReadonlyArray<string> => {
  const validate = validators.get(kind)
  if (validate === undefined || validate(value)) return []
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

it.each(SCHEMA_KINDS)('%s: is a schema of the draft that it names', (kind) => {
  expect(ajv.validateSchema(schemaOf(kind))).toBe(true)
  expect(schemaOf(kind)['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
})

const issuesOf = (value: unknown) => {
  const result = parseClients([{ file: 'c.yaml', value }], { environment: {} })
  return result._tag === 'Left' ? result.left : []
}

const CLIENTS: ReadonlyArray<unknown> = [
  null,
  {
    clients: { a: 'tcp://a', b: null, c: {} },
    environments: { e: null, f: { executor: 'dryrun', clients: 'a', concurrency: '4' } },
  },
  { a: 'a.example.com', b: { base_url: 'ssh://u@b' }, 'x-y': 1, $schema: 's' },
  {
    a: {
      tls: true,
      ssh: { sudo: true },
      interfaces: { private: '10.0.0.1', public: null },
      interfaces_ipv6: {},
      stop_timeout: '30s',
      auth: { username: 'u', password: { $secret: 'p' } },
      concurrency: 2,
      attached: 'volume',
      compare: { env: 'warn' },
    },
  },
  { a: { tls: { ca_cert: 'a', client_cert: 'b', client_key: 'c', verify: false }, auth: null } },
]

it.each(CLIENTS.map((value) => [value]))('clients: takes %j, and its long form', (value) => {
  expect(against('clients', value)).toEqual([])
  const read = parseClients([{ file: 'c.yaml', value }], { environment: {} })
  const long = (read as { readonly right: { readonly clients: Clients } }).right.clients
  expect(against('clients', JSON.parse(JSON.stringify(long)))).toEqual([])
})

const WRONG: ReadonlyArray<unknown> = [
  [],
  { a: 1 },
  { a: { base_urls: 'x' } },
  { a: { tls: 'yes' } },
  { a: { tls: { certificate: 'x' } } },
  { a: { ssh: { sudo: 'yes' } } },
  { a: { auth: { username: 'u' } } },
  { a: { concurrency: 0 } },
  { a: { interfaces: ['10.0.0.1'] } },
  { a: { attached: 'box' } },
  { environments: { e: { clint: 'a' } } },
  { environments: [] },
]

it.each(WRONG.map((value) => [value]))('clients: refuses %j, and so does the parser', (value) => {
  expect(against('clients', value)).not.toEqual([])
  expect(issuesOf(value)).not.toEqual([])
})

it.each(['startup', 'update', 'shutdown', 'restart', 'pull'] as ReadonlyArray<IntentKind>)(
  'takes every plan and every observation of %s',
  (kind) => {
    fc.assert(
      fc.property(mapValue, (value) => {
        const compiled = compile([{ file: 'm', value }])
        if (compiled._tag === 'Left') throw new Error(JSON.stringify(compiled.left))
        const plan = (intent: IntentKind, observation = emptyObservation(['default'])) => {
          const made = planOf(compiled.right, observation, { kind: intent, selection: ['__all__'], options: {} })
          return made._tag === 'Right' ? made.right : undefined
        }
        const first = plan('startup')
        if (first === undefined) return
        const { observation } = simulatePlan(emptyObservation(['default']), first)
        const second = plan(kind, observation)
        for (const each of [first, second ?? first]) {
          expect(against('plan', JSON.parse(encodePlan(each)))).toEqual([])
        }
        expect(against('observation', JSON.parse(encodeObservation(observation)))).toEqual([])
      }),
      { numRuns: 8, seed: 4 },
    )
  },
)

it('refuses plans and observations that lack something', () => {
  expect(against('plan', {})).not.toEqual([])
  expect(against('plan', { format: '2.0' })).not.toEqual([])
  const broken = {
    format: '1.0',
    clients: { a: { engine: {}, containers: [], networks: [], volumes: [], images: [] } },
  }
  expect(against('observation', broken)).not.toEqual([])
  expect(decodeObservation(broken)._tag).toBe('Left')
})

it('takes issues as they are written', () => {
  const text = 'web: { bind: a, network: container }\nx: { extends: x }\n'
  const result = parseMap([{ file: 'm.yaml', text }], { environment: {} })
  const issues = result._tag === 'Left' ? result.left : []
  expect(issues.length).toBeGreaterThan(1)
  expect(against('issues', JSON.parse(renderIssues(issues, { format: 'json' })))).toEqual([])
  expect(against('issues', { issues: [{ code: 'other' }] })).not.toEqual([])
})
