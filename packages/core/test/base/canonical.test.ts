import * as fc from 'fast-check'
import { canonicalJson, sameJson } from '../../src/base/canonical'
import type { Json } from '../../src/base/json'

/** What canonical JSON is, told in another way: a copy with sorted keys, written by the language itself. */
const reference = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => reference(item) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const sorted: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(value).sort()) sorted[key] = reference((value as Record<string, unknown>)[key])
  return sorted
}

const absent = (json: fc.Arbitrary<unknown>) => fc.option(json, { nil: undefined })

/** With keys that are numbers, that look like them, or that every object has; and with absent members. */
const value = fc.letrec<{ readonly any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1, 1.5, '', 'a', 'é\n"', '\ud800'),
    fc.array(absent(tie('any')), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'b', 'B', '10', '9', '01', '4294967294', '4294967295', '-1', '__proto__', 'toString', 'é'),
      absent(tie('any')),
      { maxKeys: 4 },
    ),
  ),
})).any as fc.Arbitrary<Json>

const runs = { seed: 7, numRuns: 2000 }

it('writes what a copy with sorted keys would be written as', () => {
  fc.assert(
    fc.property(value, (json) => {
      expect(canonicalJson(json)).toBe(JSON.stringify(reference(json)))
    }),
    runs,
  )
})

it('takes two values for the same exactly where they are written the same', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
      expect(sameJson(a, structuredClone(a))).toBe(true)
    }),
    runs,
  )
})

it.each<[string, Json, Json, boolean]>([
  ['in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
  ['with an absent member', { a: 1, b: undefined }, { a: 1 }, true],
  ['with a name that every object has', { a: 1 }, { a: 1, toString: 'x' }, false],
  ['list and object', [], {}, false],
  ['null and nothing', { a: null }, {}, false],
])('compares %s', (_, a, b, same) => {
  expect(sameJson(a, b)).toBe(same)
  expect(sameJson(b, a)).toBe(same)
})
