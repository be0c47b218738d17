/** What a comparison of a few fields would not see, changed in the map or on the host: found, and repaired for just that reason. */
import type { Intent, IntentKind, IntentOptions, Plan } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmspot'

type Config = Readonly<Record<string, unknown>>

const intent = (kind: IntentKind, options: IntentOptions = {}): Intent => ({ kind, selection: [], options })

/** A config as it was, as the map has it now, and all that differs. */
const SPOTS: Readonly<Record<string, readonly [before: Config, after: Config, fields: ReadonlyArray<string>]>> = {
  variable: [{ environment: { A: '1', B: '2' } }, { environment: { A: '1' } }, ['Env.B']],
  link: [{ links: [['target', 'db']] }, {}, ['HostConfig.Links.db']],
  published: [{ exposes: [81, [82, 28_871]] }, { exposes: [81, 82] }, ['Ports.82/tcp']],
  exposed: [{ exposes: [81, 82] }, { exposes: [81] }, ['Ports.82/tcp']],
  command: [{ create_options: { command: 'sleep 1000' }, stop_signal: 'SIGKILL' }, { stop_signal: 'SIGKILL' }, ['Cmd']],
  user: [{ user: 2000 }, { user: '2000:100' }, ['User']],
  labels: [{ labels: { a: '1', b: '1' } }, { labels: { a: '2' } }, ['Labels.a', 'Labels.b']],
  host_name: [{ create_options: { hostname: 'one' } }, {}, ['Hostname']],
  read_only: [{ host_config: { read_only: true } }, {}, ['HostConfig.ReadonlyRootfs']],
  bind: [{ binds: [['/host', '/tmp', 'ro']] }, { binds: [['/host', '/tmp']] }, ['Mounts./host']],
  shares: [{ shares: ['/a', '/b'] }, { shares: ['/b', '/c'] }, ['Mounts./a', 'Mounts./c']],
  uses: [{ uses: 'target' }, {}, ['HostConfig.VolumesFrom.dmspot.target', 'Mounts./data']],
  capability: [{ host_config: { cap_drop: ['MKNOD'] } }, {}, ['HostConfig.CapDrop']],
  health: [{ healthcheck: { test: 'true', interval: '1s' } }, {}, ['Healthcheck.Interval', 'Healthcheck.Test']],
}

/** Nothing of them changes: with the others around them, they are left alone. */
const OTHERS: Readonly<Record<string, Config>> = {
  target: { shares: ['/data'], exposes: [5432] },
  guest: { network: 'target' },
  twins: { instances: ['x'] },
}

const DEAF = 'trap "" TERM INT; while true; do sleep 0.1; done'

const siteWith = (configs: Readonly<Record<string, Config>>): Config => ({
  name: MAP,
  containers: Object.fromEntries(
    Object.entries(configs).map(([name, config]) => [name, { image: `${MAP}/one`, stop_timeout: 5, ...config }]),
  ),
})

const before = siteWith({
  ...OTHERS,
  ...Object.fromEntries(Object.entries(SPOTS).map(([name, [was]]) => [name, was])),
  twins: { instances: ['x', 'y'] },
})
const after = siteWith({
  ...OTHERS,
  ...Object.fromEntries(Object.entries(SPOTS).map(([name, [, is]]) => [name, is])),
})

/** Every difference that a plan names as its reason, by config; what only follows from another step has none. */
const reasonsOf = ({ steps }: Plan): Readonly<Record<string, ReadonlyArray<string>>> => {
  const fields: Record<string, string[]> = {}
  for (const { action, reason } of steps) {
    if (reason._tag !== 'Changed' || !('name' in action)) continue
    const [, config = ''] = action.name.split('.')
    fields[config] = [...new Set([...(fields[config] ?? []), ...reason.changes.map(({ field }) => field)])].sort()
  }
  return fields
}

describeWithEngine('a blind spot', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (value: Config): Landscape => ({ compiled: compiledMap({ file: 'map', value }), executor })
  const inspected = (name: string, format: string): string =>
    engine.docker('inspect', `${MAP}.${name}`, '--format', format)

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  const converge = async (landscape: Landscape, kind: IntentKind, options: IntentOptions = {}) => {
    const lived = await live(landscape, intent(kind, options))
    expect(lived.report.steps.filter(({ outcome }) => outcome._tag !== 'Done')).toEqual([])
    expect(comparable(landscape, lived.observed)).toEqual(comparable(landscape, lived.predicted))
    expect(plannedNow(landscape, lived.observed, intent('update')).steps.map(({ id }) => id)).toEqual([])
    return lived
  }

  it('of the map is seen, and is the only reason', async () => {
    await converge(landscapeOf(before), 'startup')
    const guest = inspected('guest', '{{.Id}}')
    const { plan } = await converge(landscapeOf(after), 'update')
    expect(reasonsOf(plan)).toEqual(
      Object.fromEntries(Object.entries(SPOTS).map(([name, [, , fields]]) => [name, fields])),
    )
    expect(plan.warnings).toEqual([{ _tag: 'NotInMap', client: 'default', kind: 'container', name: `${MAP}.twins.y` }])
    expect(inspected('guest', '{{.Id}}')).toBe(guest)
  })

  it('of an instance that is no longer in the map is removed when that is asked for', async () => {
    await live(landscapeOf(before), intent('startup'))
    await live(landscapeOf(after), intent('update'))
    const { plan } = await converge(landscapeOf(after), 'update', { prune: true })
    expect(plan.steps.map(({ action, reason }) => [action._tag, reason._tag])).toEqual([
      ['StopContainer', 'NotInMap'],
      ['RemoveContainer', expect.stringMatching(/NotInMap|Follows/)],
    ])
  })

  it('of a host name: one in the network of another config has none of its own, and runs', async () => {
    await live(landscapeOf(after), intent('startup'))
    expect(inspected('guest', '{{.State.Status}}')).toBe('running')
    expect(engine.docker('exec', `${MAP}.guest`, 'hostname')).toBe(engine.docker('exec', `${MAP}.target`, 'hostname'))
  })

  it.each([
    ['with the usual signal', {}],
    ['with a signal of the map', { stop_signal: 'SIGINT' }],
  ])('of a container that ignores %s is ended by force', async (_, config) => {
    const deaf = siteWith({ deaf: { ...config, stop_timeout: 1, create_options: { command: ['sh', '-c', DEAF] } } })
    await live(landscapeOf(deaf), intent('startup'))
    const { report } = await live(landscapeOf(deaf), intent('stop'))
    expect(report).toMatchObject({ ok: true })
    expect(inspected('deaf', '{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 137')
    await live(landscapeOf(deaf), intent('shutdown'))
  })

  /** As `docker` would make it by hand, with one thing more. */
  const recreated = async (name: string, change: (config: Config, host: Config) => Config): Promise<void> => {
    const { Config, HostConfig } = await engine.expectOk('GET', `/containers/${MAP}.${name}/json`)
    await engine.expectOk('DELETE', `/containers/${MAP}.${name}?force=1&v=1`)
    await engine.expectOk('POST', `/containers/create?name=${MAP}.${name}`, change(Config, HostConfig))
    await engine.expectOk('POST', `/containers/${MAP}.${name}/start`)
  }

  it.each<readonly [string, (config: Config, host: Config) => Config, ReadonlyArray<string>]>([
    [
      'a variable more',
      (config, HostConfig) => ({ ...config, Env: [...(config['Env'] as string[]), 'MORE=1'], HostConfig }),
      ['Env.MORE'],
    ],
    [
      'a port more',
      (config, host) => ({
        ...config,
        ExposedPorts: { '99/tcp': {} },
        HostConfig: { ...host, PortBindings: { '99/tcp': [{ HostPort: '28872' }] } },
      }),
      ['Ports.99/tcp'],
    ],
    ['another user', (config, HostConfig) => ({ ...config, User: '3000', HostConfig }), ['User']],
    ['a limit', (config, host) => ({ ...config, HostConfig: { ...host, CpuShares: 100 } }), ['HostConfig.CpuShares']],
  ])('of a container that somebody made again with %s is repaired', async (_, change, fields) => {
    const one = landscapeOf(siteWith({ one: { environment: { A: '1' } } }))
    await live(one, intent('update', { prune: true }))
    await recreated('one', change)
    expect(reasonsOf(plannedNow(one, await observedNow(one), intent('update')))).toEqual({ one: fields })
    await converge(one, 'update')
  })
})
