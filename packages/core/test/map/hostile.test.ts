/** Input of any kind: issues with a position inside the file, never a crash, a hang, or a polluted prototype. */
import fc from 'fast-check'
import type { Issue } from '../../src/base/issue'
import { parseClients } from '../../src/map/parse-clients'
import { parseMap } from '../../src/map/parse-map'
import { compile } from '../../src/pipeline'
import { renderIssues } from '../../src/render/issues'
import { EXAMPLE_YAML } from './example'
import { brief, issuesOf } from './parse'

/** A share of the search; `pnpm soak` does it whole. */
const RUNS = Number(process.env['DMAP_HOSTILE_RUNS'] ?? 300)
const SEED = { seed: Number(process.env['DMAP_HOSTILE_SEED'] ?? 7), numRuns: RUNS }

const isInside = (issue: Issue, text: string): boolean => {
  const lines = text.split('\n')
  const { position } = issue
  if (position === undefined) return false
  const line = lines[position.line - 1]
  return line !== undefined && position.column >= 1 && position.column <= line.length + 1
}

const survives = (text: string): void => {
  const result = compile([{ file: 'map.yaml', text }])
  const clients = parseClients([{ file: 'map.yaml', text }], { environment: {} })
  const issues = [...(result._tag === 'Left' ? result.left : []), ...(clients._tag === 'Left' ? clients.left : [])]
  const outside = issues.filter((issue) => !isInside(issue, text))
  expect(outside).toEqual([])
  renderIssues(issues, { format: 'text', sources: { 'map.yaml': text } })
  expect(Object.keys(Object.prototype)).toEqual([])
}

test.each([
  ['brackets', '['.repeat(10_000)],
  ['closed brackets', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['objects', '{a: '.repeat(10_000)],
  ['JSON objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['dashes', '- '.repeat(10_000)],
  ['question marks', '? '.repeat(10_000)],
  ['indented keys', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ['indented dashes', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}-`).join('\n')],
])('10,000 levels of %s are refused', (_name, text) => {
  expect(issuesOf(text)).toEqual([
    expect.objectContaining({ code: 'syntax', message: 'the document nests deeper than 200 levels' }),
  ])
  survives(text)
})

test('100 levels are read', () => {
  expect(issuesOf(`x-deep: ${'['.repeat(100)}${']'.repeat(100)}\nweb:`)).toEqual([])
})

const bomb = (levels: number): string => {
  const line = (i: number) =>
    `  a${i}: &a${i} [${Array(9)
      .fill(i === 0 ? 'x' : `*a${i - 1}`)
      .join(', ')}]`
  return `x-bomb:\n${Array.from({ length: levels }, (_, i) => line(i)).join('\n')}\n`
}

test('an alias bomb is one issue', () => {
  expect(issuesOf(bomb(12)).map((issue) => [issue.code, issue.message])).toEqual([
    ['syntax', 'the aliases repeat too much'],
  ])
})

test('a value whose parts repeat too much is one issue', () => {
  let value: unknown = {}
  for (let i = 0; i < 100; i++) value = [value, value]
  expect(issuesOf({ web: { create_options: { value } } })).toHaveLength(1)
})

test('a value of 10,000 levels is one issue', () => {
  let value: unknown = {}
  for (let i = 0; i < 10_000; i++) value = { a: value }
  expect(issuesOf({ web: { create_options: value } })).toHaveLength(1)
})

test.each([
  ['in a name', (text: string) => `"${text}": {image: x}`],
  ['as a value', (text: string) => `web: {image: "${text}", uses: "${text}", exposes: "${text}"}`],
  ['as a key', (text: string) => `web: {"${text}": 1}`],
])('a megabyte of text %s makes short issues', (_name, doc) => {
  const text = doc('a b'.repeat(350_000))
  const issues = issuesOf(text)
  expect(issues.length).toBeGreaterThan(0)
  for (const issue of issues)
    expect(`${issue.message}${issue.hint}${issue.found}${issue.expected}`.length).toBeLessThan(1000)
  survives(text)
})

const word = fc.constantFrom(
  'web',
  'binds',
  'uses',
  'exposes',
  'links',
  'volumes',
  'host',
  'containers',
  'extends',
  'networks',
  'exec_commands',
  'healthcheck',
  'a',
  'a.b',
  'ro',
  'rw',
  '/x',
  '80',
  '__proto__',
  'constructor',
  '$secret',
  'name',
  'alias',
  'path',
  'test',
  'clients',
  '10s',
  '',
)

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(word, tie('json'), { maxKeys: 5, noNullPrototype: false }),
  ),
}))

test('any JSON', () => {
  fc.assert(
    fc.property(json, (value) => survives(JSON.stringify(value, null, 1) ?? '')),
    SEED,
  )
})

test('any JSON in any field', () => {
  const fields = [
    'binds',
    'uses',
    'attaches',
    'links',
    'exposes',
    'exec_commands',
    'network',
    'networks',
    'healthcheck',
    'depends_on',
    'environment',
    'create_options',
    'host_config',
    'user',
    'permissions',
    'stop_timeout',
    'instances',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...fields), json, (field, value) =>
      survives(JSON.stringify({ web: { [field]: value } }, null, 1)),
    ),
    {
      ...SEED,
      numRuns: Math.max(RUNS, 1000),
    },
  )
})

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), survives), SEED)
})

const piece = fc.constantFrom(
  'a',
  'b',
  ': ',
  '- ',
  '\n',
  '  ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '&a ',
  '*a',
  '<<',
  '!env ',
  '!!set ',
  '"',
  "'",
  '|',
  '>',
  '?',
  '#',
  '%',
  '---',
  '\t',
  '\0',
  '\r',
  '💥',
  '1',
  '!var ${A}',
)

test('any text made of the characters of YAML', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => survives(pieces.join(''))),
    { ...SEED, numRuns: Math.max(RUNS, 1000) },
  )
})

test('the example with any piece of it taken out, doubled or replaced', () => {
  const cut = fc.tuple(fc.nat(EXAMPLE_YAML.length), fc.nat(40), fc.oneof(piece, fc.string()))
  fc.assert(
    fc.property(cut, ([at, length, other]) =>
      survives(EXAMPLE_YAML.slice(0, at) + other + EXAMPLE_YAML.slice(at + length)),
    ),
    { ...SEED, numRuns: RUNS / 2 },
  )
})

test('any value at all', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
      }),
      (value) => {
        for (const input of [value, { web: value }, { web: { create_options: value, binds: value } }]) {
          const result = parseMap([{ file: 'map.ts', value: input }], { environment: {} })
          if (result._tag === 'Left') expect(result.left.every((issue) => issue.position?.file === 'map.ts')).toBe(true)
        }
      },
    ),
    SEED,
  )
})

/** One mistake a line, each of another kind or in another field. */
const FORTY = `name: forty
web01: {bind: x}
web02: {binds: [[a, 'false']]}
web03: {binds: {/c: ro}}
web04: {binds: [[/a, /b, maybe]]}
web05: {uses: true}
web06: {uses: {a: [/p, maybe]}}
web07: {attaches: {v: {w: x}}}
web08: {links: [[a, b, c]]}
web09: {exposes: http}
web10: {exposes: 70000}
web11: {exposes: [[80, 99999]]}
web12: {exposes: {80: [80, public, perhaps]}}
web13: {exposes: '8000-80'}
web14: {exec_commands: [[a, b, c]]}
web15: {exec_commands: [[a, b, initial, d]]}
web16: {network: [a, b, c]}
web17: {networks: {n: {alias: a}}}
web18: {user: [a, b, c]}
web19: {permissions: rwx}
web20: {stop_timeout: soon}
web21: {stop_signal: "SIG INT"}
web22: {persistent: yes}
web23: {abstract: "true"}
web24: {healthcheck: {tst: x}}
web25: {healthcheck: {interval: 30}}
web26: {start_delay: 10 s}
web27: {depends_on: {db: helthy}}
web28: {update_order: first}
web29: {pull: allways}
web30: {environment: A}
web31: {labels: [A]}
web32: {create_options: x}
web33: {host_config: {}, start_options: {a: 1}}
web34: {compare: {env: loose}}
web35: {image: a b}
web36: {instances: {a: 1}}
web37: {environment: {A: [1]}}
volums: 3
set_hostname: maybe
default_tag: "a b"
`

test('forty mistakes in forty places are forty issues, each at its line', () => {
  const text = FORTY
  const lines = issuesOf(text).map((issue) => issue.position?.line)
  expect(lines).toEqual(Array.from({ length: 40 }, (_, i) => i + 2))
  expect(brief(issuesOf(text))).toHaveLength(40)
})

test('150,000 members beside a mistake are nothing but members', () => {
  const members = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`K${index}`, 'v']))
  const value = { name: 'm', web: { image: 'nginx', environment: { ...members, LIST: [1] } } }
  const result = parseMap([{ file: 'map.js', value }], { environment: {} })
  expect(result._tag === 'Left' && brief(result.left)).toEqual([expect.stringContaining('LIST')])
})
