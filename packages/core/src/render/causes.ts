/** The chain of causes of a step: from the step upstream to the first cause, which is a field, a state or a wish. */
import type { Plan, Step, StepId } from '../plan/plan'
import { type Line, linesOf } from './line'

/** From a step to its chain: the step itself first, the first cause last. Ids that the plan lacks give an empty one. */
export type Causes = (id: StepId) => ReadonlyArray<Line>

/**
 * @example
 * causesIn(plan)('start container:shop.web@default').map(({ why }) => why)
 * // ['it follows "create container:shop.web~next@default"', 'Image changed']
 */
export const causesIn = (plan: Plan): Causes => {
  const lines = new Map(linesOf(plan).map((line) => [line.id, line]))
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  const firsts = new Map<string, Step>()
  for (const step of plan.steps) if (!firsts.has(step.action.target)) firsts.set(step.action.target, step)
  return (id) => {
    const chain: Line[] = []
    const seen = new Set<StepId>()
    for (let step = steps.get(id); step !== undefined && !seen.has(step.id); step = upstream(step, steps, firsts)) {
      seen.add(step.id)
      const line = lines.get(step.id)
      if (line !== undefined) chain.push(line)
    }
    return chain
  }
}

const upstream = (
  { reason }: Step,
  steps: ReadonlyMap<StepId, Step>,
  firsts: ReadonlyMap<string, Step>,
): Step | undefined => {
  switch (reason._tag) {
    case 'Follows':
    case 'Cascade':
    case 'Rolling':
      return steps.get(reason.step)
    case 'NeededBy':
    case 'DependsOn':
      return firsts.get(reason.id)
    default:
      return undefined
  }
}
