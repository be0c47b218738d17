/** What hangs on a container by link, by its network or by its volumes works on after that one was replaced. */
import type { Intent, IntentKind, IntentOptions } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { comparable, compiledMap, type Landscape, live, plannedNow } from './landscape'

const MAP = 'dmdepend'

type Config = Readonly<Record<string, unknown>>

const intent = (kind: IntentKind, selection: ReadonlyArray<string> = [], options: IntentOptions = {}): Intent => ({
  kind,
  selection,
  options,
})

const siteWith = (target: Config) => ({
  name: MAP,
  containers: Object.fromEntries(
    Object.entries({
      target: { shares: ['/data'], binds: [['/host', '/tmp', 'ro']], ...target },
      linked: { links: [['target', 'store']] },
      guest: { network: 'target' },
      guest_of_guest: { network: 'guest' },
      reader: { uses: 'target' },
      stranger: {},
    }).map(([name, config]) => [name, { image: `${MAP}/one`, stop_timeout: 5, ...config }]),
  ),
})

describeWithEngine('a dependent', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const landscapeOf = (target: Config): Landscape => ({
    compiled: compiledMap({ file: 'map', value: siteWith(target) }),
    executor,
  })
  const run = (config: string, ...command: ReadonlyArray<string>): string =>
    engine.docker('exec', `${MAP}.${config}`, ...command)
  const idOf = (config: string): string => engine.docker('inspect', `${MAP}.${config}`, '--format', '{{.Id}}')
  const addressOf = (config: string): string =>
    run(config, 'sh', '-c', "ip -4 -o address show eth0 | awk '{ print $4 }' | cut -d / -f 1")

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage(`${MAP}/two:latest`, { Labels: { number: '2' } })
    await live(landscapeOf({}), intent('startup'))
    run('target', 'touch', '/data/kept')
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  const expectWorking = (): void => {
    const address = addressOf('target')
    expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect([addressOf('guest'), addressOf('guest_of_guest')]).toEqual([address, address])
    expect(run('linked', 'sh', '-c', 'grep -w store /etc/hosts')).toContain(address)
    run('linked', 'ping', '-c', '1', '-W', '5', 'store')
    expect([run('target', 'ls', '/data'), run('reader', 'ls', '/data')]).toEqual(['kept', 'kept'])
    run('reader', 'touch', '/data/from-reader')
    run('target', 'rm', '/data/from-reader')
  }

  // What is done to the target, and which of the others are made anew for it.
  it.each<readonly [string, Config, Intent, ReadonlyArray<string>]>([
    ['changed', { environment: { NEW: '1' } }, intent('update'), ['guest', 'guest_of_guest', 'linked']],
    ['of another image', { image: `${MAP}/two` }, intent('update'), ['guest', 'guest_of_guest', 'linked']],
    [
      'made anew since somebody asked for it',
      { image: `${MAP}/two` },
      intent('update', ['target'], { force: true }),
      ['guest', 'guest_of_guest', 'linked'],
    ],
    [
      'changed in its volumes',
      { shares: ['/data', '/more'] },
      intent('update'),
      ['guest', 'guest_of_guest', 'linked', 'reader'],
    ],
  ])('works where its target is %s', async (_, target, how, anew) => {
    const names = ['linked', 'guest', 'guest_of_guest', 'reader', 'stranger']
    const before = Object.fromEntries(names.map((name) => [name, idOf(name)]))
    const landscape = landscapeOf(target)
    const { report, predicted, observed } = await live(landscape, how)
    expect(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')).toEqual([])
    expect(comparable(landscape, observed)).toEqual(comparable(landscape, predicted))
    expect(plannedNow(landscape, observed, intent('update')).steps.map(({ id }) => id)).toEqual([])
    expectWorking()
    expect(names.filter((name) => idOf(name) !== before[name]).sort()).toEqual(anew)
  })
})
