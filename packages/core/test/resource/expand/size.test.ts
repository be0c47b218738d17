/** Neither size nor order matters. */
import fc from 'fast-check'
import { canonicalJson } from '../../../src/base/canonical'
import type { ContainerConfig, ContainerMap } from '../../../src/map/model'
import type { ContainerResource } from '../../../src/resource/resource'
import { expanded, mapOf, use } from '../build'

describe('size', () => {
  const chain = (length: number): ContainerMap =>
    mapOf(
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `c${index}`,
          index === 0 ? {} : { links: [{ container: `c${index - 1}` }], image: 'x' },
        ]),
      ),
    )

  it('has no part in whether it ends: a chain of 10,000', () => {
    const resources = expanded(chain(10_000))
    expect(
      (resources.all.find(({ name }) => name === 'shop.c9999') as ContainerResource).body.HostConfig?.Links,
    ).toEqual(['shop.c9998:c9998'])
  })
})

it('gives equal resources for any order of the configs', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const config = (name: string): Partial<ContainerConfig> => ({
    uses: names.filter((other) => other < name).map((other) => use(other)),
    environment: { N: name },
  })
  const reference = canonicalJson(
    expanded(mapOf(Object.fromEntries(names.map((name) => [name, config(name)])))) as never,
  )
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
      expect(
        canonicalJson(expanded(mapOf(Object.fromEntries(order.map((name) => [name, config(name)])))) as never),
      ).toBe(reference)
    }),
    { numRuns: 30, seed: 3 },
  )
})
