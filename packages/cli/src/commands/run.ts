/** `dmap INTENT`: plan, show, ask, carry out, report. */
import { renderText } from '@dmap/core'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { carryOut, exitOf, streamFor } from '../carry-out'
import { chooseExecutors, isDryrun } from '../choose-executor'
import { confirm } from '../confirm'
import type { Acting, Outcome } from '../context'
import { EXIT } from '../exit-code'
import type { Failure } from '../failure'
import { hasColor } from '../output'
import { foretell, type Planned, planned, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

export const runCommand = async (context: Acting, wish: Wish): Outcome => {
  const { io, options } = context
  const result = await planned(wish, options, io, context.open)
  if (isLeft(result)) return result
  const { plan, seen, loaded } = result.right
  if (seen.unreachable.length > 0 && stopsAtFailure(context))
    return left({ _tag: 'Unreachable', errors: seen.unreachable })
  show(result.right, context)
  const agreed = await agree(result.right, context)
  if (isLeft(agreed)) return agreed
  const report = await carryOut({ plan, hosts: loaded.hosts, observation: seen.observation }, context)
  if (isLeft(report)) return report
  const code = exitOf(report.right)
  return right(code === EXIT.done && seen.unreachable.length > 0 ? EXIT.unreachable : code)
}

const stopsAtFailure = ({ options: { onFailure } }: Acting): boolean => onFailure === 'stop' || onFailure === 'rollback'

const show = ({ plan, seen }: Planned, { io, options }: Acting): void => {
  if (options.json !== true && options.quiet !== true) {
    const stream = streamFor(plan)
    const color = hasColor(options, io, stream)
    io[stream](renderText(plan, { color, sources: options.verbose === true, prediction: foretell(plan, seen) }))
  }
  tellUnreachable(seen.unreachable, io)
}

/** Nothing to do, or nothing but a simulation: then nobody is asked. */
const agree = async ({ plan, loaded }: Planned, { io, options }: Acting): Promise<Either<Failure, void>> => {
  const choice = chooseExecutors(options.executor, loaded.hosts)
  if (isLeft(choice)) return choice
  if (plan.steps.length === 0 || isDryrun(choice.right)) return right(undefined)
  return confirm(plan, options.yes === true, io)
}
