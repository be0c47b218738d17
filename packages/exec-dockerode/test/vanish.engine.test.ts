/** Containers that a real Engine removes by itself when they stop. */
import type { Intent, IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, plannedNow } from './landscape'

const MAP = 'dmvanish'

const intent = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

const site = (image: string, command: ReadonlyArray<string> = ['sleep', '3600']) => ({
  name: MAP,
  networks: { front: {}, back: {} },
  containers: {
    app: {
      image: `${MAP}/${image}`,
      stop_timeout: 0,
      networks: [{ network: 'front', aliases: ['www'] }, 'back'],
      shares: ['/own'],
      create_options: { command },
      host_config: { auto_remove: true },
    },
  },
})

describeWithEngine('a container that goes with its own stop', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const of = (...how: Parameters<typeof site>): Landscape => ({
    compiled: compiledMap({ file: 'map', value: site(...how) }),
    executor,
  })
  const inApp = (...words: ReadonlyArray<string>): string => engine.docker('exec', `${MAP}.app`, ...words)

  beforeEach(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage(`${MAP}/two:latest`, { Env: ['TWO=1'] })
    await live(of('one'), intent('startup'))
    inApp('sh', '-c', 'echo kept > /own/file')
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('is replaced, with what is in its volumes, and predicted so', async () => {
    const { report, predicted, observed } = await live(of('two'), intent('update'))
    expect(report).toMatchObject({ ok: true })
    expect(inApp('cat', '/own/file')).toContain('kept')
    expect(comparable(of('two'), observed)).toEqual(comparable(of('two'), predicted))
    expect(plannedNow(of('two'), observed, intent('update')).steps).toEqual([])
  })

  it('is made anew, with what is in its volumes, where its successor cannot start', async () => {
    const { report, observed } = await live(of('two', ['no-such-program']), intent('update'))
    expect(report.undos.filter(({ outcome }) => outcome._tag === 'Failed')).toEqual([])
    expect(report.counts).toMatchObject({ failed: 1 })
    expect(inApp('cat', '/own/file')).toContain('kept')
    expect(plannedNow(of('one'), observed, intent('update')).steps).toEqual([])
  })

  it('stays through a restart, and is gone after a shutdown', async () => {
    const restarted = await live(of('one'), intent('restart'))
    expect(restarted.report).toMatchObject({ ok: true })
    expect(inApp('cat', '/own/file')).toContain('kept')
    const { report, observed } = await live(of('one'), intent('shutdown'))
    expect(report).toMatchObject({ ok: true })
    expect(observed.clients['default']?.containers).toEqual([])
  })
})
