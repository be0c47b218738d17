import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import type { Action } from '@dmap/core'
import { dockerodeExecutor } from '@dmap/exec-dockerode'
import { run } from '@dmap/runtime'
import {
  describeWithEngine,
  describeWithSshd,
  dockerCommand,
  startSshd,
  type TestEngine,
  testEngine,
} from '@dmap/testing'
import { shellScript } from '../src/script'
import { executorFor, localClient, sshClient } from './clients'
import { carriedOut, comparable, compiledMap, intentOf, MAP, observedBy, orThrow, planned } from './landscape'
import { killed } from './servers'

const SECRET = 'hunter2 "and" $more \\ `x`'

/** What a host needs that is not described with `engine`. */
const withDocker = {
  environment: {
    PATH: `${dirname(dockerCommand())}:/usr/sbin:/usr/bin:/sbin:/bin`,
    DOCKER_HOST: testEngine().url,
  },
}

const prepareEngine = (engine: TestEngine, name: string): void => {
  beforeAll(async () => {
    await engine.cleanUp(name)
    await engine.importImage(`${name}/base:1`)
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
  })
  afterAll(() => engine.cleanUp(name))
}

const dockerodeAt = (engine: TestEngine) =>
  dockerodeExecutor({
    clients: { default: { base_url: engine.url, interfaces: {}, interfaces_ipv6: {}, compare: {} } },
    secrets: async () => SECRET,
    surroundings: { tlsVerify: false, configuration: {} },
  })

describeWithSshd(
  'a landscape by the docker command over SSH',
  (sshd) => {
    const name = 'sshfidel'
    const engine = testEngine()
    const compiled = compiledMap(MAP(name))
    prepareEngine(engine, name)
    const executor = () => executorFor(sshClient(sshd.get()), { db: SECRET })

    it('is as the Engine API makes it, and seen alike by both', async () => {
      const other = dockerodeAt(engine)
      await carriedOut(other, compiled, intentOf('startup'))
      const byApi = comparable(await observedBy(other, compiled))
      await carriedOut(other, compiled, intentOf('shutdown', { remove_attached: true }))

      const own = executor()
      await carriedOut(own, compiled, intentOf('startup'))
      const seen = await observedBy(own, compiled)
      expect(comparable(seen)).toEqual(byApi)
      expect(await observedBy(other, compiled)).toEqual(seen)
      await own.close()
      await other.close()
    })

    it('is made over one handshake', () => {
      expect(sshd.get().logins()).toBe(1)
    })

    it('has nothing to do a second time, which takes a few round trips', async () => {
      const own = executor()
      const plan = await planned(own, compiled, intentOf('update'))
      expect(plan.steps.map(({ id }) => id)).toEqual([])
      expect(own.requests?.()).toBeLessThanOrEqual(6)
      await own.close()
    })

    it('is the same after an update that makes all anew, and gone after a shutdown', async () => {
      const own = executor()
      const before = comparable(await observedBy(own, compiled))
      await carriedOut(own, compiled, intentOf('update', { force: true }))
      expect(comparable(await observedBy(own, compiled))).toEqual(before)
      await carriedOut(own, compiled, intentOf('shutdown', { remove_attached: true }))
      expect(comparable(await observedBy(own, compiled))).toMatchObject({ containers: [], networks: [] })
      await own.close()
    })
  },
  { engine: true },
)

describeWithEngine('a script made of a plan', (engine) => {
  const name = 'sshs'
  const compiled = compiledMap(MAP(name))
  prepareEngine(engine, name)
  const executor = executorFor(localClient(engine.url), { db: SECRET })
  afterAll(() => executor.close())

  const runByHand = async (intent: ReturnType<typeof intentOf>): Promise<void> => {
    const plan = await planned(executor, compiled, intent)
    const text = shellScript(plan, { clients: { default: localClient(engine.url) } })
    expect(text).not.toContain('hunter2')
    const { status, stderr } = spawnSync('sh', ['-s'], {
      input: text,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DMAP_SECRET_db: SECRET },
    })
    expect([status, stderr]).toEqual([0, ''])
  }

  it('does by hand what the executor does', async () => {
    await carriedOut(executor, compiled, intentOf('startup'))
    const expected = comparable(await observedBy(executor, compiled))
    await runByHand(intentOf('shutdown', { remove_attached: true }))
    expect(comparable(await observedBy(executor, compiled))).toMatchObject({ containers: [], networks: [] })
    await runByHand(intentOf('startup'))
    expect(comparable(await observedBy(executor, compiled))).toEqual(expected)
    const { body } = await engine.request('GET', `/containers/${name}.db/json`)
    expect(body.Config.Env).toContain(`PASSWORD=${SECRET}`)
  })

  it('asks for the values of secrets', async () => {
    await carriedOut(executor, compiled, intentOf('shutdown', { remove_attached: true }))
    const text = shellScript(await planned(executor, compiled, intentOf('startup')))
    const { status, stderr } = spawnSync('sh', ['-s'], {
      input: text,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    })
    expect(status).not.toBe(0)
    expect(stderr).toContain('DMAP_SECRET_db: the value of a secret')
  })
})

describeWithSshd(
  'many actions at once over a server with its default limits',
  (sshd) => {
    const name = 'sshn'
    const engine = testEngine()
    afterAll(() => engine.cleanUp(name))

    it('go over one handshake, and none is refused', async () => {
      const executor = executorFor(sshClient(sshd.get()))
      const names = Array.from({ length: 100 }, (_, index) => `${name}.v${index}`)
      const all = (action: (name: string) => Action) =>
        Promise.all(
          names.map(async (one) => orThrow(await executor.perform(action(one), new AbortController().signal)())),
        )
      const about = (one: string) => ({ client: 'default', name: one, target: `volume:${one}@default` as const })
      await all((one) => ({ ...about(one), _tag: 'CreateVolume', body: { Labels: { 'io.dmap.map': name } } }))
      const query = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
      const { observation } = orThrow(await executor.observe({ map: name, clients: { default: query } })())
      expect(observation.clients['default']?.volumes).toHaveLength(100)
      await all((one) => ({ ...about(one), _tag: 'RemoveVolume' }))
      // Six shells and the batches that they were given; one by one it would be 201.
      expect(executor.requests?.()).toBeLessThan(110)
      await executor.close()
      expect(sshd.get().logins()).toBe(1)
    })
  },
  { engine: true },
)

describeWithSshd(
  'an sshd that is killed in the middle',
  () => {
    const name = 'sshk'
    const engine = testEngine()
    const compiled = compiledMap(MAP(name))
    prepareEngine(engine, name)

    it('leaves a truthful report, and the next run converges', async () => {
      const first = await startSshd(withDocker)
      const broken = executorFor(sshClient(first), { db: SECRET })
      const plan = await planned(broken, compiled, intentOf('startup'))
      let stopped: Promise<void> | undefined
      const report = await run(plan, broken, {
        onEvent: (event) => {
          if (event._tag === 'StepStarted' && event.step.startsWith('start ')) stopped ??= killed(first)
        },
      })()
      await stopped
      await broken.close()
      expect(report.ok).toBe(false)
      const errors = report.steps.flatMap(({ outcome }) => (outcome._tag === 'Failed' ? [outcome.error._tag] : []))
      expect(new Set(errors)).toEqual(new Set(['Unreachable']))

      const second = await startSshd(withDocker)
      const whole = executorFor(sshClient(second), { db: SECRET })
      await carriedOut(whole, compiled, intentOf('startup'))
      expect((await planned(whole, compiled, intentOf('update'))).steps.map(({ id }) => id)).toEqual([])
      await whole.close()
      await second.stop()
    })
  },
  { engine: true },
)
