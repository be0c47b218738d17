/** From whatever somebody did to a real host back to what the map says; and from a new version that does not work. */
import type { IntentKind, IntentOptions, Reason } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmconverge'

const intent = (kind: IntentKind, options: IntentOptions = {}) => ({ kind, selection: [], options })

const site = (app: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}) => ({
  name: MAP,
  networks: { front: {} },
  containers: {
    db: {
      image: `${MAP}/one`,
      networks: ['front'],
      shares: ['/data'],
      host_config: { mem_limit: '64m', restart_policy: { Name: 'always' } },
      stop_timeout: 5,
    },
    app: {
      image: `${MAP}/one`,
      networks: ['front'],
      uses: 'db',
      environment: { MODE: 'live' },
      host_config: { restart_policy: { Name: 'always' } },
      stop_timeout: 5,
      ...app,
    },
    ...more,
  },
})

/** Fields, or the state, that a step names as its first cause. */
const causesOf = (reason: Reason): ReadonlyArray<string> => {
  if (reason._tag === 'Changed') return reason.changes.map(({ field }) => field)
  if (reason._tag === 'NotRunning') return [reason.status]
  return reason._tag === 'Missing' ? [reason._tag] : []
}

/** How many of three run after each of the events. */
const runningAfter = (events: ReadonlyArray<string>): ReadonlyArray<number> => {
  let running = 3
  return events.map((event) => {
    running += event === 'start' ? 1 : -1
    return running
  })
}

describeWithEngine('a landscape on a real Engine', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (value: unknown): Landscape => ({ compiled: compiledMap({ file: 'map', value }), executor })
  const landscape = landscapeOf(site())
  const name = (config: string): string => `${MAP}.${config}`
  const inspected = (config: string, format: string): string =>
    engine.docker('inspect', name(config), '--format', format)

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`, { Labels: { number: '1' } })
    await engine.importImage(`${MAP}/broken:latest`, { Cmd: ['/no/such/command'] })
    await live(landscape, intent('startup'))
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  const otherImage = (): Promise<string> => engine.importImage(`${MAP}/one:latest`, { Labels: { number: '2' } })
  // What somebody does, and the fields that the plan names as its reason; a status where it does not run.
  const drifts: ReadonlyArray<readonly [string, () => unknown, ReadonlyArray<string>]> = [
    [
      'a limit',
      () => engine.docker('update', '--memory', '96m', '--memory-swap', '192m', name('db')),
      ['HostConfig.Memory'],
    ],
    ['a restart policy', () => engine.docker('update', '--restart', 'no', name('app')), ['HostConfig.RestartPolicy']],
    [
      'a network left',
      () => engine.docker('network', 'disconnect', name('front'), name('app')),
      [`Networks.${name('front')}`],
    ],
    ['a network joined', () => engine.docker('network', 'connect', 'bridge', name('app')), ['Networks.bridge']],
    ['a stop', () => engine.docker('stop', '-t', '1', name('db')), ['exited']],
    ['a removal', () => engine.docker('rm', '-f', name('app')), ['Missing']],
    ['a new name', () => engine.docker('rename', name('app'), `${name('app')}x`), ['Missing']],
    ['another image behind the tag', otherImage, ['Image', 'Image']],
  ]

  it.each(drifts)('repairs %s, for exactly that reason', async (_, drift, reasons) => {
    await drift()
    const { plan, report, predicted, observed } = await live(landscape, intent('update', { prune: true }))
    const found = plan.steps
      .filter(({ action }) => action._tag !== 'StopContainer')
      .flatMap(({ reason }) => causesOf(reason))
    expect(found).toEqual(reasons)
    expect(report).toMatchObject({ ok: true })
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(plannedNow(landscape, observed, intent('update')).steps).toEqual([])
  })

  it('is the old one again when the new version does not start', async () => {
    const id = inspected('app', '{{.Id}}')
    const { report } = await live(landscapeOf(site({ image: `${MAP}/broken` })), intent('update'))
    expect(report.ok).toBe(false)
    expect(report.undos.map(({ outcome }) => outcome._tag)).not.toContain('Failed')
    expect(inspected('app', '{{.Id}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}}')).toBe(
      `${id} running always`,
    )
    expect(engine.docker('ps', '-a', '--filter', `name=${MAP}`, '--format', '{{.Names}}').split('\n')).toHaveLength(2)
    expect(plannedNow(landscape, await observedNow(landscape), intent('update')).steps).toEqual([])
  })

  it('is the old one again when the new version never gets healthy, with a fixed host port', async () => {
    const published = { exposes: [[80, 18_097]] }
    await live(landscapeOf(site(published)), intent('update'))
    const id = inspected('app', '{{.Id}}')
    const sick = { test: 'false', interval: '1s', retries: 1 }
    const { report } = await live(landscapeOf(site({ ...published, healthcheck: sick })), intent('update'))
    expect(report.steps.find(({ outcome }) => outcome._tag === 'Failed')?.id).toContain('wait')
    expect(inspected('app', '{{.Id}} {{.State.Status}}')).toBe(`${id} running`)
    expect(engine.docker('port', name('app'))).toContain('18097')
  })

  it('keeps what is in an anonymous volume over a recreation', async () => {
    engine.docker('exec', name('db'), 'touch', '/data/kept')
    const { report } = await live(landscape, intent('update', { force: true }))
    expect(report).toMatchObject({ ok: true })
    expect(engine.docker('exec', name('db'), 'ls', '/data')).toBe('kept')
    expect(plannedNow(landscape, await observedNow(landscape), intent('update')).steps).toEqual([])
  })

  it('never has fewer than two of three instances running while they are replaced', async () => {
    const three = { image: `${MAP}/one`, instances: ['x', 'y', 'z'], stop_timeout: 5 }
    await live(landscapeOf(site({}, { web: three })), intent('update'))
    const since = engine.docker('info', '--format', '{{.SystemTime}}')
    const changed = landscapeOf(site({}, { web: { ...three, environment: { NEW: '1' } } }))
    expect((await live(changed, intent('update'))).report).toMatchObject({ ok: true })
    const until = engine.docker('info', '--format', '{{.SystemTime}}')
    const labels = ['io.dmap.config=web', `io.dmap.map=${MAP}`]
    const filters = ['event=start', 'event=die', ...labels.map((label) => `label=${label}`)].flatMap((one) => [
      '--filter',
      one,
    ])
    const events = engine
      .docker('events', '--since', since, '--until', until, ...filters, '--format', '{{.Action}}')
      .split('\n')
    expect(events).toHaveLength(6)
    expect(Math.min(...runningAfter(events))).toBe(2)
  })
})
