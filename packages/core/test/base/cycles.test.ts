/** Circles in graphs, of any length. */
import { cyclesOf } from '../../src/base/cycles'

const graph = (edges: Readonly<Record<string, ReadonlyArray<string>>>) =>
  Object.entries(edges).map(([id, after]) => ({ id, after }))

test.each<[string, Readonly<Record<string, ReadonlyArray<string>>>, ReadonlyArray<ReadonlyArray<string>>]>([
  ['none', { a: ['b'], b: ['c'], c: [], d: ['x'] }, []],
  ['a node after itself', { a: ['a'], b: ['a'] }, [['a']]],
  ['two nodes, and what hangs on them', { a: ['b'], b: ['a'], c: ['a'], d: [] }, [['a', 'b']]],
  ['the shortest one of a group', { a: ['b', 'd'], b: ['c'], c: ['a'], d: ['a'] }, [['a', 'd']]],
  [
    'two groups',
    { d: ['c'], c: ['d'], b: ['a'], a: ['b', 'c'] },
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('%s', (_name, edges, want) => {
  expect(cyclesOf(graph(edges))).toEqual(want)
})

test('a circle of 100,000 nodes', () => {
  const nodes = Array.from({ length: 100_000 }, (_, i) => ({ id: `n${i}`, after: [`n${(i + 1) % 100_000}`] }))
  expect(cyclesOf(nodes)[0]).toHaveLength(100_000)
})
