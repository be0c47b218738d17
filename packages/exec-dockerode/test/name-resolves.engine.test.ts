/** A neighbour in the network asks for a name again and again, while the container behind it is replaced. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Intent, IntentKind } from '@dmap/core'
import { describeWithEngine, dockerCommand, type TestEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, type Landscape, live } from './landscape'

const MAP = 'dmresolve'

type Config = Readonly<Record<string, unknown>>

const intent = (kind: IntentKind): Intent => ({ kind, selection: [], options: {} })

/** Prints `ok NAME` or `no NAME` for each look-up; the Engine notes when. */
const WATCH =
  'while true; do for n in $NAMES; do nslookup $n 127.0.0.11 >/dev/null 2>&1 && echo ok $n || echo no $n; done; done'

interface Asked {
  readonly name: string
  readonly found: boolean
  /** When it was asked at the earliest, and answered at the latest, in milliseconds. */
  readonly from: number
  readonly to: number
}

interface Span {
  readonly from: number
  readonly to: number
}

const askedBy = (engine: TestEngine, watcher: string): ReadonlyArray<Asked> => {
  const lines = engine.docker('logs', '--timestamps', watcher).split('\n')
  return lines.slice(1).map((line, index) => {
    const [time = '', word, name = ''] = line.split(' ')
    return {
      name,
      found: word === 'ok',
      from: Date.parse((lines[index] as string).split(' ')[0] as string),
      to: Date.parse(time),
    }
  })
}

/** While it ran: from the event of its start until it was told to stop. */
const lives = (events: ReadonlyArray<string>): ReadonlyArray<Span> => {
  const begun = new Map<string, number>()
  const spans: Span[] = []
  for (const line of events) {
    const [nano = '', action = '', id = ''] = line.split(' ')
    const time = Number(nano) / 1e6
    if (action === 'start') begun.set(id, time)
    const from = begun.get(id)
    if (action !== 'start' && from !== undefined) {
      spans.push({ from, to: time })
      begun.delete(id)
    }
  }
  return [...spans, ...[...begun.values()].map((from) => ({ from, to: Number.POSITIVE_INFINITY }))]
}

describeWithEngine('a name', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const network = `${MAP}.front`
  const watcher = `${MAP}-watcher`
  let events: ChildProcess | undefined
  const seen: string[] = []

  const landscapeOf = (app: Config): Landscape => ({
    compiled: compiledMap({
      file: 'map',
      value: {
        name: MAP,
        networks: { front: {} },
        containers: { app: { image: `${MAP}/one`, networks: ['front'], stop_timeout: 5, ...app } },
      },
    }),
    executor,
  })

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
    await engine.importImage(`${MAP}/two:latest`, { Labels: { number: '2' } })
  })
  afterEach(async () => {
    events?.kill()
    await engine.cleanUp(MAP)
  })
  afterAll(() => executor.close())

  const listen = async (): Promise<void> => {
    seen.length = 0
    const format = '{{.TimeNano}} {{.Action}} {{.ID}}'
    const filters = ['start', 'kill', 'die'].flatMap((event) => ['--filter', `event=${event}`])
    const since = engine.docker('info', '--format', '{{.SystemTime}}')
    events = spawn(dockerCommand(), [
      ...['--host', engine.url, 'events', '--since', since, '--filter', `label=io.dmap.map=${MAP}`, ...filters],
      ...['--format', format],
    ])
    if (events.stdout !== null) createInterface(events.stdout).on('line', (line) => seen.push(line))
  }

  const watched = async (before: Config, after: Config, names: string): Promise<ReadonlyArray<Asked>> => {
    await listen()
    await live(landscapeOf(before), intent('startup'))
    engine.docker(
      'run',
      '-d',
      '--name',
      watcher,
      '--network',
      network,
      '-e',
      `NAMES=${names}`,
      `${MAP}/one`,
      'sh',
      '-c',
      WATCH,
    )
    await until(() => askedBy(engine, watcher).length > 5)
    expect((await live(landscapeOf(after), intent('update'))).report).toMatchObject({ ok: true })
    const { length } = askedBy(engine, watcher)
    await until(() => askedBy(engine, watcher).length > length + 5)
    engine.docker('kill', watcher)
    return askedBy(engine, watcher)
  }

  /** Not found although one ran all the time while it was asked for. */
  const inVain = (asked: ReadonlyArray<Asked>): ReadonlyArray<Asked> => {
    const spans = lives(seen)
    return asked.filter(({ found, from, to }) => !found && spans.some((span) => span.from <= from && to <= span.to))
  }

  const NAMES = `${MAP}.app app`

  it('resolves at every moment at which a container runs, while one takes the place of another', async () => {
    const asked = await watched({}, { image: `${MAP}/two` }, NAMES)
    expect(inVain(asked)).toEqual([])
    const answers = lives(seen).map(({ from, to }) => asked.some((one) => one.found && from < one.to && one.from < to))
    expect(answers).toEqual([true, true])
  })

  it('resolves at every moment where the new one is started first', async () => {
    const first = { update_order: 'start-first', healthcheck: { test: 'true', interval: '1s' } }
    const asked = await watched(first, { ...first, image: `${MAP}/two` }, NAMES)
    expect(asked.filter(({ found }) => !found)).toEqual([])
    expect(lives(seen)).toHaveLength(2)
  })

  it('that instances share resolves at every moment', async () => {
    const three = { instances: ['x', 'y', 'z'] }
    const asked = await watched(three, { ...three, image: `${MAP}/two` }, 'app')
    expect(asked.filter(({ found }) => !found)).toEqual([])
    expect(lives(seen)).toHaveLength(6)
  })
})

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100))
}
