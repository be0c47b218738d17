/** What a container hangs on is taken away by hand, and a startup mends it on a real Engine. */
import type { Intent, IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, plannedNow } from './landscape'

const MAP = 'dmlost'

const intent = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

const app = (more: Readonly<Record<string, unknown>> = {}) => ({ image: `${MAP}/one`, stop_timeout: 3, ...more })

/** Each dependent hangs on something of its own, so that one test has nothing to do with another. */
const SITE = {
  name: MAP,
  networks: { front: {} },
  containers: {
    web: app({ networks: ['front'] }),
    db: app(),
    client: app({ links: [['db', 'store']] }),
    proxy: app(),
    guest: app({ network_mode: 'proxy' }),
  },
}

describeWithEngine('a landscape that has lost', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscape: Landscape = { compiled: compiledMap({ file: 'map', value: SITE }), executor }
  const name = (config: string): string => `${MAP}.${config}`
  const inspected = (config: string, format: string): string =>
    engine.docker('inspect', name(config), '--format', format)

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await live(landscape, intent('startup'))
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  const madeAgain = (network: string): void => {
    engine.docker('network', 'rm', network)
    engine.docker('network', 'create', '--label', `io.dmap.map=${MAP}`, network)
  }
  // What somebody does, what works again afterwards, and whether the dependent is still the same container.
  const losses: ReadonlyArray<readonly [string, () => void, string, ReadonlyArray<string>, boolean]> = [
    [
      'a network, made again while its container is stopped',
      () => {
        engine.docker('stop', '-t', '1', name('web'))
        madeAgain(name('front'))
      },
      'web',
      ['ip', 'address', 'show', 'eth0'],
      true,
    ],
    [
      'the target of a link',
      () => engine.docker('rm', '-f', name('db')),
      'client',
      ['grep', 'store', '/etc/hosts'],
      false,
    ],
    [
      'the container whose network another one is in',
      () => engine.docker('rm', '-f', name('proxy')),
      'guest',
      ['ip', 'address', 'show', 'eth0'],
      false,
    ],
  ]

  it.each(losses)('%s, is mended by a startup', async (_, lose, dependent, command, same) => {
    const id = inspected(dependent, '{{.Id}}')
    lose()
    const { report, predicted, observed } = await live(landscape, intent('startup'))
    expect(report).toMatchObject({ ok: true })
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(plannedNow(landscape, observed, intent('startup')).steps).toEqual([])
    expect(plannedNow(landscape, observed, intent('update')).steps).toEqual([])
    expect(engine.docker('exec', name(dependent), ...command)).not.toBe('')
    expect(inspected(dependent, '{{.Id}}') === id).toBe(same)
  })
})
