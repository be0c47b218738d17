/** `dmap INTENT`: plan, show, ask, carry out, report. */
import { renderText } from '@dmap/core'
import { failuresOf, type Report } from '@dmap/runtime'
import { type Either, isLeft, isRight, left, right } from 'fp-ts/lib/Either.js'
import { agree } from '../agree'
import { carryOut, exitOf, streamFor } from '../carry-out'
import { chooseExecutors, isDryrun } from '../choose-executor'
import type { Acting, Outcome } from '../context'
import { EXIT, type ExitCode } from '../exit-code'
import type { Failure } from '../failure'
import { intentOf } from '../intent'
import { load } from '../load'
import { hasColor } from '../output'
import { foretell, type Planned, planned, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

/** An update is planned on the images that its pull has brought, since no plan can know them before. */
export const runCommand = async (context: Acting, wish: Wish): Outcome => {
  if (!(await pullsFirst(context, wish))) return runPlanned(context, wish)
  const pulled = await runOnce(withOptions(context, []), { kind: 'pull', selection: wish.selection })
  if (isLeft(pulled)) return pulled
  const { report, code } = pulled.right
  if (report.cancelled || (code !== EXIT.done && stopsAtFailure(context))) return right(code)
  const updated = await runPlanned(without(context, 'pull'), wish)
  return isLeft(updated) || updated.right !== EXIT.done ? updated : right(code)
}

/** A simulated engine has nothing new behind a tag, and is another one each time. */
const pullsFirst = async ({ options, io }: Acting, { kind, selection }: Wish): Promise<boolean> => {
  const intent = intentOf(kind, selection, options.option ?? [])
  if (isLeft(intent) || kind !== 'update' || intent.right.options.pull !== true) return false
  const loaded = await load(options, selection, io)
  const choice = isLeft(loaded) ? loaded : chooseExecutors(options.executor, loaded.right.hosts)
  return isRight(choice) && !isDryrun(choice.right)
}

const runPlanned = async (context: Acting, wish: Wish): Outcome => {
  const first = await runOnce(context, wish)
  if (isLeft(first)) return first
  const { report, code } = first.right
  if (!isWorthAnother(report, context, wish)) return right(code)
  context.io.err('dmap: what can never start was removed; planning again, to make it anew\n')
  // What was replaced by force is not replaced a second time.
  const second = await runOnce(without(context, 'force'), wish)
  return isLeft(second) ? second : right(second.right.code)
}

interface Ran {
  readonly report: Report
  readonly code: ExitCode
}

const runOnce = async (context: Acting, wish: Wish): Promise<Either<Failure, Ran>> => {
  const { io, options } = context
  const result = await planned(wish, options, io, context.open)
  if (isLeft(result)) return result
  const { plan, seen, loaded } = result.right
  if (seen.unreachable.length > 0 && stopsAtFailure(context))
    return left({ _tag: 'Unreachable', errors: seen.unreachable })
  show(result.right, context)
  const agreed = await agree(plan, loaded.hosts, context)
  if (isLeft(agreed)) return agreed
  const report = await carryOut({ plan, hosts: loaded.hosts, observation: seen.observation }, context)
  if (isLeft(report)) return report
  const code = exitOf(report.right)
  return right({
    report: report.right,
    code: code === EXIT.done && seen.unreachable.length > 0 ? EXIT.unreachable : code,
  })
}

/** Only what makes containers makes those anew that an executor had to remove, and only once. */
const isWorthAnother = (report: Report, context: Acting, { kind }: Wish): boolean =>
  !report.cancelled &&
  !stopsAtFailure(context) &&
  (kind === 'startup' || kind === 'update') &&
  failuresOf(report).some(({ error }) => error._tag === 'Refused' && error.removed === true)

const without = (context: Acting, name: string): Acting =>
  withOptions(
    context,
    (context.options.option ?? []).filter((one) => one !== name && !one.startsWith(`${name}=`)),
  )

const withOptions = (context: Acting, option: ReadonlyArray<string>): Acting => ({
  ...context,
  options: { ...context.options, option },
})

const stopsAtFailure = ({ options: { onFailure } }: Acting): boolean => onFailure === 'stop' || onFailure === 'rollback'

const show = ({ plan, seen }: Planned, { io, options }: Acting): void => {
  if (options.json !== true && options.quiet !== true) {
    const stream = streamFor(plan, options)
    const color = hasColor(options, io, stream)
    io[stream](renderText(plan, { color, sources: options.verbose === true, prediction: foretell(plan, seen) }))
  }
  tellUnreachable(seen.unreachable, io)
}
