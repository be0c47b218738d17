/** Every chain of causes holds by experiment, on random changes of a map. */
import fc from 'fast-check'
import { sameJson } from '../../src/base/canonical'
import type { Json } from '../../src/base/json'
import { planWithout } from '../../src/compare/revert'
import { causesIn } from '../../src/render/causes'
import { BASE, compared, compiled } from './build'

const EDITS: ReadonlyArray<readonly [string, string]> = [
  ['nginx:1', 'nginx:2'],
  ['cache:1', 'cache:2'],
  ['80: 8080', '80: 8081'],
  ['MODE: prod', 'MODE: test'],
  ['/srv/db', '/srv/db2'],
  ['[a, b]', '[a, c]'],
  ['u=rwX', 'u=rwX,g=rX'],
  ['image: app:1', 'image: app:1\n  host_config: { mem_limit: 1g }'],
  ['  networks: back\n  binds', '  networks: [back, front]\n  binds'],
  ['back: {}', 'back: {}, front: {}'],
]

const edited = (edits: ReadonlyArray<readonly [string, string]>): string =>
  edits.reduce((text, [from, to]) => text.replace(from, to), BASE)

it('reverting the first cause removes a step, or leaves it with another reason', () => {
  fc.assert(
    fc.property(fc.subarray([...EDITS.slice(0, 8)], { minLength: 1 }), fc.boolean(), (some, network) => {
      expect(unfounded(edited([...some, ...(network ? EDITS.slice(8) : [])]))).toEqual([])
    }),
    { numRuns: 8, seed: 7 },
  )
})

/** Steps that stay with the same chain although its first cause is gone. */
const unfounded = (head: string): ReadonlyArray<string> => {
  const planned = { ...compared(BASE, head), resources: compiled(head).resources }
  const causes = causesIn(planned.plan)
  const steps = new Map(planned.plan.steps.map((step) => [step.id, step]))
  return planned.plan.steps.flatMap(({ id }) => {
    const chain = causes(id)
    const root = steps.get(chain[chain.length - 1]?.id ?? '')
    const again = root === undefined ? null : planWithout(root, planned)
    if (again === null) return []
    const now = causesIn(again)(id)
    return now.length > 0 && sameJson(reasons(now), reasons(chain)) ? [`${id} does not hang on ${root?.id}`] : []
  })
}

const reasons = (chain: ReadonlyArray<{ readonly id: string; readonly why: string }>): Json =>
  chain.map(({ id, why }) => [id, why])
