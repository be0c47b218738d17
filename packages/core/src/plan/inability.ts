/** Steps that an executor has no way to carry out, told before anything is done. */
import type { Action } from './action'
import type { Plan, Step } from './plan'

/** A step, and the names of the options in it that cannot be expressed. */
export interface Inability {
  readonly step: Step
  readonly options: ReadonlyArray<string>
  readonly message: string
}

/** What an executor says of itself. */
export interface Able {
  readonly name: string
  /** Names of the options in an action that it cannot express. */
  readonly abilities: { readonly lacks: (action: Action) => ReadonlyArray<string> }
}

/**
 * All steps of a plan that the executor lacks the words for; looks at nothing but the plan.
 *
 * @example
 * inabilities(plan, executor).map(({ message }) => message)
 * // ['Entrypoint cannot be expressed by ssh-cli on apps1']
 */
export const inabilities = (plan: Plan, { name, abilities }: Able): ReadonlyArray<Inability> =>
  plan.steps.flatMap((step) => {
    const options = abilities.lacks(step.action)
    const message = `${options.join(', ')} cannot be expressed by ${name} on ${step.action.client}`
    return options.length === 0 ? [] : [{ step, options, message }]
  })
