/** The chain of causes of a step: from the step upstream to the first cause, which is a field, a state or a wish. */
import type { Action } from '../plan/action'
import type { Plan, Reason, Step, StepId } from '../plan/plan'
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
  const about = new Map<string, Step[]>()
  for (const step of plan.steps) {
    const others = about.get(step.action.target)
    if (others === undefined) about.set(step.action.target, [step])
    else others.push(step)
  }
  return (id) => {
    const chain: Line[] = []
    const seen = new Set<StepId>()
    for (let step = steps.get(id); step !== undefined && !seen.has(step.id); step = upstream(step, steps, about)) {
      seen.add(step.id)
      const line = lines.get(step.id)
      if (line !== undefined) chain.push(line)
    }
    return chain
  }
}

const upstream = (
  { reason, action }: Step,
  steps: ReadonlyMap<StepId, Step>,
  about: ReadonlyMap<string, ReadonlyArray<Step>>,
): Step | undefined => {
  switch (reason._tag) {
    case 'Follows':
    case 'Cascade':
    case 'Rolling':
      return steps.get(reason.step)
    case 'NeededBy':
    case 'DependsOn':
    case 'Unprepared': {
      const candidates = about.get(reason.id) ?? []
      return candidates.find((step) => isInNeed(step, reason, action)) ?? candidates[0]
    }
    default:
      return undefined
  }
}

/** Whether it is this step of the dependent that the need is for: it may leave a network before, for a cause of its own. */
const isInNeed = ({ action }: Step, reason: Reason, needed: Action): boolean => {
  if (reason._tag === 'Unprepared') return action._tag === 'StartContainer' || action._tag === 'RestartContainer'
  if (reason._tag !== 'NeededBy') return false
  if (reason.because._tag === 'HelperImage') return action._tag === 'PrepareVolume'
  if (action._tag === 'ConnectNetwork') return needed.target === `network:${action.network}@${action.client}`
  return action._tag === 'CreateContainer'
}
