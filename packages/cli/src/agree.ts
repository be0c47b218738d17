/** What comes between a plan and its first step: somebody's consent, and the values that it needs. */
import { namesIn, type Plan } from '@dmap/core'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Choice, chooseExecutors, isDryrun } from './choose-executor'
import { confirm } from './confirm'
import type { Acting } from './context'
import { type Failure, usage } from './failure'
import type { Hosts } from './hosts'
import { secretVariable } from './secrets'

/** Nothing to do, or nothing but a simulation: then nobody is asked, and no secret is needed. */
export const agree = async (plan: Plan, hosts: Hosts, context: Acting): Promise<Either<Failure, void>> => {
  const { io, options } = context
  const choice = chooseExecutors(options.executor, hosts)
  if (isLeft(choice)) return choice
  if (plan.steps.length === 0 || isDryrun(choice.right)) return right(undefined)
  const consent = await confirm(plan, options.yes === true, io)
  return isLeft(consent) ? consent : secretsGiven(plan, choice.right, context)
}

/** A value that is not there would fail a step in the middle of the run. */
const secretsGiven = async (plan: Plan, choice: Choice, context: Acting): Promise<Either<Failure, void>> => {
  const secrets = await context.secrets()
  if (isLeft(secrets)) return secrets
  const sent = plan.steps
    .filter(({ action }) => choice[action.client] !== 'dryrun')
    .map(({ action }) => ({ ...action }))
  const names = [...namesIn(sent)].sort()
  const values = await Promise.all(names.map(secrets.right))
  const missing = names.filter((_, at) => values[at] === undefined)
  return missing.length === 0 ? right(undefined) : left(withoutValue(missing))
}

const withoutValue = (names: ReadonlyArray<string>): Failure =>
  usage(
    names.length === 1 ? `the secret ${names[0]} has no value` : `the secrets ${names.join(', ')} have no value`,
    `a line NAME=value in a file for --secrets-file gives one, or the variable ${names.map(secretVariable).join(', ')}`,
  )
