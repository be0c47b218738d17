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
