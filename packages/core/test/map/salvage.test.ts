import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Document } from '../../src/base/document'
import type { Issue, Path } from '../../src/base/issue'
import { salvage } from '../../src/map/salvage'

/** What is decoded in the second round, after mistakes at these paths. */
const rest = (value: unknown, paths: ReadonlyArray<Path>): unknown => {
  const seen: unknown[] = []
  const decode = (document: Document) => {
    seen.push(document.value)
    if (seen.length > 1) return right({} as never)
    return left(paths.map((path) => ({ code: 'invalid-value', path, message: '' }) as unknown as Issue))
  }
  salvage({ document: { value } as Document, issues: [] }, decode, (path) => path)
  return seen[1]
}

/** One path after the other. */
const without = (value: unknown, [key, ...more]: Path): unknown => {
  if (key === undefined) return null
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, more) : item))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([name]) => more.length > 0 || name !== key)
  return Object.fromEntries(members.map(([name, member]) => [name, name === key ? without(member, more) : member]))
}

const key = fc.constantFrom('a', 'b', '__proto__', 0, 1)
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constant(7),
    fc.array(tie('node'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('node')),
  ),
})).node

it('takes all parts with mistakes out at once, as it would one after the other (property)', () => {
  fc.assert(
    fc.property(tree, fc.array(fc.array(key, { maxLength: 4 }), { minLength: 1, maxLength: 5 }), (value, paths) => {
      const plain = (one: unknown): string => JSON.stringify(one)
      expect(plain(rest(value, paths))).toBe(plain(paths.reduce<unknown>(without, value)))
    }),
    { numRuns: 2000, seed: 11 },
  )
})

it('keeps the places of the items of a list', () => {
  expect(
    rest({ list: ['x', 'y', { a: 1, b: 2 }] }, [
      ['list', 0],
      ['list', 2, 'a'],
    ]),
  ).toEqual({ list: [null, 'y', { b: 2 }] })
})
