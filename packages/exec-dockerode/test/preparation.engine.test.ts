/** A volume gets its owner and mode whatever happened before, in both attached modes, and a healthy one is left alone. */
import type { Action, Intent, IntentKind, IntentOptions } from '@dmap/core'
import type { Executor } from '@dmap/runtime'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmprep'

const intent = (kind: IntentKind, options: IntentOptions = {}): Intent => ({ kind, selection: [], options })

const siteWith = (attached: string, volume: Readonly<Record<string, unknown>> = {}) => ({
  name: MAP,
  attached,
  volumes: { data: { path: '/data', user: 2000, permissions: 'u=rwX,g=rX,o=', ...volume } },
  containers: {
    app: { image: `${MAP}/one`, attaches: 'data', stop_timeout: 5 },
    web: { image: `${MAP}/one`, uses: 'data', stop_timeout: 5 },
  },
})

/** Ends each helper as soon as it is there, as somebody with `docker rm -f` could. */
const killingHelpers = (executor: Executor, kill: (helper: string) => Promise<boolean>): Executor => ({
  ...executor,
  perform: (action: Action, signal) => async () => {
    let over = false
    const result = executor
      .perform(action, signal)()
      .finally(() => {
        over = true
      })
    if (action._tag === 'PrepareVolume') while (!over && !(await kill(action.helper)));
    return result
  },
})

describeWithEngine('a preparation', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const run = (command: string, container = 'app'): string =>
    engine.docker('exec', '-u', '0', `${MAP}.${container}`, 'sh', '-c', command)
  const prepared = (): string => run("stat -c '%u:%g %a' /data /data/sub /data/sub/file | tr '\\n' ' '", 'web')

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
  })
  afterEach(() => engine.cleanUp(MAP))
  afterAll(() => executor.close())

  describe.each(['container', 'volume'])('with attached ones of the kind %s', (attached) => {
    const compiled = (volume = {}) => compiledMap({ file: 'map', value: siteWith(attached, volume) })
    const landscape: Landscape = { compiled: compiled(), executor }
    const steps = async (kind: IntentKind): Promise<ReadonlyArray<string>> =>
      plannedNow(landscape, await observedNow(landscape), intent(kind)).steps.map(({ action }) => action._tag)
    const mount = attached === 'container' ? ['--volumes-from', `${MAP}.data`] : ['-v', `${MAP}.data:/data`]

    /** Created and filled by hand, but nothing was prepared. */
    const filled = async (files: number): Promise<void> => {
      await live(landscape, intent('create'))
      const fill = `mkdir /data/sub; echo 1 > /data/sub/file; seq ${files} | sed 's#^#/data/sub/f#' | xargs touch`
      engine.docker('run', '--rm', '--name', `${MAP}-filler`, ...mount, `${MAP}/one`, 'sh', '-c', fill)
    }

    it('sets owner and mode of all that is in the volume, once', async () => {
      await filled(1)
      expect((await live(landscape, intent('startup'))).report).toMatchObject({ ok: true })
      expect(prepared()).toBe('2000:2000 750 2000:2000 750 2000:2000 640')
      const since = engine.docker('info', '--format', '{{.SystemTime}}')
      run('chown 0:0 /data/sub/file')
      for (const kind of ['startup', 'update', 'restart', 'stop', 'start'] as const)
        expect((await live(landscape, intent(kind))).report).toMatchObject({ ok: true })
      const until = engine.docker('info', '--format', '{{.SystemTime}}')
      const window = ['--since', since, '--until', until, '--filter', 'event=create', '--filter', 'event=start']
      const events = engine.docker(
        'events',
        ...window,
        '--filter',
        `label=io.dmap.map=${MAP}`,
        '--format',
        '{{.Action}} {{.Actor.Attributes.name}}',
      )
      expect(events.split('\n').sort()).toEqual([
        `start ${MAP}.app`,
        `start ${MAP}.app`,
        `start ${MAP}.web`,
        `start ${MAP}.web`,
      ])
      expect(prepared()).toContain('0:0 640')
    })

    it('is done by the next run where its helper was killed', async () => {
      await filled(20_000)
      const kill = async (helper: string) =>
        (await engine.request('DELETE', `/containers/${helper}?force=1`)).status === 204
      const { report } = await live(
        { compiled: landscape.compiled, executor: killingHelpers(executor, kill) },
        intent('startup'),
      )
      expect(report.steps.find(({ outcome }) => outcome._tag === 'Failed')?.id).toMatch(/^prepare /)
      expect(engine.docker('ps', '-q', '--filter', `name=${MAP}.`)).toBe('')
      expect(await steps('start')).toContain('PrepareVolume')
      expect((await live(landscape, intent('startup'))).report).toMatchObject({ ok: true })
      expect(prepared()).toBe('2000:2000 750 2000:2000 750 2000:2000 640')
    })

    it('is done in spite of a container of somebody else that has the volume mounted', async () => {
      await filled(1)
      engine.docker('run', '-d', '--name', `${MAP}-debug`, ...mount, `${MAP}/one`)
      expect(await steps('startup')).toContain('PrepareVolume')
      expect((await live(landscape, intent('startup'))).report).toMatchObject({ ok: true })
      expect(prepared()).toBe('2000:2000 750 2000:2000 750 2000:2000 640')
      expect(await steps('update')).toEqual([])
      expect(engine.docker('inspect', `${MAP}-debug`, '--format', '{{.State.Running}}')).toBe('true')
    })

    it('takes the place of a helper that a run left behind when it died', async () => {
      await filled(1)
      const plan = plannedNow(landscape, await observedNow(landscape), intent('startup'))
      const step = plan.steps.map(({ action }) => action).find((action) => action._tag === 'PrepareVolume')
      if (step?._tag !== 'PrepareVolume') throw new Error('nothing is prepared')
      const labels = Object.entries({ ...step.labels, 'io.dmap.kind': 'helper' }).flatMap((pair) => [
        '--label',
        pair.join('='),
      ])
      engine.docker('run', '-d', '--name', step.helper, ...labels, ...mount, `${MAP}/one`)
      expect((await live(landscape, intent('startup'))).report).toMatchObject({ ok: true })
      expect(prepared()).toBe('2000:2000 750 2000:2000 750 2000:2000 640')
    })

    it('that fails says how it ended and what it printed; nothing starts, and a better map repairs it', async () => {
      const broken = { compiled: compiled({ user: 'nosuch' }), executor }
      const { report } = await live(broken, intent('startup'))
      const failed = report.steps.find(({ outcome }) => outcome._tag === 'Failed')
      expect(failed).toMatchObject({
        id: expect.stringMatching(/^prepare /),
        outcome: { error: { exitCode: 1, output: expect.stringContaining('nosuch') } },
      })
      expect(engine.docker('ps', '-q', '--filter', `name=${MAP}.`)).toBe('')
      expect((await live(landscape, intent('update'))).report).toMatchObject({ ok: true })
      expect(run("stat -c '%u:%g %a' /data")).toBe('2000:2000 750')
    })
  })
})
