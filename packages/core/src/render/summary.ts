/** The line below a plan: how much of what, on how many hosts, and what is foretold. */
import { compareText } from '../base/compare-text'
import type { Plan, PlanSummary } from '../plan/plan'
import type { Prediction } from './prediction'
import { countText, durationText, printable } from './words'

const NOUNS: ReadonlyArray<readonly [keyof PlanSummary, string]> = [
  ['create', 'to create'],
  ['replace', 'to replace'],
  ['update', 'to update'],
  ['remove', 'to remove'],
]

/**
 * @example
 * summaryText(plan) // '3 to create, 1 to replace in 14 steps on 2 hosts'
 */
export const summaryText = (plan: Plan, prediction?: Prediction): string => {
  if (plan.steps.length === 0) return 'Nothing to do.'
  const counts = NOUNS.flatMap(([key, noun]) => (plan.summary[key] > 0 ? [`${plan.summary[key]} ${noun}`] : []))
  const steps = `${countText(plan.steps.length, 'step')} on ${countText(plan.summary.hosts, 'host')}`
  const what = counts.length === 0 ? steps : `${counts.join(', ')} in ${steps}`
  return [what, ...(prediction === undefined ? [] : foretold(prediction))].join('; ')
}

const foretold = ({ outages, criticalPath, duration }: Prediction): ReadonlyArray<string> => {
  const down = Object.entries(outages)
    .filter(([, seconds]) => seconds > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([config, seconds]) => `${printable(config)} ${durationText(seconds)}`)
  return [
    `predicted outage: ${down.length === 0 ? 'none' : down.join(', ')}`,
    `critical path ${durationText(duration)}: ${printable(criticalPath.join(' → '))}`,
  ]
}
