/** Steps that an executor has no way to carry out, told before anything is done. */
import type { Plan, Step, StepId } from '@dmap/core'
import type { Executor, ExecutorError } from './executor'

/** A step, and the names of the options in it that cannot be expressed. */
export interface Inability {
  readonly step: Step
  readonly options: ReadonlyArray<string>
  readonly message: string
}

/**
 * All steps of a plan that the executor lacks the words for; looks at nothing but the plan.
 *
 * @example
 * inabilities(plan, executor).map(({ message }) => message)
 * // ['Entrypoint cannot be expressed by ssh-cli on apps1']
 */
export const inabilities = (
  plan: Plan,
  { name, abilities }: Pick<Executor, 'name' | 'abilities'>,
): ReadonlyArray<Inability> =>
  plan.steps.flatMap((step) => {
    const options = abilities.lacks(step.action)
    const message = `${options.join(', ')} cannot be expressed by ${name} on ${step.action.client}`
    return options.length === 0 ? [] : [{ step, options, message }]
  })

/** The same as what `RunOptions.refused` takes. */
export const refusedByAbilities = (plan: Plan, executor: Executor): Readonly<Record<StepId, ExecutorError>> =>
  Object.fromEntries(
    inabilities(plan, executor).map(({ step, message }) => [
      step.id,
      { _tag: 'Unable', client: step.action.client, request: step.action._tag, message },
    ]),
  )
