/**
 * Random maps and changes on a real Engine: what the simulator predicts is what is there, and a second plan is empty.
 * A share of the search; `pnpm soak` does it whole (`DMAP_SOAK_MAPS`).
 */
import type { IntentKind } from '@dmap/core'
import { changed, describeWithEngine, type MapValue, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

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
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (value: MapValue): Landscape => ({
    compiled: compiledMap({ file: 'random', value: { ...value, name: NAME, repository: NAME } }),
    executor,
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
  afterAll(() => executor.close())

  it.each(cases.map((one: Case, index) => [index, one] as const))(
    '%i is as predicted from beginning to end',
    async (_, one) => {
      const before = landscapeOf(one.map)
      const after = landscapeOf(changed(one.map, one.pick, one.how))
      await expectPredicted(before, 'startup')
      await expectPredicted(before, 'update')
      await expectPredicted(after, 'update')
      await expectPredicted(after, 'stop')
      await expectPredicted(after, 'update')
      await expectPredicted(after, 'shutdown')
    },
  )
})
