/**
 * Random maps and changes on a real Engine: what the simulator predicts is what is there, and a second plan is empty.
 * Each map goes another way to the Engine. A share of the search; `pnpm soak` does it whole (`DMAP_SOAK_MAPS`).
 */
import type { IntentKind } from '@dmap/core'
import type { Executor } from '@dmap/runtime'
import { changed, describeWithEngine, describeWithSshd, type MapValue, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import { executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'
import { openWays, WAYS, type Way, type Ways } from './ways'

const COUNT = Number(process.env['DMAP_SOAK_MAPS'] ?? 6)
const SEED = Number(process.env['DMAP_SOAK_SEED'] ?? 3)
const NAME = 'dmrandom'

interface Case {
  readonly map: MapValue
  readonly pick: number
  readonly how: number
}

/** The Engine would refuse `/local` of the generator only for want of an image: all three are made here. */
const cases = fc.sample(fc.record({ map: mapValue, pick: fc.nat(4), how: fc.nat(23) }), { numRuns: COUNT, seed: SEED })

const intent = (kind: IntentKind) => ({ kind, selection: [], options: {} })

describeWithEngine('a random map', (engine) => {
  describeWithSshd('by one of the ways', () => {
    let ways: Ways
    let executors: ReadonlyMap<Way, Executor>
    const landscapeOf = (value: MapValue, way: Way): Landscape => ({
      compiled: compiledMap({ file: 'random', value: { ...value, name: NAME, repository: NAME } }),
      executor: executors.get(way) as Executor,
    })
    const expectPredicted = async (landscape: Landscape, kind: IntentKind): Promise<void> => {
      const { plan, report, predicted, observed } = await live(landscape, intent(kind))
      const failed = report.steps.filter(({ outcome }) => outcome._tag !== 'Done')
      expect({ kind, failed }).toEqual({ kind, failed: [] })
      expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
      const again = plannedNow(landscape, await observedNow(landscape), intent(kind))
      expect({ kind, first: plan.steps.length, again: again.steps.map(({ id }) => id) }).toMatchObject({ again: [] })
    }

    beforeAll(async () => {
      ways = await openWays(engine)
      executors = new Map(WAYS.map((way) => [way, executorAt(ways.client(way))]))
      await engine.cleanUp(NAME)
      for (const [index, tag] of [
        `${NAME}/one:latest`,
        `${NAME}/two:v1`,
        'local:latest',
        `${NAME}/three:latest`,
      ].entries()) {
        await engine.importImage(tag, { Labels: { number: String(index) } })
      }
      await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
      await engine.importImage('busybox:latest', { Cmd: ['sh'] })
    })
    afterEach(() => engine.cleanUp(NAME))
    afterAll(async () => {
      for (const executor of executors.values()) await executor.close()
      await ways.close()
    })

    it.each(cases.map((one: Case, index) => [index, WAYS[index % WAYS.length] as Way, one] as const))(
      '%i is as predicted from beginning to end, by %s',
      async (_, way, one) => {
        const before = landscapeOf(one.map, way)
        const after = landscapeOf(changed(one.map, one.pick, one.how), way)
        await expectPredicted(before, 'startup')
        await expectPredicted(before, 'update')
        await expectPredicted(after, 'update')
        await expectPredicted(after, 'stop')
        await expectPredicted(after, 'update')
        await expectPredicted(after, 'shutdown')
      },
    )
  })
})
