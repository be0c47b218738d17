/** What a simulation foretells of a plan, as far as renderings show it. */
import type { StepId } from '../plan/plan'
import { partsOf } from '../resource/id'
import type { Schedule } from '../simulate/schedule'
import { countText, durationText, printable } from './words'

export interface Prediction {
  /** Container (`shop.web`, with several hosts `shop.web on edge`) to the seconds in which it is away; null: it stays away. */
  readonly outages: Readonly<Record<string, number | null>>
  /** Steps of the longest chain, in order. */
  readonly criticalPath: ReadonlyArray<StepId>
  /** Seconds that the longest chain takes. */
  readonly duration: number
}

/** Steps of the critical path that are named; of a longer one, its ends. */
const MOST_STEPS = 4

/**
 * @example
 * predictionOf(scheduleOf(observation, plan))
 */
export const predictionOf = ({ outages, criticalPath, makespan }: Schedule): Prediction => {
  const hosts = new Set(outages.map(({ id }) => partsOf(id).client))
  const away = new Map<string, number | null>()
  for (const { id, begin, end } of outages) {
    const { name, client } = partsOf(id)
    const key = hosts.size > 1 ? `${name} on ${client}` : name
    const before = away.get(key) ?? 0
    if (away.get(key) !== null) away.set(key, end === null ? null : before + (end - begin) / 1000)
  }
  return { outages: Object.fromEntries(away), criticalPath, duration: makespan / 1000 }
}

/**
 * @example
 * predictionText(prediction) // ['predicted outage: shop.web 12.5 s', 'critical path 47 s: stop … → start …']
 */
export const predictionText = ({ outages, criticalPath, duration }: Prediction): ReadonlyArray<string> => {
  const back = Object.entries(outages).flatMap(([name, seconds]) =>
    seconds === null ? [] : [`${printable(name)} ${durationText(seconds)}`],
  )
  const away = Object.keys(outages).filter((name) => outages[name] === null)
  const gone = away.length > 1 ? [`${away.length} stay down`] : away.map((name) => `${printable(name)} stays down`)
  const down = [...back, ...gone]
  return [
    `predicted outage: ${down.length === 0 ? 'none' : down.join(', ')}`,
    `critical path ${durationText(duration)}: ${printable(shortened(criticalPath).join(' → '))}`,
  ]
}

const shortened = (path: ReadonlyArray<StepId>): ReadonlyArray<string> => {
  if (path.length <= MOST_STEPS) return path
  const ends = MOST_STEPS / 2
  return [...path.slice(0, ends), `(${countText(path.length - MOST_STEPS, 'step')})`, ...path.slice(-ends)]
}
