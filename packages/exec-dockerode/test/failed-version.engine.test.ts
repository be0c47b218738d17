/** A new version that does not work leaves the old one as it was, also where only one of them can have address and port. */
import type { Intent, IntentKind } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, live, observedNow, plannedNow } from './landscape'

const MAP = 'dmfailed'
const ADDRESS = '10.216.1.77'

type Config = Readonly<Record<string, unknown>>

const intent = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

const siteWith = (app: Config) => ({
  name: MAP,
  networks: { front: { ipam: { config: [{ subnet: '10.216.1.0/24' }] } } },
  containers: {
    app: {
      image: `${MAP}/one`,
      stop_timeout: 5,
      environment: { VERSION: '1' },
      host_config: { restart_policy: { Name: 'always' } },
      ...app,
    },
  },
})

const ADDRESSED: Config = { networks: [{ front: { ipv4_address: ADDRESS } }] }
const PUBLISHED: Config = { exposes: [[80, 28_873]] }

const START: Config = { image: `${MAP}/broken` }
const HEALTH: Config = { healthcheck: { test: 'false', interval: '1s', retries: 1 } }
const END: Config = { create_options: { command: ['sh', '-c', 'exit 3'] }, start_delay: '2s' }
const COMMAND: Config = { environment: { VERSION: '2' }, exec_commands: [['false', 'root', 'created']] }

/** What only one of them can have, what the new one does, and the step that fails. */
const FAILURES: ReadonlyArray<readonly [what: string, Config, does: string, Config, failed: string]> = [
  ['a static address', ADDRESSED, 'does not start', START, 'start'],
  ['a static address', ADDRESSED, 'never gets healthy', HEALTH, 'wait'],
  ['a fixed host port', PUBLISHED, 'does not start', START, 'start'],
  ['a fixed host port', PUBLISHED, 'never gets healthy', HEALTH, 'wait'],
  ['both', { ...ADDRESSED, ...PUBLISHED }, 'ends at once', END, 'wait'],
  ['both', { ...ADDRESSED, ...PUBLISHED }, 'fails at a command', COMMAND, 'exec'],
]

describeWithEngine('the old version', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (app: Config): Landscape => ({
    compiled: compiledMap({ file: 'map', value: siteWith(app) }),
    executor,
  })

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage(`${MAP}/broken:latest`, { Cmd: ['/no/such/command'] })
  })
  afterEach(() => engine.cleanUp(`${MAP}.app`))
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  /** What is there of it: all that a failed replacement could have left otherwise. */
  const seen = async () => {
    const { Id, State, HostConfig, NetworkSettings } = await engine.expectOk('GET', `/containers/${MAP}.app/json`)
    return {
      Id,
      status: State.Status,
      policy: HostConfig.RestartPolicy.Name,
      ports: NetworkSettings.Ports,
      networks: Object.entries(NetworkSettings.Networks as Record<string, { IPAMConfig: unknown }>).map(
        ([name, { IPAMConfig }]) => [name, IPAMConfig],
      ),
    }
  }

  it.each(FAILURES.map(([what, kind, does, broken, failed]) => [what, does, kind, broken, failed] as const))(
    'with %s runs again when the new one %s',
    async (_, __, kind, broken, failed) => {
      const works = landscapeOf(kind)
      await live(works, intent('startup'))
      const before = await seen()
      const { report } = await live(landscapeOf({ ...kind, ...broken }), intent('update'))

      expect(await seen()).toEqual(before)
      const names = engine.docker('ps', '-a', '--filter', `name=${MAP}`, '--format', '{{.Names}}')
      expect(names.split('\n')).toEqual([`${MAP}.app`])
      expect(plannedNow(works, await observedNow(works), intent('update')).steps).toEqual([])

      expect(report).toMatchObject({ ok: false, counts: { failed: 1 } })
      expect(report.steps.find(({ outcome }) => outcome._tag === 'Failed')?.id).toMatch(new RegExp(`^${failed} `))
      const undone = report.steps.flatMap(({ outcome }) => (outcome._tag === 'Undone' ? [outcome.complete] : []))
      expect([undone.length > 0, undone.every(Boolean)]).toEqual([true, true])
    },
  )
})
