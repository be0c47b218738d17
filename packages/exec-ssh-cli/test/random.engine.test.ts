/**
 * The same plans through both executors: random maps end in the same state. A share of the search; `pnpm soak` does it
 * whole (`DMAP_SOAK_MAPS`).
 */
import { compile, type IntentKind } from '@dmap/core'
import { dockerodeExecutor } from '@dmap/exec-dockerode'
import type { Executor } from '@dmap/runtime'
import { changed, describeWithEngine, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import { executorFor, localClient } from './clients'
import { carriedOut, comparable, intentOf, observedBy, orThrow } from './landscape'

const NAME = 'dmboth'
const settings = {
  numRuns: Number(process.env['DMAP_SOAK_MAPS'] ?? 2),
  seed: Number(process.env['DMAP_SOAK_SEED'] ?? 5),
}
const cases = fc.sample(fc.record({ map: mapValue, pick: fc.nat(4), how: fc.nat(23) }), settings)

describeWithEngine('a random map through both executors', (engine) => {
  const client = localClient(engine.url)
  const byCommand = executorFor(client)
  const byApi = dockerodeExecutor({
    clients: { default: client },
    surroundings: { tlsVerify: false, configuration: {} },
  })

  beforeAll(async () => {
    await engine.cleanUp(NAME)
    for (const tag of [`${NAME}/one:latest`, `${NAME}/two:v1`, 'local:latest']) await engine.importImage(tag)
    await engine.importImage(`${NAME}/three:latest`, { Labels: { number: '3' } })
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
  })
  afterEach(() => engine.cleanUp(NAME))
  afterAll(async () => {
    await byCommand.close()
    await byApi.close()
  })

  const compiledOf = (value: object) =>
    orThrow(compile([{ file: 'map', value: { ...value, name: NAME, repository: NAME } }]))

  /** What there is after each of the intents; health comes when it comes. */
  const livedBy = async (executor: Executor, before: object, after: object): Promise<ReadonlyArray<unknown>> => {
    const steps: ReadonlyArray<readonly [object, IntentKind]> = [
      [before, 'startup'],
      [after, 'update'],
      [after, 'stop'],
      [after, 'startup'],
      [after, 'shutdown'],
    ]
    const states: unknown[] = []
    for (const [map, kind] of steps) {
      const compiled = compiledOf(map)
      await carriedOut(executor, compiled, intentOf(kind))
      states.push(comparable(await observedBy(executor, compiled)))
    }
    await engine.cleanUp(NAME)
    return states
  }

  it.each(cases.map((one, index) => [index, one] as const))('%i ends in the same states', async (_, one) => {
    const after = changed(one.map, one.pick, one.how)
    expect(await livedBy(byCommand, one.map, after)).toEqual(await livedBy(byApi, one.map, after))
  })
})
