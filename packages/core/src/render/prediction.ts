/** What a simulation foretells of a plan, as far as renderings show it. */
import type { Plan, StepId } from '../plan/plan'
import { partsOf, type ResourceId } from '../resource/id'
import type { Schedule } from '../simulate/schedule'
import { countText, durationText, printable } from './words'

export interface Prediction {
  /** Container (`shop.web`, with several hosts `shop.web on edge`) to the seconds in which it is away; null: it stays away. */
  readonly outages: Readonly<Record<string, number | null>>
  /** The same by resource. */
  readonly away: Readonly<Record<ResourceId, number | null>>
  /** Steps of the longest chain, in order. */
  readonly criticalPath: ReadonlyArray<StepId>
  /** Seconds that the longest chain takes. */
  readonly duration: number
}

/** Steps or objects of the critical path that are named; of a longer one, its ends. */
const MOST_LINKS = 4

/** Containers whose outage the summary names: of more, how many there are, and the longest. */
const MOST_OUTAGES = 4

/**
 * @example
 * predictionOf(scheduleOf(observation, plan))
 */
export const predictionOf = ({ outages, criticalPath, makespan }: Schedule): Prediction => {
  const hosts = new Set(outages.map(({ id }) => partsOf(id).client))
  const away = new Map<ResourceId, number | null>()
  for (const { id, begin, end } of outages) {
    const before = away.get(id) ?? 0
    if (away.get(id) !== null) away.set(id, end === null ? null : before + (end - begin) / 1000)
  }
  const named = [...away].map(([id, seconds]) => {
    const { name, client } = partsOf(id)
    return [hosts.size > 1 ? `${name} on ${client}` : name, seconds] as const
  })
  return {
    outages: Object.fromEntries(named),
    away: Object.fromEntries(away),
    criticalPath,
    duration: makespan / 1000,
  }
}

/**
 * `, away 12.5 s` after containers that are; of several, the longest time.
 *
 * @example
 * awayText(['container:shop.web@edge'], prediction) // ', away 12.5 s'
 */
export const awayText = (ids: ReadonlyArray<ResourceId>, { away }: Prediction): string => {
  const times = ids.flatMap((id) => (Object.hasOwn(away, id) ? [away[id] ?? null] : []))
  const longest = times.some((time) => time === null) ? null : Math.max(...times.map(Number))
  if (times.length === 0 || longest === null) return ''
  const each = ids.length === 1 ? '' : times.every((time) => time === longest) ? ' each' : ' at most'
  return `, away ${durationText(longest)}${each}`
}

/**
 * @param plan whose steps they are: then the critical path is told by the objects that it leads over
 * @example
 * predictionText(prediction) // ['predicted outage: shop.web 12.5 s', 'critical path 47 s: stop … → start …']
 * predictionText(prediction, plan) // ['predicted outage: shop.web 12.5 s', 'critical path 47 s: shop.db → shop.web']
 */
export const predictionText = (prediction: Prediction, plan?: Plan): ReadonlyArray<string> => {
  const { outages, criticalPath, duration } = prediction
  const back = backText(
    Object.entries(outages).flatMap(([name, seconds]) => (seconds === null ? [] : [{ name, seconds }])),
  )
  const away = Object.keys(outages).filter((name) => outages[name] === null)
  const gone = away.length > 1 ? [`${away.length} stay down`] : away.map((name) => `${printable(name)} stays down`)
  const down = [...back, ...gone]
  const path = plan === undefined ? shortened(criticalPath, 'step') : shortened(objectsOn(criticalPath, plan), 'object')
  return [
    `predicted outage: ${down.length === 0 ? 'none' : down.join(', ')}`,
    `critical path ${durationText(duration)}: ${printable(path.join(' → '))}`,
  ]
}

const backText = (back: ReadonlyArray<{ readonly name: string; readonly seconds: number }>): ReadonlyArray<string> => {
  const texts = back.map(({ name, seconds }) => `${printable(name)} ${durationText(seconds)}`)
  const longest = Math.max(...back.map(({ seconds }) => seconds))
  return texts.length > MOST_OUTAGES ? [`${texts.length} containers, each at most ${durationText(longest)}`] : texts
}

/** Each object once for all of its steps that stand together. */
const objectsOn = (path: ReadonlyArray<StepId>, { steps, summary }: Plan): ReadonlyArray<string> => {
  const targets = new Map(steps.map(({ id, action }) => [id, action.target]))
  const names = path.flatMap((id) => {
    const target = targets.get(id)
    if (target === undefined) return [id]
    const { kind, name, client } = partsOf(target)
    return [`${kind === 'container' ? '' : `${kind} `}${name}${summary.hosts > 1 ? ` on ${client}` : ''}`]
  })
  return names.filter((name, index) => name !== names[index - 1])
}

const shortened = (path: ReadonlyArray<string>, noun: string): ReadonlyArray<string> => {
  if (path.length <= MOST_LINKS) return path
  const ends = MOST_LINKS / 2
  return [...path.slice(0, ends), `(${countText(path.length - MOST_LINKS, noun)})`, ...path.slice(-ends)]
}
