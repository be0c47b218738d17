/** How each field is inherited: alone, merged with own values, and taken back. The type demands a row for every field. */
import type { containerFields } from '../../src/map/fields'
import type { ContainerConfig } from '../../src/map/model'
import { mapOf } from './parse'

interface Rule {
  readonly rule: 'overrides' | 'union' | 'by first value' | 'by whole entry' | 'by key' | 'not inherited'
  readonly base: unknown
  readonly own: unknown
  /** The field of a config that extends the base and has a value of its own. */
  readonly merged: unknown
}

const bind = (path: string, host_path: string, readonly = false) => ({ path, host_path, readonly })
const use = (name: string, readonly = false) => ({ name, readonly })
const port = (number: number, host_port: number) => ({ port: number, protocol: 'tcp', host_port, ipv6: false })
const command = (words: string, user: string) => ({ command: words, user, policy: 'restart', ignore_exit: false })
const endpoint = (network: string, aliases: ReadonlyArray<string> = []) => ({
  network,
  aliases,
  links: [],
  link_local_ips: [],
})

const RULES: { readonly [K in keyof typeof containerFields]: Rule } = {
  abstract: { rule: 'not inherited', base: true, own: null, merged: false },
  extends: { rule: 'not inherited', base: null, own: 'base', merged: ['base'] },
  image: { rule: 'overrides', base: 'a', own: 'b', merged: 'b' },
  user: { rule: 'overrides', base: 'a', own: 'b:c', merged: 'b:c' },
  permissions: { rule: 'overrides', base: '700', own: 'u=rwX', merged: 'u=rwX' },
  stop_timeout: { rule: 'overrides', base: 5, own: 0, merged: 0 },
  stop_signal: { rule: 'overrides', base: 'SIGINT', own: 'SIGQUIT', merged: 'SIGQUIT' },
  persistent: { rule: 'overrides', base: true, own: false, merged: false },
  prevent_destroy: { rule: 'overrides', base: true, own: false, merged: false },
  start_delay: { rule: 'overrides', base: '1s', own: '2s', merged: 2e9 },
  update_order: { rule: 'overrides', base: 'start-first', own: 'stop-first', merged: 'stop-first' },
  pull: { rule: 'overrides', base: 'always', own: 'never', merged: 'never' },
  network: { rule: 'overrides', base: 'host', own: 'bridge', merged: { _tag: 'Bridge' } },
  instances: { rule: 'union', base: ['a', 'b'], own: ['c', 'a'], merged: ['a', 'b', 'c'] },
  clients: { rule: 'union', base: ['a', 'b'], own: ['c', 'a'], merged: ['a', 'b', 'c'] },
  shares: { rule: 'union', base: ['/a', '/b'], own: ['/c', '/a'], merged: ['/a', '/b', '/c'] },
  binds: {
    rule: 'by first value',
    base: { '/a': ['/1', 'ro'], '/b': '/1' },
    own: [['/a', '/2', 'rw'], 'alias'],
    merged: [bind('/a', '/2'), bind('/b', '/1'), { alias: 'alias', readonly: false }],
  },
  uses: {
    rule: 'by first value',
    base: ['a', 'b'],
    own: { b: 'ro', c: null },
    merged: [use('a'), use('b', true), use('c')],
  },
  attaches: {
    rule: 'by first value',
    base: { a: '/1', b: null },
    own: { a: '/2' },
    merged: [{ name: 'a', path: '/2', readonly: false }, use('b')],
  },
  exposes: {
    rule: 'by first value',
    base: { 80: 1, 81: 1 },
    own: { 80: 2, 82: 2 },
    merged: [port(80, 2), port(81, 1), port(82, 2)],
  },
  networks: {
    rule: 'by first value',
    base: { a: 'one', b: null },
    own: { a: 'two', c: null },
    merged: [endpoint('a', ['two']), endpoint('b'), endpoint('c')],
  },
  depends_on: {
    rule: 'by first value',
    base: { a: 'started', b: 'healthy' },
    own: { a: 'completed' },
    merged: [
      { reference: 'a', condition: 'completed' },
      { reference: 'b', condition: 'healthy' },
    ],
  },
  links: {
    rule: 'by whole entry',
    base: [['a', 'x'], 'b'],
    own: [['a', 'y'], 'b'],
    merged: [{ container: 'a', alias: 'x' }, { container: 'b' }, { container: 'a', alias: 'y' }],
  },
  exec_commands: {
    rule: 'by whole entry',
    base: [
      ['a', 'root'],
      ['b', 'root'],
      ['a', 'root'],
    ],
    own: [
      ['a', 'app'],
      ['a', 'root'],
    ],
    merged: [command('a', 'root'), command('b', 'root'), command('a', 'root'), command('a', 'app')],
  },
  healthcheck: {
    rule: 'by key',
    base: { test: 'x', retries: 1 },
    own: { retries: 2, interval: '1s' },
    merged: { test: ['CMD-SHELL', 'x'], retries: 2, interval: 1e9 },
  },
  environment: { rule: 'by key', base: { A: 1, B: 1 }, own: ['B=2', 'C=2'], merged: { A: '1', B: '2', C: '2' } },
  labels: { rule: 'by key', base: { a: 1, b: 1 }, own: ['b=2', 'c=2'], merged: { a: '1', b: '2', c: '2' } },
  compare: {
    rule: 'by key',
    base: { env: 'warn' },
    own: { image: 'ignore' },
    merged: { env: 'warn', image: 'ignore' },
  },
  create_options: {
    rule: 'by key',
    base: { tty: true, log_config: { type: 'a', config: { b: 1 } }, dns: ['1'] },
    own: { log_config: { config: { c: 2 } }, dns: ['2'] },
    // One level of nested objects; below that, the last one.
    merged: { tty: true, log_config: { type: 'a', config: { c: 2 } }, dns: ['2'] },
  },
  host_config: { rule: 'by key', base: { a: 1, b: 1 }, own: { b: 2 }, merged: { a: 1, b: 2 } },
}

/** The field of `web`, which extends `base`, with the base's value, and perhaps its own. */
const inherited = (field: string, base: unknown, own: object): unknown => {
  const containers = { base: { [field]: base }, web: { extends: 'base', ...own } }
  return mapOf({ containers }, { checkIntegrity: false }).containers.web?.[field as keyof ContainerConfig]
}

const alone = (field: string, value: unknown): unknown =>
  mapOf({ containers: { web: { [field]: value } } }, { checkIntegrity: false }).containers.web?.[
    field as keyof ContainerConfig
  ]

const rows = Object.entries(RULES)
const passedOn = rows.filter(([, { rule }]) => rule !== 'not inherited')

test.each(rows.map(([field, { rule, ...row }]) => [field, rule, row] as const))('%s: %s', (field, _, row) => {
  expect(inherited(field, row.base, { [field]: row.own })).toEqual(row.merged)
})

test.each(passedOn)('%s is inherited by a config that says nothing of it', (field, { base }) => {
  expect(alone(field, base)).not.toEqual(alone(field, null))
  expect(inherited(field, base, {})).toEqual(alone(field, base))
})

test.each(passedOn.filter(([field]) => field !== 'network'))('%s is taken back by a null', (field, { base }) => {
  expect(inherited(field, base, { [field]: null })).toEqual(alone(field, null))
})

const emptied = passedOn.filter(([field, { rule }]) => rule !== 'overrides' || ['image', 'user'].includes(field))

test.each(emptied)('%s is taken back by an empty value', (field, { rule, base }) => {
  const empty = { overrides: '', 'by key': {} }[rule as string] ?? []
  expect(inherited(field, base, { [field]: empty })).toEqual(alone(field, null))
})
