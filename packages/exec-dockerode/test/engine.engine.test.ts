import type { Action, ActionOf, ContainerBody, EngineText, JsonObject, Query, ResourceId } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'

const prefix = 'dme'
const image = `${prefix}/base:1`
const labels = { 'io.dmap.map': prefix }

describeWithEngine('the Engine API', (engine) => {
  const executor = executorAt(clientAt(engine.url), { password: 'hunter2' })
  const perform = (action: Action, signal = new AbortController().signal) => executor.perform(action, signal)()
  const about = (name: string) => ({ client: 'default', name, target: `container:${name}@default` as ResourceId })
  const create = (name: string, body: Partial<ContainerBody> = {}) =>
    perform({
      ...about(name),
      _tag: 'CreateContainer',
      body: { Image: image, Labels: labels, ...body } as ContainerBody,
    })
  const start = (name: string) => perform({ ...about(name), _tag: 'StartContainer' })
  const run = async (name: string, body: Partial<ContainerBody> = {}) => {
    await create(name, body)
    expect(await start(name)).toMatchObject({ _tag: 'Right' })
  }
  const exec = (name: string, command: ReadonlyArray<EngineText>, more: Partial<ActionOf<'Exec'>> = {}): Action => ({
    ...about(name),
    _tag: 'Exec',
    command,
    user: 'root',
    ignoreExit: false,
    ...more,
  })
  const wait = (name: string, condition: ActionOf<'Wait'>['condition'], timeout: number | null = 30e9): Action => ({
    ...about(name),
    _tag: 'Wait',
    condition,
    timeout,
  })
  const inspect = async (name: string) => (await engine.request('GET', `/containers/${name}/json`)).body

  beforeAll(async () => {
    await engine.cleanUp(prefix)
    await engine.importImage(image)
  })
  afterAll(() => engine.cleanUp(prefix))

  describe('a command', () => {
    const name = `${prefix}.exec`
    beforeAll(() => run(name))

    it('gives both of its streams', async () => {
      const result = await perform(exec(name, ['sh', '-c', 'echo out; echo err >&2']))
      expect(result).toMatchObject({ right: { exitCode: 0, output: expect.stringMatching(/^(out\nerr|err\nout)\n$/) } })
    })

    it('fails with its exit code and output, unless that is to be ignored', async () => {
      const command = ['sh', '-c', 'echo no; exit 3']
      expect(await perform(exec(name, command))).toMatchObject({
        left: { _tag: 'Failed', exitCode: 3, output: 'no\n' },
      })
      expect(await perform(exec(name, command, { ignoreExit: true }))).toMatchObject({ right: { exitCode: 3 } })
    })

    it('fails where there is no such program', async () => {
      expect(await perform(exec(name, ['no-such-program']))).toMatchObject({ left: { _tag: 'Failed' } })
    })

    it('runs as its user', async () => {
      expect(await perform(exec(name, ['id', '-u'], { user: '1234:1234' }))).toMatchObject({
        right: { output: '1234\n' },
      })
    })

    it('gets secrets, and shows none of them', async () => {
      const command = ['echo', 'it is', { $concat: ['<', { $secret: 'password' }, '>'] }] as ReadonlyArray<EngineText>
      expect(await perform(exec(name, command))).toMatchObject({ right: { output: 'it is <<secret>>\n' } })
    })

    it('keeps the end of a long output', async () => {
      const result = await perform(exec(name, ['sh', '-c', 'head -c 200000 /dev/zero | tr "\\0" x; echo end']))
      const { output = '' } = (result as { right: { output?: string } }).right
      expect([output.length, output.slice(-5)]).toEqual([65536, 'xend\n'])
    })

    it('is left alone when the run is cancelled, and the report says so', async () => {
      const cancel = new AbortController()
      const running = perform(exec(name, ['sh', '-c', 'echo started; sleep 60']), cancel.signal)
      await until(async () => ((await inspect(name)).ExecIDs ?? []).length > 0)
      cancel.abort()
      expect(await running).toMatchObject({
        left: { _tag: 'Cancelled', message: expect.stringContaining('may still run') },
      })
    })
  })

  describe('a wait', () => {
    const check = (Test: string): JsonObject => ({ Test: ['CMD-SHELL', Test], Interval: 2e8, Timeout: 1e9, Retries: 2 })

    it('for health ends when the check succeeds', async () => {
      await run(`${prefix}.healthy`, { Healthcheck: check('true') })
      expect(await perform(wait(`${prefix}.healthy`, { _tag: 'Healthy' }))).toEqual({ _tag: 'Right', right: {} })
    })

    it('for health fails with the last answer of the check', async () => {
      await run(`${prefix}.sick`, { Healthcheck: check('echo not today; exit 1') })
      expect(await perform(wait(`${prefix}.sick`, { _tag: 'Healthy' }))).toMatchObject({
        left: { _tag: 'Failed', message: expect.stringContaining('health check failed'), output: 'not today\n' },
      })
    })

    it('for health fails when the container ends first', async () => {
      await run(`${prefix}.ends`, {
        Cmd: ['sh', '-c', 'sleep 0.5; exit 4'],
        Healthcheck: { ...check('exit 1'), Retries: 100 },
      })
      expect(await perform(wait(`${prefix}.ends`, { _tag: 'Healthy' }))).toMatchObject({
        left: { _tag: 'Failed', exitCode: expect.any(Number) },
      })
    })

    it('gives up after its time', async () => {
      await run(`${prefix}.slow`, { Healthcheck: { ...check('exit 1'), StartPeriod: 60e9 } })
      expect(await perform(wait(`${prefix}.slow`, { _tag: 'Healthy' }, 3e8))).toMatchObject({
        left: { _tag: 'TimedOut' },
      })
      expect(await perform(wait(`${prefix}.slow`, { _tag: 'Completed' }, 3e8))).toMatchObject({
        left: { _tag: 'TimedOut' },
      })
    })

    it('for the end takes exit code 0, and shows what one with another code printed', async () => {
      await run(`${prefix}.good`, { Cmd: ['true'] })
      expect(await perform(wait(`${prefix}.good`, { _tag: 'Completed' }))).toEqual({
        _tag: 'Right',
        right: { exitCode: 0, output: '' },
      })
      await run(`${prefix}.bad`, { Cmd: ['sh', '-c', 'echo alas; exit 5'] })
      expect(await perform(wait(`${prefix}.bad`, { _tag: 'Completed' }))).toMatchObject({
        left: { _tag: 'Failed', exitCode: 5, output: 'alas\n' },
      })
    })

    it('for a delay fails when the container ends within it', async () => {
      await run(`${prefix}.short`, { Cmd: ['sh', '-c', 'exit 6'] })
      expect(await perform(wait(`${prefix}.short`, { _tag: 'Delay', nanoseconds: 5e9 }))).toMatchObject({
        left: { _tag: 'Failed', exitCode: 6 },
      })
    })

    it('for a delay fails when a restart policy hides the end', async () => {
      const name = `${prefix}.revived`
      const Cmd = ['sh', '-c', '[ -e /tmp/first ] && sleep 60; touch /tmp/first; exit 6']
      await run(name, { Cmd, HostConfig: { RestartPolicy: { Name: 'on-failure' } } })
      await until(async () => (await inspect(name)).RestartCount > 0)
      expect(await perform(wait(name, { _tag: 'Delay', nanoseconds: 1e6 }))).toMatchObject({
        left: { _tag: 'Failed', message: expect.stringContaining('started again') },
      })
    })

    it('ends when the run is cancelled', async () => {
      const cancel = new AbortController()
      await run(`${prefix}.waits`)
      const running = perform(wait(`${prefix}.waits`, { _tag: 'Completed' }, null), cancel.signal)
      cancel.abort()
      expect(await running).toMatchObject({ left: { _tag: 'Cancelled' } })
    })
  })

  describe('a preparation', () => {
    const volume = `${prefix}.data`
    const prepare = (more: Partial<ActionOf<'PrepareVolume'>> = {}): Action => ({
      client: 'default',
      target: `volume:${volume}@default`,
      _tag: 'PrepareVolume',
      mount: { _tag: 'VolumesFrom', container: `${prefix}.holder` },
      path: '/data',
      owner: '2000:2000',
      mode: 'u=rwX,g=rX,o=',
      image,
      helper: `${prefix}.helper`,
      labels,
      ...more,
    })
    const gone = async () => (await engine.request('GET', `/containers/${prefix}.helper/json`)).status

    beforeAll(async () => {
      await run(`${prefix}.holder`, { Volumes: { '/data': {} } })
      await perform(exec(`${prefix}.holder`, ['sh', '-c', 'mkdir /data/sub; echo 1 > "/data/sub/a b"']))
    })

    it('sets owner and mode of all that is in the volume, both', async () => {
      expect(await perform(prepare())).toMatchObject({ right: { exitCode: 0 } })
      const seen = await perform(
        exec(`${prefix}.holder`, ['stat', '-c', '%u:%g %a', '/data', '/data/sub', '/data/sub/a b']),
      )
      expect(seen).toMatchObject({ right: { output: '2000:2000 750\n2000:2000 750\n2000:2000 640\n' } })
      expect(await gone()).toBe(404)
    })

    describe('by names', () => {
      const own = `${prefix}/own:1`
      beforeAll(() =>
        engine.importImage(own, { Volumes: { '/cache': {} }, Entrypoint: ['/bin/false'], User: 'nobody' }),
      )

      it('knows those of its image', async () => {
        expect(await perform(prepare({ owner: 'app:nobody', image: own }))).toMatchObject({ right: { exitCode: 0 } })
        expect(await perform(exec(`${prefix}.holder`, ['stat', '-c', '%u:%g', '/data/sub']))).toMatchObject({
          right: { output: '2000:65534\n' },
        })
      })

      it("leaves no volume behind that its image declares, and the holder's alone", async () => {
        const HostConfig = { VolumesFrom: [`${prefix}.holder`] }
        await create(`${prefix}.helper`, { Image: own, HostConfig, Labels: { ...labels, 'io.dmap.kind': 'helper' } })
        const { Mounts } = await inspect(`${prefix}.helper`)
        const nameAt = (path: string) => Mounts.find((mount: JsonObject) => mount['Destination'] === path)?.Name
        const statusAt = async (path: string) => (await engine.request('GET', `/volumes/${nameAt(path)}`)).status
        expect([await statusAt('/cache'), await statusAt('/data')]).toEqual([200, 200])
        // What an earlier run left over is removed as its own helper is.
        expect(await perform(prepare({ owner: 'app', image: own }))).toMatchObject({ right: { exitCode: 0 } })
        expect([await statusAt('/cache'), await statusAt('/data')]).toEqual([404, 200])
      })
    })

    it('fails with its output, leaves no helper behind, and the volume where it was', async () => {
      const result = await perform(prepare({ owner: 'nobody-knows' }))
      expect(result).toMatchObject({
        left: {
          _tag: 'Failed',
          message: expect.stringContaining(
            'must have /bin/sh, chown, and the names nobody-knows; otherwise write numbers',
          ),
          output: expect.stringContaining('nobody-knows'),
        },
      })
      expect(await gone()).toBe(404)
      expect(await perform(exec(`${prefix}.holder`, ['ls', '/data/sub']))).toMatchObject({ right: { output: 'a b\n' } })
    })

    it('reads nothing of its arguments as commands', async () => {
      const result = await perform(prepare({ owner: null, mode: '$(touch /data/oops)' }))
      expect(result).toMatchObject({ left: { _tag: 'Failed' } })
      expect(await perform(exec(`${prefix}.holder`, ['ls', '/data']))).toMatchObject({ right: { output: 'sub\n' } })
    })

    it('leaves no helper behind when it is cancelled', async () => {
      const cancel = new AbortController()
      const running = perform(prepare(), cancel.signal)
      await until(async () => (await gone()) === 200)
      cancel.abort()
      await running
      expect(await gone()).toBe(404)
    })
  })

  describe('an observation', () => {
    const query = (more: Partial<Query['clients'][string]> = {}): Query => ({
      map: `${prefix}o`,
      clients: { default: { containers: [], networks: [], volumes: [], images: [], secrets: {}, ...more } },
    })
    const observe = async (asked: Query) => {
      const seen = await executor.observe(asked)()
      if (seen._tag === 'Left') throw new Error(JSON.stringify(seen.left))
      expect(seen.right.unreachable).toEqual([])
      return { ...seen.right.observation.clients['default'], requests: seen.right.requests }
    }

    beforeAll(async () => {
      const ours = { 'io.dmap.map': `${prefix}o` }
      await engine.expectOk('POST', '/volumes/create', { Name: `${prefix}o.v`, Labels: ours })
      await engine.expectOk('POST', '/networks/create', { Name: `${prefix}o.n`, Labels: ours })
      const Env = ['A=1', 'P=hunter2']
      await create(`${prefix}o.ours`, { Labels: ours, Env, HostConfig: { NetworkMode: `${prefix}o.n` } })
      await create(`${prefix}o.named`)
      await create(`${prefix}.stranger`, { HostConfig: { Binds: [`${prefix}o.v:/v`] } })
    })
    afterAll(() => engine.cleanUp(`${prefix}o`))

    it('holds what is ours, what has our names, and who mounts our volumes', async () => {
      const seen = await observe(
        query({ containers: [`${prefix}o.named`], volumes: [`${prefix}o.v`], images: [image] }),
      )
      expect(seen.containers?.map(({ name }) => name)).toEqual([
        `${prefix}.stranger`,
        `${prefix}o.named`,
        `${prefix}o.ours`,
      ])
      expect(seen.networks?.map(({ name }) => name)).toEqual([`${prefix}o.n`])
      expect(seen.volumes).toMatchObject([{ name: `${prefix}o.v`, users: [`${prefix}.stranger`] }])
      expect(seen.images).toMatchObject([{ references: expect.arrayContaining([image]) }])
      expect(seen.engine).toMatchObject({
        version: expect.stringMatching(/^\d/),
        apiVersion: expect.stringMatching(/^1\./),
      })
    })

    it('takes as many requests as there are objects that matter, and one per image', async () => {
      const [one, all] = [
        await observe(query()),
        await observe(query({ containers: [`${prefix}o.named`], images: [image] })),
      ]
      // info, three lists, one network; then the containers, and their one image.
      expect([one.requests, all.requests]).toEqual([4 + 1 + 1 + 1, 4 + 1 + 2 + 1])
    })

    it('holds no value of a secret', async () => {
      const seen = await observe(query({ secrets: { [`${prefix}o.ours`]: ['P'] } }))
      expect(JSON.stringify(seen)).not.toContain('hunter2')
      expect(JSON.stringify(seen)).toContain('A=1')
    })
  })

  it('stops a container that ignores its signal by force, and notices one that was told to stop and cancelled', async () => {
    const name = `${prefix}.deaf`
    await run(name, { Cmd: ['sh', '-c', 'trap "" TERM INT; while true; do sleep 0.1; done'] })
    const cancel = new AbortController()
    const stop: Action = { ...about(name), _tag: 'StopContainer', signal: null, timeout: 60 }
    const running = perform(stop, cancel.signal)
    setImmediate(() => cancel.abort())
    expect(await running).toMatchObject({ left: { _tag: 'Cancelled', message: expect.stringContaining('still runs') } })
    expect(await perform({ ...stop, timeout: 1 })).toEqual({ _tag: 'Right', right: {} })
  })

  it('starts what is paused no second time, unpauses it, and stops it as it is', async () => {
    const name = `${prefix}.paused`
    await run(name)
    await engine.expectOk('POST', `/containers/${name}/pause`)
    expect(await perform({ ...about(name), _tag: 'UnpauseContainer' })).toEqual({ _tag: 'Right', right: {} })
    await engine.expectOk('POST', `/containers/${name}/pause`)
    expect(await perform({ ...about(name), _tag: 'StopContainer', signal: null, timeout: 1 })).toMatchObject({
      _tag: 'Right',
    })
    expect((await inspect(name)).State.Running).toBe(false)
  })

  it('puts secrets into a container that is made', async () => {
    await create(`${prefix}.secret`, { Env: [{ $concat: ['P=', { $secret: 'password' }] }] })
    expect((await inspect(`${prefix}.secret`)).Config.Env).toContain('P=hunter2')
  })
})

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds()));
}
