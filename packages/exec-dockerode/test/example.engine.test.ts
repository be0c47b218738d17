/** The specification's example on a real Engine, from nothing and back to nothing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IntentKind, IntentOptions } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'example_map'
const EXAMPLE = join(__dirname, '../../../examples/site/dmap.yaml')

const intent = (kind: IntentKind, options: IntentOptions = {}) => ({ kind, selection: [], options })

describeWithEngine('the example of a site', (engine) => {
  const root = mkdtempSync(join(tmpdir(), 'dmap-site-'))
  const text = readFileSync(EXAMPLE, 'utf8').replace('/var/lib/site', root)
  const landscape: Landscape = {
    compiled: compiledMap({ file: 'dmap.yaml', text }),
    executor: executorAt(clientAt(engine.url)),
  }
  const inVolume = (container: string, command: string): string =>
    engine.docker('exec', '-u', '0', container, 'sh', '-c', command)

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage('registry.example.com/nginx:latest')
    await engine.importImage('registry.example.com/app:latest')
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await landscape.executor.close()
    rmSync(root, { recursive: true, force: true })
  })

  it('starts up from nothing: three run, three attached ones have exited with 0', async () => {
    const { report, observed } = await live(landscape, intent('startup'))
    expect(report).toMatchObject({ ok: true })
    const states = (observed.clients['default']?.containers ?? []).map(({ name, state }) => [
      name,
      state.status,
      state.exitCode,
    ])
    expect(states).toEqual([
      ['example_map.app_log', 'exited', 0],
      ['example_map.app_server.instance1', 'running', undefined],
      ['example_map.app_server.instance2', 'running', undefined],
      ['example_map.app_server_socket', 'exited', 0],
      ['example_map.web_log', 'exited', 0],
      ['example_map.web_server', 'running', undefined],
    ])
  })

  it('has prepared the socket directory, and all three containers see the same one', () => {
    const socket = '/var/lib/app/socket'
    expect(inVolume('example_map.app_server.instance1', `stat -c '%u:%g %a' ${socket}`)).toBe('2000:2000 750')
    inVolume('example_map.app_server.instance1', `touch ${socket}/app.sock`)
    expect(inVolume('example_map.app_server.instance2', `ls ${socket}`)).toBe('app.sock')
    expect(inVolume('example_map.web_server', `ls ${socket}`)).toBe('app.sock')
    expect(inVolume('example_map.web_server', "stat -c '%u:%g' /var/log/nginx")).toBe('0:0')
  })

  it('has nothing to do a second time', async () => {
    const observation = await observedNow(landscape)
    for (const kind of ['create', 'start', 'startup', 'update'] as const) {
      expect(plannedNow(landscape, observation, intent(kind)).steps.map(({ id }) => id)).toEqual([])
    }
  })

  const sequence: ReadonlyArray<readonly [IntentKind, IntentOptions]> = [
    ['restart', {}],
    ['stop', {}],
    ['start', {}],
    ['update', { force: true }],
    ['update', {}],
    ['stop', {}],
    ['remove', {}],
    ['create', {}],
    ['start', {}],
    ['shutdown', {}],
    ['startup', {}],
  ]
  it.each(sequence)('is as predicted after %s %j', async (kind, options) => {
    const { report, predicted, observed } = await live(landscape, intent(kind, options))
    expect(report).toMatchObject({ ok: true })
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
  })

  it('keeps attached containers and their volumes at a shutdown', async () => {
    const { observed } = await live(landscape, intent('shutdown'))
    const { containers } = observed.clients['default'] ?? { containers: [] }
    expect(containers.map(({ name }) => name)).toEqual([
      'example_map.app_log',
      'example_map.app_server_socket',
      'example_map.web_log',
    ])
    expect(containers.flatMap(({ mounts }) => mounts)).toHaveLength(3)
  })

  it('leaves nothing of ours when attached ones go as well', async () => {
    const volumes = (await observedNow(landscape)).clients['default']?.volumes.map(({ name }) => name) ?? []
    const { predicted, observed } = await live(landscape, intent('shutdown', { remove_attached: true }))
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(observed.clients['default']).toMatchObject({ containers: [], networks: [], volumes: [] })
    const left = engine.docker('volume', 'ls', '--quiet').split('\n')
    expect(left.filter((name) => volumes.includes(name))).toEqual([])
  })
})
