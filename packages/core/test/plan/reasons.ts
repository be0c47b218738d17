/** Whether the reason of every step leads somewhere. */
import type { Plan, Reason, Step } from '../../src/plan/plan'
import type { Resources } from '../../src/resource/resource'

/**
 * What is wrong with the reasons of a plan: a field that is nowhere in the files, a cause that is no step of the plan, or no
 * resource of the map; empty where all lead to a field with file and line, or to a named cause.
 */
export const strayReasons = (plan: Plan, resources: Resources): ReadonlyArray<string> => {
  const steps = new Set(plan.steps.map(({ id }) => id))
  const ids = new Set<string>(resources.all.map(({ id }) => id))
  return plan.steps.flatMap((step) => [
    ...(isPlaced(step, plan) ? [] : [`${step.id}: its field leads to no place in the files`]),
    ...('step' in step.reason && !steps.has(step.reason.step)
      ? [`${step.id}: no step "${step.reason.step}" in the plan`]
      : []),
    ...('id' in step.reason && !ids.has(step.reason.id) ? [`${step.id}: no resource ${step.reason.id}`] : []),
    ...(saysNothing(step.reason) ? [`${step.id}: nothing changed`] : []),
  ])
}

/** What the map no longer has stands nowhere in it: its name, in the step, is the cause. */
const isPlaced = ({ id, reason }: Step, plan: Plan): boolean =>
  reason._tag === 'NotInMap' || (reason.field.length > 0 && plan.sources[id] !== undefined)

const saysNothing = (reason: Reason): boolean => reason._tag === 'Changed' && reason.changes.length === 0
