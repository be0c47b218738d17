/** An Engine whose disk is full: what fails says so, nothing that ran is lost, and with room again one update is enough. */
import type { IntentKind, Plan } from '@dmap/core'
import { failuresOf, type Report, run } from '@dmap/runtime'
import { describeWithPrivateEngine, PrivateEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, observedNow, plannedNow } from './landscape'

const MAP = 'dmfull'

const site = (version: string) => ({
  name: MAP,
  repository: MAP,
  attached: 'volume',
  networks: { net: null },
  volumes: { data: '/data' },
  containers: {
    db: { image: 'app', networks: 'net', attaches: 'data', environment: { VERSION: version }, stop_timeout: 3 },
    web: { image: 'app', networks: 'net', uses: 'db', stop_timeout: 3 },
    solo: { image: 'app', stop_timeout: 3 },
  },
})

describeWithPrivateEngine('an Engine whose disk is full', () => {
  const engine = new PrivateEngine('64m')
  const landscapeOf = (version: string): Landscape => ({
    compiled: compiledMap({ file: MAP, value: site(version) }),
    executor: executorAt(clientAt(engine.url)),
  })
  const planNow = async (landscape: Landscape, kind: IntentKind): Promise<Plan> =>
    plannedNow(landscape, await observedNow(landscape), { kind, selection: [], options: {} })
  const live = async (landscape: Landscape, kind: IntentKind): Promise<Report> =>
    run(await planNow(landscape, kind), landscape.executor)()

  /** All that there is: containers with their states, volumes, networks. */
  const present = async () => {
    const containers: { Names: string[]; State: string }[] = await engine.api.expectOk('GET', '/containers/json?all=1')
    const volumes: { Volumes: { Name: string }[] | null } = await engine.api.expectOk('GET', '/volumes')
    const networks: { Name: string }[] = await engine.api.expectOk('GET', '/networks')
    return [
      ...containers.map(({ Names, State }) => `${Names[0]?.slice(1)} ${State}`),
      ...(volumes.Volumes ?? []).map(({ Name }) => `volume ${Name}`),
      ...networks.map(({ Name }) => `network ${Name}`).filter((name) => name.includes(MAP)),
    ].sort()
  }
  const ALL = [
    ...['db', 'solo', 'web'].map((name) => `${MAP}.${name} running`),
    `network ${MAP}.net`,
    `volume ${MAP}.data`,
  ].sort()

  /** The report is true: what is done is there, what is not is not; each failure has the Engine's words. */
  const expectTruthful = async (plan: Plan, report: Report): Promise<void> => {
    const there = await present()
    expect(report.ok).toBe(false)
    for (const { error } of failuresOf(report))
      expect(error).toMatchObject({ _tag: 'Refused', status: 500, message: expect.stringMatching(/no space left/) })
    const outcomes = new Map(report.steps.map(({ id, outcome }) => [id, outcome._tag]))
    for (const { id, action } of plan.steps) {
      if (action._tag !== 'CreateContainer' && action._tag !== 'CreateVolume') continue
      const isThere = there.some((one) => one.replace('volume ', '').split(' ')[0] === action.name)
      expect([id, isThere]).toEqual([id, outcomes.get(id) === 'Done'])
    }
  }
  const expectConverges = async (landscape: Landscape): Promise<void> => {
    expect(failuresOf(await live(landscape, 'update'))).toEqual([])
    expect((await planNow(landscape, 'update')).steps.map(({ id }) => id)).toEqual([])
    expect(await present()).toEqual(ALL)
  }

  beforeAll(async () => {
    await engine.start()
    await engine.api.importImage(`${MAP}/app`)
  })
  afterEach(async () => {
    engine.free()
    await engine.api.cleanUp(MAP)
  })
  afterAll(() => engine.remove())

  it('from nothing', async () => {
    const landscape = landscapeOf('1')
    const plan = await planNow(landscape, 'startup')
    engine.fill()
    const report = await run(plan, landscape.executor)()
    await expectTruthful(plan, report)
    const failed = failuresOf(report).map(({ id }) => id)
    expect(failed).toContain(`create volume:${MAP}.data@default`)
    expect(failed).toContain(`create container:${MAP}.solo@default`)
    engine.free()
    await expectConverges(landscape)
  })

  it('when all is created and nothing runs yet', async () => {
    const landscape = landscapeOf('1')
    await live(landscape, 'create')
    engine.fill()
    const plan = await planNow(landscape, 'start')
    const report = await run(plan, landscape.executor)()
    await expectTruthful(plan, report)
    expect(failuresOf(report).map(({ id }) => id)).toContain(`start container:${MAP}.db@default`)
    engine.free()
    await expectConverges(landscape)
  })

  it('when a new version comes: the old one runs on, with its data', async () => {
    const [old, young] = [landscapeOf('1'), landscapeOf('2')]
    await live(old, 'startup')
    engine.api.docker('exec', `${MAP}.db`, 'sh', '-c', 'echo kept > /data/file')
    const ids = engine.api.docker('ps', '--no-trunc', '--quiet').split('\n').sort()
    engine.fill()
    const report = await live(young, 'update')
    expect(report.ok).toBe(false)
    expect(await present()).toEqual(ALL)
    expect(engine.api.docker('ps', '--no-trunc', '--quiet').split('\n').sort()).toEqual(ids)
    engine.free()
    await expectConverges(young)
    expect(engine.api.docker('exec', `${MAP}.db`, 'sh', '-c', 'echo $VERSION; cat /data/file')).toBe('2\nkept')
  })
})
