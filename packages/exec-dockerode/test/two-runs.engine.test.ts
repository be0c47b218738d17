/** Two runs at once on one map, which nothing keeps from each other: neither takes away what the other one put in place. */
import type { Action } from '@dmap/core'
import { type Executor, run } from '@dmap/runtime'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmpair'
const WEB = `${MAP}.web`

const update = { kind: 'update', selection: [], options: {} } as const

/** Does something else before the action of that place in the order of their beginnings. */
const withBreak = (executor: Executor, place: number, meanwhile: () => Promise<void>): Executor => {
  let begun = 0
  return {
    ...executor,
    perform: (action: Action, signal, notify) => async () => {
      const now = begun === place
      begun += 1
      if (now) await meanwhile()
      return executor.perform(action, signal, notify)()
    },
  }
}

describeWithEngine('two runs at once', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscape = (version: string): Landscape => {
    const web = { image: `${MAP}/one`, environment: { VERSION: version }, stop_timeout: 5 }
    return { executor, compiled: compiledMap({ file: 'map', value: { name: MAP, containers: { web } } }) }
  }
  const inspected = (format: string): string => engine.docker('inspect', WEB, '--format', format)

  beforeAll(() => engine.importImage(`${MAP}/one:latest`))
  beforeEach(async () => {
    await engine.cleanUp(MAP)
    await live(landscape('1'), update)
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('remove nothing by a name that it has lost since it was looked at', async () => {
    const [first, second] = [landscape('2'), landscape('3')]
    const plan = plannedNow(first, await observedNow(first), update)
    const seen: { plan?: typeof plan } = {}
    const between = withBreak(executor, 1, async () => {
      seen.plan = plannedNow(second, await observedNow(second), update)
    })
    expect(await run(plan, between)()).toMatchObject({ ok: true })
    const id = inspected('{{.Id}}')
    const report = await run(seen.plan ?? plan, executor)()
    const left = report.steps.find(({ id: step }) => step === `remove container:${WEB}~next@default left`)
    expect([report.ok, left?.outcome]).toMatchObject([false, { _tag: 'Failed', error: { _tag: 'Stale' } }])
    expect([inspected('{{.Id}}'), inspected('{{.State.Running}}')]).toEqual([id, 'true'])
  })

  it.each([0, 1, 2, 3, 4, 5])(
    'leave one that runs, with the second one before the step %i of the first',
    async (place) => {
      const [first, second] = [landscape('2'), landscape('3')]
      const plan = plannedNow(first, await observedNow(first), update)
      expect(plan.steps).toHaveLength(6)
      const between = withBreak(executor, place, async () => {
        expect((await live(second, update)).report.ok).toBe(true)
      })
      await run(plan, between)()
      expect(inspected('{{.State.Running}}')).toBe('true')
      expect((await live(second, update)).report.ok).toBe(true)
      expect((await live(second, update)).plan.steps).toEqual([])
      expect(inspected('{{.Config.Env}}')).toContain('VERSION=3')
    },
  )
})
