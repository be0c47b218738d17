/**
 * Faults of a real Engine, each one brought about: the report says what is so, the next update makes it what it should be,
 * and nothing is lost or left over.
 */
import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import type { IntentKind, Plan } from '@dmap/core'
import { type ExecutorError, failuresOf, type Report, type RunEvent, run } from '@dmap/runtime'
import { describeWithPrivateEngine, PrivateEngine, until } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, observedNow, plannedNow } from './landscape'

const NAME = 'dmfault'
const COUNT = 6

/** The Engine could never start it, and it was removed: a new plan makes it anew. */
const isRemoved = ({ error }: { readonly error: ExecutorError }): boolean =>
  error._tag === 'Refused' && error.removed === true

type Config = Readonly<Record<string, unknown>>

const mapOf = (containers: Readonly<Record<string, Config>>, networks: Config = { net: null }) => ({
  name: NAME,
  repository: NAME,
  networks,
  containers,
})

const alike = (count: number, more: Config = {}): Readonly<Record<string, Config>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`c${index}`, { image: 'app', networks: 'net', ...more }]),
  )

const intent = (kind: IntentKind) => ({ kind, selection: [], options: {} })

/** The others run with `DMAP_SOAK=1` only: each restart of an Engine takes its time. */
const inCi = (always: boolean) => (always || process.env['DMAP_SOAK'] === '1' ? it : it.skip)

describeWithPrivateEngine('faults of an Engine', () => {
  const engine = new PrivateEngine()

  const landscapeOf = (
    containers: Readonly<Record<string, Config>>,
    timeout?: number,
    networks?: Config,
  ): Landscape => ({
    compiled: compiledMap({ file: NAME, value: mapOf(containers, networks) }),
    executor: executorAt(clientAt(engine.url, timeout === undefined ? {} : { timeout })),
  })
  const planNow = async (landscape: Landscape, kind: IntentKind): Promise<Plan> =>
    plannedNow(landscape, await observedNow(landscape), intent(kind))
  const update = async (landscape: Landscape): Promise<Report> =>
    run(await planNow(landscape, 'update'), landscape.executor)()

  /** All that there is on the Engine: names and states. */
  const present = async (): Promise<Readonly<Record<string, string>>> => {
    const all: ReadonlyArray<{ Names: string[]; State: string }> = await engine.api.expectOk(
      'GET',
      '/containers/json?all=1',
    )
    return Object.fromEntries(all.map(({ Names, State }) => [Names[0]?.slice(1), State]).sort())
  }
  const running = (names: ReadonlyArray<string>) =>
    Object.fromEntries(names.map((name) => [`${NAME}.${name}`, 'running']))
  const names = Object.keys(alike(COUNT))

  /**
   * One update is enough, a second one has nothing to do, and there is nothing else. An Engine that was killed while
   * starting may never start those containers again; they are named and removed, and a new plan makes them anew.
   */
  const expectConverges = async (landscape: Landscape, expected = running(names)): Promise<void> => {
    let failures = failuresOf(await update(landscape))
    if (failures.some(isRemoved)) {
      expect(failures.filter((failure) => !isRemoved(failure))).toEqual([])
      failures = failuresOf(await update(landscape))
    }
    expect(failures).toEqual([])
    expect((await planNow(landscape, 'update')).steps.map(({ id }) => id)).toEqual([])
    expect(await present()).toEqual(expected)
  }
  /** What is reported as created is there; what is not reported as begun is not. */
  const expectTruthful = async (plan: Plan, report: Report): Promise<void> => {
    const there = Object.keys(await present())
    const outcomes = new Map(report.steps.map(({ id, outcome }) => [id, outcome._tag]))
    const gone = new Set(
      failuresOf(report)
        .filter(isRemoved)
        .map(({ id }) => id.replace(/^start /, 'create ')),
    )
    for (const { id, action } of plan.steps) {
      if (action._tag !== 'CreateContainer') continue
      if (outcomes.get(id) === 'Done' && !gone.has(id)) expect(there).toContain(action.name)
      if (outcomes.get(id) === 'Skipped') expect(there).not.toContain(action.name)
    }
  }
  /** Something happens when the first of the steps that match has been done. */
  const atFirst = (kind: string, then: () => void) => {
    let seen = false
    return ({ _tag, ...event }: RunEvent): void => {
      if (seen || _tag !== 'StepDone' || !('step' in event) || !String(event.step).startsWith(`${kind} container`))
        return
      seen = true
      then()
    }
  }

  beforeAll(async () => {
    await engine.start()
    await engine.api.importImage(`${NAME}/app`)
  })
  afterEach(() => engine.api.cleanUp(NAME))
  afterAll(() => engine.remove())

  describe.each(['create', 'start'])('killed when the first %s is done', (kind) => {
    inCi(kind === 'create')('and started again after the run', async () => {
      const landscape = landscapeOf(alike(COUNT))
      const plan = await planNow(landscape, 'startup')
      let killed: Promise<void> = Promise.resolve()
      const onEvent = atFirst(kind, () => {
        killed = engine.kill()
      })
      const report = await run(plan, landscape.executor, { onEvent })()
      await killed
      expect(report.ok).toBe(false)
      expect(new Set(failuresOf(report).map(({ error }) => error._tag))).toEqual(new Set(['Unreachable']))
      await engine.start()
      await expectTruthful(plan, report)
      await expectConverges(landscape)
    })

    inCi(false)('and started again at once', async () => {
      const landscape = landscapeOf(alike(COUNT))
      const plan = await planNow(landscape, 'startup')
      let restarted: Promise<void> = Promise.resolve()
      const onEvent = atFirst(kind, () => {
        restarted = engine.kill().then(() => engine.start())
      })
      const report = await run(plan, landscape.executor, { onEvent })()
      await restarted
      await expectTruthful(plan, report)
      await expectConverges(landscape)
    })
  })

  it('frozen: requests time out, and what they asked for is found by the next update', async () => {
    const hasty = landscapeOf(alike(COUNT), 2)
    const plan = await planNow(hasty, 'startup')
    const report = await run(plan, hasty.executor, { onEvent: atFirst('create', () => engine.freeze()) })()
    expect(failuresOf(report).map(({ error }) => error._tag)).toContain('TimedOut')
    const looked = await hasty.executor.observe(hasty.compiled.query)()
    expect(looked).toMatchObject({ right: { observation: { clients: {} }, unreachable: [expect.anything()] } })
    engine.thaw()
    const landscape = landscapeOf(alike(COUNT))
    await until('it has carried out what it was asked for', async () => {
      const before = JSON.stringify(await present())
      await new Promise((resolve) => setTimeout(resolve, 300))
      return before === JSON.stringify(await present())
    })
    await expectConverges(landscape)
  })

  it('a port that is taken: that container fails, the others run, and it starts once the port is free', async () => {
    const taken: ChildProcess = engine.inNetwork(
      process.execPath,
      '-e',
      'require("node:net").createServer().listen(8089)',
    )
    try {
      await until(
        'the port is taken',
        () => spawnSync('sh', ['-c', `grep -qi :1F99 /proc/${taken.pid}/net/tcp*`]).status === 0,
      )
      const landscape = landscapeOf({ ...alike(2), web: { image: 'app', exposes: { 80: 8089 } } })
      const report = await run(await planNow(landscape, 'startup'), landscape.executor)()
      expect(failuresOf(report)).toMatchObject([
        {
          id: `start container:${NAME}.web@default`,
          error: { _tag: 'Refused', message: expect.stringContaining('8089') },
        },
      ])
      expect(await present()).toEqual({ ...running(['c0', 'c1']), [`${NAME}.web`]: 'created' })
      taken.kill('SIGKILL')
      await until('the port is free', () => taken.exitCode !== null || taken.signalCode !== null)
      await expectConverges(landscape, running(['c0', 'c1', 'web']))
    } finally {
      taken.kill('SIGKILL')
    }
  })

  it('a network that goes away under a created container', async () => {
    const landscape = landscapeOf(alike(2))
    await run(await planNow(landscape, 'create'), landscape.executor)()
    const plan = await planNow(landscape, 'start')
    await engine.api.expectOk('DELETE', `/networks/${NAME}.net`)
    const report = await run(plan, landscape.executor)()
    expect(failuresOf(report).map(({ error }) => error)).toMatchObject([
      { _tag: 'Refused', message: expect.stringContaining(`${NAME}.net`) },
      { _tag: 'Refused', message: expect.stringContaining(`${NAME}.net`) },
    ])
    await expectConverges(landscape, running(['c0', 'c1']))
  })

  it('a pull from where nobody listens: only what needs the image is skipped', async () => {
    const landscape = landscapeOf({ ...alike(1), far: { image: '127.0.0.1:9/none/such:1' } })
    const report = await run(await planNow(landscape, 'startup'), landscape.executor)()
    expect(failuresOf(report)).toMatchObject([{ id: 'pull image:127.0.0.1:9/none/such:1@default' }])
    expect(await present()).toEqual(running(['c0']))
    await engine.api.importImage('127.0.0.1:9/none/such:1')
    await expectConverges(landscape, running(['c0', 'far']))
  })

  it('never healthy: what waits for it is not begun, and a new version that never gets healthy leaves the old one', async () => {
    const health = (test: string) => ({ test, interval: '200ms', timeout: '5s', retries: 1 })
    const configs = (test: string) => ({
      db: { image: 'app', networks: 'net', healthcheck: health(test) },
      web: { image: 'app', networks: 'net', depends_on: { db: 'healthy' } },
    })
    const bad = landscapeOf(configs('echo broken; false'))
    const report = await run(await planNow(bad, 'startup'), bad.executor)()
    expect(failuresOf(report)).toMatchObject([{ error: { _tag: 'Failed', output: 'broken\n' } }])
    expect(report.counts.skipped).toBeGreaterThan(0)
    expect(await present()).not.toMatchObject({ [`${NAME}.web`]: 'running' })
    await expectConverges(landscapeOf(configs('true')), running(['db', 'web']))
    const again = await update(bad)
    expect(again.ok).toBe(false)
    expect(await present()).toEqual(running(['db', 'web']))
    await expectConverges(landscapeOf(configs('true')), running(['db', 'web']))
  })

  inCi(false)('killed again and again', async () => {
    for (let round = 0; round < 6; round += 1) {
      const landscape = landscapeOf(alike(COUNT))
      const plan = await planNow(landscape, 'startup')
      let count = 0
      let killed: Promise<void> = Promise.resolve()
      const onEvent = ({ _tag }: RunEvent): void => {
        if (_tag !== 'StepStarted') return
        count += 1
        if (count === 2 + 2 * round) killed = engine.kill()
      }
      const report = await run(plan, landscape.executor, { onEvent })()
      await killed
      await engine.start()
      await expectTruthful(plan, report)
      await expectConverges(landscape)
      await engine.api.cleanUp(NAME)
    }
  })
})
