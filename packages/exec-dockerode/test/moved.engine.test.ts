/** What was moved in the map is renamed on the host, and nothing of it is stopped. */
import type { IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, plannedNow } from './landscape'

const MAP = 'dmmoved'
const IMAGE = `${MAP}/one`

const intent = (kind: IntentKind) => ({ kind, selection: [], options: {} })

const store = { image: IMAGE, attaches: 'data' }
const api = { image: IMAGE, instances: ['a', 'b'], networks: 'net', stop_timeout: 5 }

const site = (containers: Readonly<Record<string, unknown>>, moved: Readonly<Record<string, string>> = {}) => ({
  name: MAP,
  volumes: { data: '/data' },
  networks: { net: null },
  moved,
  containers,
})

const BEFORE = { db: store, app: api, web: { image: IMAGE, uses: 'data', networks: 'net' } }
const AFTER = { store, api, web: { image: IMAGE, uses: 'data', networks: 'net' } }

describeWithEngine('a move', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (value: ReturnType<typeof site>): Landscape => ({
    compiled: compiledMap({ file: 'map', value }),
    executor,
  })
  const livesOf = (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
    names.map((name) => engine.docker('inspect', `${MAP}.${name}`, '--format', '{{.Id}} {{.State.StartedAt}}'))

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${IMAGE}:latest`)
    await live(landscapeOf(site(BEFORE)), intent('startup'))
    engine.docker('exec', `${MAP}.db`, 'touch', '/data/kept')
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('leaves every container running, reached by its new name', async () => {
    const before = livesOf('db', 'app.a', 'app.b', 'data', 'web')
    const landscape = landscapeOf(site(AFTER, { db: 'store', app: 'api' }))
    const { report, predicted, observed } = await live(landscape, intent('update'))
    expect(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')).toEqual([])
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(livesOf('store', 'api.a', 'api.b', 'data', 'web')).toEqual(before)
    expect(engine.docker('exec', `${MAP}.store`, 'ls', '/data')).toBe('kept')
    engine.docker('exec', `${MAP}.web`, 'ping', '-c', '1', '-W', '5', 'api')
    expect(plannedNow(landscape, observed, intent('update')).steps).toEqual([])
    expect(plannedNow(landscapeOf(site(AFTER)), observed, intent('update')).steps).toEqual([])
  })
})
