/** Containers that hang on one whose new version does not start, on a real Engine. */
import type { IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmhanging'

const intent = (kind: IntentKind) => ({ kind, selection: [], options: {} })

const app = (more: Readonly<Record<string, unknown>> = {}) => ({
  image: `${MAP}/one`,
  stop_timeout: 3,
  host_config: { restart_policy: { Name: 'always' } },
  ...more,
})

const site = (image: string) => ({
  name: MAP,
  containers: {
    base: app({ image }),
    inside: app({ network_mode: 'base' }),
    linked: app({ links: [['base', 'store']] }),
    far: app({ links: ['linked'] }),
  },
})

describeWithEngine('what hangs on a failed replacement', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (image: string): Landscape => ({
    compiled: compiledMap({ file: 'map', value: site(`${MAP}/${image}`) }),
    executor,
  })
  const running = (): string =>
    engine.docker('ps', '--no-trunc', '--filter', `name=${MAP}`, '--format', '{{.Names}} {{.ID}}')

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage(`${MAP}/broken:latest`, { Cmd: ['/no/such/command'] })
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('runs again, each container the old one', async () => {
    const landscape = landscapeOf('one')
    await live(landscape, intent('startup'))
    const before = running().split('\n').sort()
    expect(before).toHaveLength(4)
    const { report } = await live(landscapeOf('broken'), intent('update'))
    expect(report.ok).toBe(false)
    expect(report.undos.filter(({ outcome }) => outcome._tag === 'Failed')).toEqual([])
    expect(running().split('\n').sort()).toEqual(before)
    expect(plannedNow(landscape, await observedNow(landscape), intent('update')).steps).toEqual([])
  })
})
