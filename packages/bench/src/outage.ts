/** A chain of five configs that all change: for how long each of them is away, by the Engine's own events. */
import { type EngineEvent, listen } from './events'
import { compiled, live, type Service } from './landscape'
import { median } from './measure'
import { type Stage, swept } from './stage'
import { milliseconds, table, times } from './table'

const NAMES = ['a', 'b', 'c', 'd', 'e']

/** A stop takes two seconds (the image's doing), and it is healthy after one. */
const chain = (version: string): ReadonlyArray<Service> =>
  NAMES.map((name, index) => ({
    name,
    environment: { VERSION: version },
    healthcheck: { test: 'true', interval: '1s', timeout: '5s', retries: 3 },
    ...(index === 0 ? {} : { after: NAMES[index - 1] as string }),
  }))

export const benchOutage = async (stage: Stage): Promise<void> => {
  const { executor, compose } = stage
  const [before, after] = [chain('1'), chain('2')]
  const ways = [
    {
      name: 'dmap',
      first: () => live(compiled(before), executor, 'startup'),
      change: () => live(compiled(after), executor, 'update'),
    },
    ...(compose === undefined
      ? []
      : [
          {
            name: 'Compose',
            first: () => {
              compose.write(before)
              return compose.up()
            },
            change: () => {
              compose.write(after)
              return compose.up()
            },
          },
        ]),
  ]
  const outages = ways.map((): number[] => [])
  const took = ways.map((): number[] => [])
  for (let round = 0; round < Math.max(3, stage.rounds >> 1); round += 1) {
    for (const [index, way] of ways.entries()) {
      await swept(stage)
      await way.first()
      await allHealthy(stage)
      const events = await listen(stage.socketPath)
      const began = process.hrtime.bigint()
      await way.change()
      await allHealthy(stage)
      took[index]?.push(Number(process.hrtime.bigint() - began) / 1e6)
      outages[index]?.push(outageIn(events.end()))
    }
  }
  await swept(stage)
  const compared = median(outages[1] ?? [])
  stage.print(
    `### Five configs in a chain, all changed: time away, summed\n\n${table(
      ['', 'outage, ms', 'in all, ms', ...(compose === undefined ? [] : ['outage ÷ Compose'])],
      ways.map(({ name }, index) => {
        const outage = median(outages[index] ?? [])
        const share = compose === undefined ? [] : [times(outage / compared)]
        return [name, milliseconds(outage), milliseconds(median(took[index] ?? [])), ...share]
      }),
    )}\n`,
  )
}

const allHealthy = async ({ send }: Stage): Promise<void> => {
  const filters = encodeURIComponent(JSON.stringify({ label: ['service'], health: ['healthy'] }))
  for (;;) {
    const found = (await send({ method: 'GET', path: `/containers/json?filters=${filters}` })) as ReadonlyArray<unknown>
    if (found.length === NAMES.length) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Milliseconds, summed over all services. */
const outageIn = (events: ReadonlyArray<EngineEvent>): number => {
  const byService = new Map<string, EngineEvent[]>()
  for (const event of events) {
    const { service = '' } = event.Actor.Attributes
    byService.set(service, [...(byService.get(service) ?? []), event])
  }
  return [...byService.values()].reduce((sum, list) => sum + outageOf(list), 0)
}

/**
 * A service is away from the moment when its last container that was healthy is told to stop, until one is healthy. Who
 * was there before the first event is not known by its id: whoever is told to stop first was.
 */
const outageOf = (events: ReadonlyArray<EngineEvent>): number => {
  const healthy = new Set<string>()
  let since: number | null = null
  let sum = 0
  for (const { Action, timeNano, Actor } of events) {
    if (Action === 'health_status: healthy') {
      healthy.add(Actor.ID)
      sum += (timeNano - (since ?? timeNano)) / 1e6
      since = null
    } else if (Action === 'kill' || Action === 'die') {
      healthy.delete(Actor.ID)
      if (healthy.size === 0) since ??= timeNano
    }
  }
  return sum
}
