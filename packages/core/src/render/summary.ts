/** The line below a plan: how much of what, on how many hosts, and what is foretold. */
import type { Plan, PlanSummary } from '../plan/plan'
import { type Prediction, predictionText } from './prediction'
import { countText } from './words'

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
  return [what, ...(prediction === undefined ? [] : predictionText(prediction, plan))].join('; ')
}
