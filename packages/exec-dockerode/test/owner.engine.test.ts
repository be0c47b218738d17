/** Owners of attached volumes by name: what the image of the attaching config makes of them, by both executors' helper. */
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmapowner'

const intent = (kind: 'startup' | 'shutdown' | 'update') =>
  ({ kind, selection: [], options: kind === 'shutdown' ? { remove_attached: true } : {} }) as const

describeWithEngine('a volume whose owner has a name', (engine) => {
  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/app:1`, { Volumes: { '/cache': {} } })
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
  })
  afterAll(() => engine.cleanUp(MAP))

  it.each(['container', 'volume'])('is owned by whom the image knows by it, attached as %s', async (attached) => {
    const text = `
      name: ${MAP}
      attached: ${attached}
      app: { image: ${MAP}/app:1, user: app, attaches: data, permissions: 'u=rwX,go=' }
      web: { image: ${MAP}/app:1, uses: data }
      volumes: { data: /data }`
    const landscape: Landscape = {
      compiled: compiledMap({ file: 'dmap.yaml', text }),
      executor: executorAt(clientAt(engine.url)),
    }
    const { report, predicted, observed } = await live(landscape, intent('startup'))
    expect(report).toMatchObject({ ok: true })
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(engine.docker('exec', `${MAP}.web`, 'stat', '-c', '%u:%g %a', '/data')).toBe('2000:2000 700')
    const again = plannedNow(landscape, await observedNow(landscape), intent('update'))
    expect(again.steps.map(({ id }) => id)).toEqual([])
    await live(landscape, intent('shutdown'))
    await landscape.executor.close()
  })
})
