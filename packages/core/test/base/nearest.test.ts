import fc from 'fast-check'
import { didYouMean, nearest } from '../../src/base/nearest'

it.each([
  ['a letter too few', 'bind', ['binds', 'links'], 'binds'],
  ['a letter too many', 'portss', ['ports', 'posts'], 'ports'],
  ['another letter', 'imoge', ['image', 'name'], 'image'],
  ['two neighbours that changed places', 'wbe', ['db', 'web'], 'web'],
  ['capitals', 'Image', ['image'], 'image'],
  ['the first among equals', 'cat', ['bat', 'hat'], 'bat'],
  ['nothing for two edits in three letters', 'xyb', ['web'], undefined],
  ['nothing for words of a megabyte', 'a'.repeat(1e6), ['a'], undefined],
])('finds %s', (_, word, candidates, found) => {
  expect(nearest(word, candidates)).toBe(found)
})

it('asks, or says nothing', () => {
  expect(didYouMean('forse', ['force'])).toEqual({ hint: 'did you mean "force"?' })
  expect(didYouMean('x', ['force'])).toEqual({})
  expect(didYouMean('Health', ['help', 'healthcheck'])).toEqual({ hint: 'did you mean "healthcheck"?' })
  expect(didYouMean('hea', ['healthcheck'])).toEqual({})
})

/** Every edit counted, however many there are. */
const allEdits = (a: string, b: string, known = new Map<string, number>()): number => {
  if (a === '' || b === '') return a.length + b.length
  const key = `${a} ${b}`
  const found = known.get(key)
  if (found !== undefined) return found
  const [x, y, u, v] = [a.at(-1), b.at(-1), a.at(-2), b.at(-2)]
  const edits = Math.min(
    allEdits(a.slice(0, -1), b, known) + 1,
    allEdits(a, b.slice(0, -1), known) + 1,
    allEdits(a.slice(0, -1), b.slice(0, -1), known) + (x === y ? 0 : 1),
    u !== undefined && x === v && u === y
      ? allEdits(a.slice(0, -2), b.slice(0, -2), known) + 1
      : Number.POSITIVE_INFINITY,
  )
  known.set(key, edits)
  return edits
}

it('takes the one with the fewest edits, as if all of them had been counted', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
  fc.assert(
    fc.property(words, fc.array(words, { maxLength: 6 }), (word, candidates) => {
      const edits = candidates.map((candidate) => allEdits(word, candidate))
      const fewest = Math.min(...edits)
      const near = fewest <= Math.max(1, Math.floor(word.length / 3))
      expect(nearest(word, candidates)).toBe(near ? candidates[edits.indexOf(fewest)] : undefined)
    }),
    { seed: 11, numRuns: 500 },
  )
})
