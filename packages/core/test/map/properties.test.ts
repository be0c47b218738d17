/** Laws of normalising and merging, on generated maps. */
import fc from 'fast-check'
import { documentOf } from '../../src/map/document-of'
import { reversed } from '../reversed'
import { mapOf } from './parse'

const SEED = { seed: 11, numRuns: 200 }

const name = fc.constantFrom('a', 'b', 'c', 'd')
const path = fc.constantFrom('/x', '/y', '/z')
const flag = fc.constantFrom('ro', 'rw', true, false, null)
const resets = fc.constantFrom(null, [])
const lists = (item: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: fc.array(item, { maxLength: 3 }) }, { weight: 1, arbitrary: resets })
/** Lists in which no key stands twice. */
const keyed = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: fc.dictionary(key, value, { maxKeys: 3 }) }, { weight: 1, arbitrary: resets })
const options = fc.dictionary(
  name,
  fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.dictionary(name, fc.oneof(fc.integer(), fc.constant(null)), { maxKeys: 2 }),
  ),
  { maxKeys: 3 },
)

const config = fc.record(
  {
    image: fc.constantFrom('one', 'two', null),
    user: fc.constantFrom(0, 'u:g', ''),
    clients: lists(name),
    shares: lists(path),
    binds: fc.oneof(keyed(name, flag), keyed(path, fc.oneof(path, fc.tuple(path, flag)))),
    uses: keyed(name, fc.oneof(flag, fc.tuple(path, flag))),
    links: lists(fc.oneof(name, fc.tuple(name, name))),
    exposes: lists(
      fc.oneof(
        fc.constantFrom(80, '81/udp', '80-82'),
        fc.tuple(fc.constantFrom(80, 81), fc.integer({ min: 0, max: 65_535 })),
      ),
    ),
    exec_commands: lists(fc.oneof(name, fc.tuple(name, fc.constantFrom('root', null)))),
    network: fc.constantFrom('host', null, 'a.b'),
    networks: keyed(name, fc.oneof(fc.constant(null), name)),
    persistent: fc.oneof(fc.boolean(), fc.constant(null)),
    healthcheck: fc.oneof(
      fc.constant(null),
      fc.record({ test: name, interval: fc.constantFrom('1s', '2m', null) }, { requiredKeys: [] }),
    ),
    depends_on: keyed(name, fc.constantFrom('started', 'healthy', null)),
    environment: fc.dictionary(
      name,
      fc.oneof(fc.string(), fc.constant(null)).filter((text) => !text?.includes('\0')),
      { maxKeys: 3 },
    ),
    create_options: fc.oneof(
      options,
      resets.filter((value) => value === null),
    ),
    host_config: options,
  },
  { requiredKeys: [] },
)

const document = fc.record(
  {
    default_tag: fc.constantFrom('x', 'y', null),
    host: fc.dictionary(
      name,
      fc.oneof(path, fc.dictionary(name, fc.oneof(path, fc.constant(null)), { maxKeys: 2 }), fc.constant(null)),
      { maxKeys: 3 },
    ),
    volumes: fc.dictionary(name, fc.oneof(path, fc.record({ path, user: fc.constantFrom(1, null) })), { maxKeys: 3 }),
    groups: fc.dictionary(name, lists(name), { maxKeys: 2 }),
    clients: lists(name),
    containers: fc.dictionary(name, config, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
)

const unchecked = { checkIntegrity: false, name: 'm' } as const

const read = (...values: ReadonlyArray<unknown>) =>
  mapOf(
    values.map((value, i) => ({ file: `${i}.ts`, value })),
    unchecked,
  )

test('the long form is its own long form', () => {
  fc.assert(
    fc.property(document, (value) => {
      const map = read(value)
      expect(read(documentOf(map))).toEqual(map)
    }),
    SEED,
  )
})

test('YAML, JSON and values say the same', () => {
  fc.assert(
    fc.property(document, (value) => {
      expect(mapOf([{ file: 'm.json', text: JSON.stringify(value, null, 1) }], unchecked)).toEqual(
        read(JSON.parse(JSON.stringify(value))),
      )
    }),
    SEED,
  )
})

test('merging is associative', () => {
  fc.assert(
    fc.property(document, document, document, (a, b, c) => {
      const flat = read(a, b, c)
      expect(read({ $merge: [a, b] }, c)).toEqual(flat)
      expect(read(a, { $merge: [b, c] })).toEqual(flat)
      expect(read({ $merge: [{ $merge: [a, b] }, c] })).toEqual(flat)
    }),
    SEED,
  )
})

/** The order of what came from the keys of an object is that of the keys; as sets the lists are equal. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).sort()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

test('the order of keys changes nothing but the order of lists that were written as objects', () => {
  fc.assert(
    fc.property(document, (value) => {
      expect(sorted(read(reversed(value)))).toEqual(sorted(read(value)))
    }),
    SEED,
  )
})

test('a config that extends one with nothing of its own is equal to it', () => {
  fc.assert(
    fc.property(config, (base) => {
      const map = read({ containers: { base, web: { extends: 'base' } } })
      expect({ ...map.containers.web, extends: [] }).toEqual(map.containers.base)
    }),
    SEED,
  )
})
