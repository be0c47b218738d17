/** A network that differs is made anew on a real Engine, under containers that run on. */
import type { Intent, IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, plannedNow } from './landscape'

const MAP = 'dmrenew'

const intent = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

const app = (more: Readonly<Record<string, unknown>> = {}) => ({
  image: `${MAP}/one`,
  stop_timeout: 0,
  networks: ['front'],
  ...more,
})

const site = (subnet: string, address: string) => ({
  name: MAP,
  networks: { front: { ipam: { config: [{ subnet }] } } },
  containers: {
    web: app({ exposes: [[80, 0]] }),
    db: app({ networks: [{ network: 'front', ipv4_address: address }] }),
    job: app(),
  },
})

describeWithEngine('a network that differs', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const of = (subnet: string, address: string): Landscape => ({
    compiled: compiledMap({ file: 'map', value: site(subnet, address) }),
    executor,
  })
  const before = of('10.203.1.0/24', '10.203.1.9')
  const wanted = of('10.203.2.0/24', '10.203.2.9')
  const name = (config: string): string => `${MAP}.${config}`
  const ids = (): string => engine.docker('ps', '-aq', '--no-trunc', '--filter', `label=io.dmap.map=${MAP}`)
  const reached = (from: string, to: string): string => engine.docker('exec', name(from), 'ping', '-c1', '-W2', to)

  beforeEach(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await live(before, intent('startup'))
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('is made anew while its containers run on, stopped ones come along, and nothing is left to do', async () => {
    engine.docker('stop', '-t', '0', name('job'))
    const same = ids()
    const started = engine.docker('inspect', name('web'), '--format', '{{.State.StartedAt}}')
    const { plan, report, predicted, observed } = await live(wanted, intent('update'))
    expect(plan.steps.map(({ id }) => id.split(' ')[0])).toEqual([
      ...Array.from({ length: 3 }, () => 'disconnect'),
      'remove',
      'create',
      ...Array.from({ length: 3 }, () => 'connect'),
      'start',
    ])
    expect(report).toMatchObject({ ok: true })
    expect(comparable(wanted, observed)).toEqual(comparable(wanted, predicted))
    expect(ids().split('\n').sort()).toEqual(same.split('\n').sort())
    expect(engine.docker('inspect', name('web'), '--format', '{{.State.StartedAt}}')).toBe(started)
    expect(reached('web', name('db'))).toContain('10.203.2.9')
    expect(reached('job', name('web'))).toContain('10.203.2.')
    expect(plannedNow(wanted, observed, intent('update')).steps).toEqual([])
  })

  it('is the old one again when the new one cannot be made', async () => {
    engine.docker('network', 'create', '--subnet', '10.203.2.0/24', `${MAP}.other`)
    const same = ids()
    const { report, observed } = await live(wanted, intent('update'))
    expect(report.counts).toMatchObject({ failed: 1, undone: 4 })
    expect(ids()).toBe(same)
    expect(reached('web', name('db'))).toContain('10.203.1.9')
    expect(plannedNow(before, observed, intent('update')).steps).toEqual([])
  })
})
