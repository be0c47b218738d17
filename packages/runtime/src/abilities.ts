/** Steps that an executor has no way to carry out never begin. */
import { inabilities, type Plan, type StepId } from '@dmap/core'
import type { Executor, ExecutorError } from './executor'

/** What `RunOptions.refused` takes. */
export const refusedByAbilities = (plan: Plan, executor: Executor): Readonly<Record<StepId, ExecutorError>> =>
  Object.fromEntries(
    inabilities(plan, executor).map(({ step, message }) => [
      step.id,
      { _tag: 'Unable', client: step.action.client, request: step.action._tag, message },
    ]),
  )
