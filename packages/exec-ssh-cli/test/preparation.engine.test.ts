/** Owner and mode of a volume, in both attached modes, by a helper container and by commands on the host. */
import { describeWithEngine } from '@dmap/testing'
import { executorFor, localClient } from './clients'
import { carriedOut, compiledMap, intentOf, planned } from './landscape'

const NAME = 'sshprep'

const textWith = (attached: string): string => `
name: ${NAME}
attached: ${attached}
volumes: { data: { path: /data, user: 2000, permissions: 'u=rwX,g=rX,o=' } }
app: { image: ${NAME}/one, attaches: data, stop_timeout: 5 }
web: { image: ${NAME}/one, uses: data, stop_timeout: 5 }
`

describeWithEngine('a preparation by the docker command', (engine) => {
  beforeAll(async () => {
    await engine.cleanUp(NAME)
    await engine.importImage(`${NAME}/one:latest`)
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
  })
  afterEach(() => engine.cleanUp(NAME))

  it.each([
    ['container', false],
    ['container', true],
    ['volume', false],
    ['volume', true],
  ])('of one of the kind %s (on the host itself: %s) is done once', async (attached, host_commands) => {
    const executor = executorFor(localClient(engine.url, { host_commands }))
    const compiled = compiledMap(textWith(attached))
    const since = engine.docker('info', '--format', '{{.SystemTime}}')
    await carriedOut(executor, compiled, intentOf('startup'))
    const until = engine.docker('info', '--format', '{{.SystemTime}}')
    const labels = ['io.dmap.kind=helper', `io.dmap.map=${NAME}`]
    const filters = ['--filter', 'event=create', ...labels.flatMap((label) => ['--filter', `label=${label}`])]
    const helpers = engine.docker('events', '--since', since, '--until', until, ...filters, '--format', '{{.Action}}')
    expect(helpers).toBe(host_commands ? '' : 'create')
    expect(engine.docker('exec', `${NAME}.web`, 'stat', '-c', '%u:%g %a', '/data')).toBe('2000:2000 750')
    for (const kind of ['startup', 'update', 'start'] as const)
      expect((await planned(executor, compiled, intentOf(kind))).steps).toEqual([])
    await executor.close()
  })
})
