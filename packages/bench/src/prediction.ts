/**
 * Predicted against measured: for how long containers are away, over twenty random changes of a landscape, by the Engine's
 * own events. Two predictions: without knowledge of the host, and with the times of the runs before.
 */
import {
  type Compiled,
  compile,
  DEFAULT_PACE,
  type MeasuredStep,
  measuredOf,
  type Pace,
  planOf,
  scheduleOf,
} from '@dmap/core'
import { type Report, run } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type EngineEvent, listen } from './events'
import { NAME } from './landscape'
import { median } from './measure'
import { type Stage, swept } from './stage'
import { milliseconds, table } from './table'

const CHANGES = 20
const SEED = 7

/** How the programs take a stop signal, and what has to happen before they are of use. */
const CONFIGS = {
  prompt: { command: trapping('exit 0') },
  slow: { command: trapping('sleep 2; exit 0') },
  deaf: { command: 'sleep 3600', stop_timeout: 3 },
  delayed: { command: trapping('exit 0'), start_delay: '2s' },
  checked: { command: trapping('sleep 1; exit 0'), healthcheck: { test: 'true', interval: '2s', timeout: '5s' } },
} as const

function trapping(end: string): ReadonlyArray<string> {
  return ['/bin/sh', '-c', `trap "${end}" TERM; while :; do sleep 1 & wait $!; done`]
}

type Name = keyof typeof CONFIGS
const NAMES = Object.keys(CONFIGS) as ReadonlyArray<Name>

export const benchPrediction = async (stage: Stage): Promise<void> => {
  await swept(stage)
  const random = randomFrom(SEED)
  const versions = new Map<Name, number>(NAMES.map((name) => [name, 0]))
  const known: MeasuredStep[] = []
  await change(stage, versions, known)
  const tried: Tried[] = []
  for (let round = 0; round < CHANGES; round += 1) {
    const some = NAMES.filter(() => random() < 0.4)
    for (const name of some.length === 0 ? [NAMES[round % NAMES.length] as Name] : some) {
      versions.set(name, (versions.get(name) ?? 0) + 1)
    }
    tried.push(await change(stage, versions, known))
  }
  await swept(stage)
  const errors = {
    'without knowledge of the host': tried.map(({ measured, blind }) => errorOf(blind, measured)),
    'with the times of the runs before': tried.map(({ measured, informed }) => errorOf(informed, measured)),
  }
  stage.print(
    `### Predicted outage against measured, ${CHANGES} random changes (seed ${SEED})\n\n${table(
      ['predicted', 'median error', 'largest error', 'of the second half of the changes: median error'],
      Object.entries(errors).map(([name, list]) => [
        name,
        percent(median(list)),
        percent(Math.max(...list)),
        percent(median(list.slice(CHANGES / 2))),
      ]),
    )}\n`,
  )
  const rows = tried.map(({ changed, measured, blind, informed }) => [
    changed,
    ...[measured, blind, informed].map(milliseconds),
  ])
  stage.print(`${table(['changed', 'measured, ms', 'predicted blind, ms', 'with history, ms'], rows)}\n`)
}

/** Outages in milliseconds, summed over all containers. */
interface Tried {
  readonly changed: string
  readonly measured: number
  readonly blind: number
  readonly informed: number
}

/** Foretells an update, carries it out, and adds the times of its steps to what is known. */
const change = async (stage: Stage, versions: ReadonlyMap<Name, number>, known: MeasuredStep[]): Promise<Tried> => {
  const { executor, socketPath } = stage
  const map = mapOf(versions)
  const observed = await executor.observe(map.query)()
  if (isLeft(observed)) throw new Error(JSON.stringify(observed.left))
  const { observation } = observed.right
  const plan = planOf(map, observation, { kind: 'update', selection: [], options: {} })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  const outage = (pace: Pace): number =>
    scheduleOf(observation, plan.right, pace).outages.reduce((sum, { begin, end }) => sum + ((end ?? begin) - begin), 0)
  const [blind, informed] = [outage(DEFAULT_PACE), outage({ ...DEFAULT_PACE, measured: measuredOf(known) })]
  const events = await listen(socketPath)
  const report = await run(plan.right, executor)()
  if (!report.ok) throw new Error(JSON.stringify(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')))
  const measured = awayIn(events.end())
  known.push(...timesIn(report))
  const changed = NAMES.filter((name) =>
    plan.right.steps.some(({ action }) => action.target.startsWith(`container:${NAME}.${name}@`)),
  )
  return { changed: changed.join(', '), measured, blind, informed }
}

const timesIn = ({ steps }: Report): ReadonlyArray<MeasuredStep> =>
  steps.flatMap(({ id, outcome, took }) => (outcome._tag === 'Done' && took !== undefined ? [{ step: id, took }] : []))

/** From the signal to being of use again: running, after its delay, healthy where there is a check. */
const awayIn = (events: ReadonlyArray<EngineEvent>): number => {
  const since = new Map<string, number>()
  let sum = 0
  for (const { Action, timeNano, Actor } of events) {
    const { service = '' } = Actor.Attributes
    const begun = since.get(service)
    if (Action === 'kill' && begun === undefined) since.set(service, timeNano)
    if (Action !== (service === 'checked' ? 'health_status: healthy' : 'start') || begun === undefined) continue
    sum += (timeNano - begun) / 1e6 + (service === 'delayed' ? 2000 : 0)
    since.delete(service)
  }
  return sum
}

const mapOf = (versions: ReadonlyMap<Name, number>): Compiled => {
  const containers = Object.fromEntries(
    NAMES.map((name) => {
      const { command, ...rest } = { ...CONFIGS[name] }
      const create_options = { command, environment: { VERSION: String(versions.get(name)) } }
      return [name, { image: 'app', labels: { service: name }, create_options, ...rest }]
    }),
  )
  const result = compile([{ file: 'bench', value: { name: NAME, repository: NAME, containers } }])
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const errorOf = (predicted: number, measured: number): number => Math.abs(predicted - measured) / measured
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
