/** Asks before anything is carried out; without somebody to ask, only `--yes` lets it go on. */
import { countText, listText, type Plan } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import type { Io } from './io'

export const confirm = async (plan: Plan, yes: boolean, io: Io): Promise<Either<Failure, void>> => {
  if (yes) return right(undefined)
  if (!io.terminal.in)
    return left(usage('nobody can be asked: standard input is no terminal', 'carry it out with --yes'))
  const hosts = [...new Set(plan.steps.map(({ action }) => action.client))].sort()
  const answer = await io.ask(`Carry out ${countText(plan.steps.length, 'step')} on ${listText(hosts)}? [y/N] `)
  return /^y(es)?$/i.test(answer?.trim() ?? '') ? right(undefined) : left({ _tag: 'Declined' })
}
