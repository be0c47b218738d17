/** `dmap apply`: carries out a saved plan, where it still fits. */
import { otherEngines, type Plan, renderText, type StaleStep, type StepId, staleSteps } from '@dmap/core'
import type { ExecutorError, Report } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { agree } from '../agree'
import { carryOut, exitOf } from '../carry-out'
import type { Acting, Outcome } from '../context'
import { EXIT, type ExitCode } from '../exit-code'
import { type Failure, leftOutText, usage } from '../failure'
import { readText } from '../files'
import { journalOf } from '../journal'
import { loadHosts } from '../load'
import { type Seen, see } from '../observer'
import { hasColor } from '../output'
import { readSaved, type SavedPlan } from '../plan-file'
import { foretell } from '../planning'

export const applyCommand = async (context: Acting, file: string): Outcome => {
  const { io, options } = context
  const saved = await readPlan(file, context)
  if (isLeft(saved)) return saved
  const { plan } = saved.right
  const hosts = await loadHosts(saved.right, options, io)
  if (isLeft(hosts)) return hosts
  // Refused before anybody is asked, where it is none. What it tells, `openJournal` reads when the run begins.
  const journal = await journalOf(options, hosts.right, io)
  if (isLeft(journal)) return journal
  const seen = await see(options, hosts.right, io, context.open)
  if (isLeft(seen)) return seen
  const unable = seen.right.unable?.(plan) ?? []
  if (unable.length > 0) return left({ _tag: 'Unplannable', errors: unable })
  const stale = staleness(plan, seen.right, context)
  if (isLeft(stale)) return stale
  if (options.json !== true && options.quiet !== true) io.out(shown(plan, seen.right, context))
  const agreed = await agree(plan, hosts.right, context)
  if (isLeft(agreed)) return agreed
  const work = { plan, hosts: hosts.right, observation: seen.right.observation, refused: stale.right }
  const report = await carryOut(work, context)
  return isLeft(report) ? report : right(exitAfter(report.right))
}

const shown = (plan: Plan, seen: Seen, { io, options }: Acting): string =>
  renderText(plan, {
    color: hasColor(options, io, 'out'),
    sources: options.verbose === true,
    prediction: foretell(plan, seen),
  })

const readPlan = async (file: string, { io, options }: Acting): Promise<Either<Failure, SavedPlan>> => {
  const text = file === '-' ? right(await io.stdin()) : await readText(io.cwd, file)
  if (isLeft(text)) return text
  const saved = readSaved(file, text.right)
  if (isLeft(saved)) return saved
  const { environment } = saved.right.plan
  if (options.env !== undefined && options.env !== environment)
    return left(
      usage(
        `the plan is for ${environment === null ? 'no environment' : `the environment "${environment}"`}, not for "${options.env}"`,
      ),
    )
  return saved
}

/**
 * Steps that must not begin. By default one of them is reason enough to do nothing at all; with `--on-failure continue`
 * the others are carried out.
 */
const staleness = (plan: Plan, seen: Seen, { io, options }: Acting): Either<Failure, Record<StepId, ExecutorError>> => {
  const engines = otherEngines(plan, seen.observation)
  if (engines.length > 0) return left({ _tag: 'Stale', steps: [], engines })
  const lost = new Set(seen.unreachable.map(({ client }) => client))
  const reachable = plan.steps.filter(({ action }) => !lost.has(action.client))
  const steps = staleSteps({ ...plan, steps: reachable }, seen.observation)
  const goesOn = options.onFailure === 'continue'
  if (steps.length > 0 && !goesOn) return left({ _tag: 'Stale', steps, engines })
  if (lost.size > 0 && !goesOn) return left({ _tag: 'Unreachable', errors: seen.unreachable })
  if (steps.length > 0) io.err(leftOutText(steps))
  return right({ ...refusals(plan, steps), ...unreachableSteps(plan, seen) })
}

const refusals = (plan: Plan, stale: ReadonlyArray<StaleStep>): Record<StepId, ExecutorError> => {
  const clients = new Map(plan.steps.map(({ id, action }) => [id, action.client]))
  return Object.fromEntries(
    stale.map(({ step, message }) => [
      step,
      {
        _tag: 'Stale',
        client: clients.get(step) ?? '',
        request: 'before the first step',
        message,
      } satisfies ExecutorError,
    ]),
  )
}

const unreachableSteps = (plan: Plan, { unreachable }: Seen): Record<StepId, ExecutorError> => {
  const errors = new Map(unreachable.map((error) => [error.client, error]))
  return Object.fromEntries(
    plan.steps.flatMap(({ id, action }) => {
      const error = errors.get(action.client)
      return error === undefined ? [] : [[id, error] as const]
    }),
  )
}

/** Where nothing failed but what was stale, or could not be reached, that is the news. */
const exitAfter = (report: Report): ExitCode => {
  const code = exitOf(report)
  if (code !== EXIT.failed) return code
  const tags = new Set(report.steps.flatMap(({ outcome }) => (outcome._tag === 'Failed' ? [outcome.error._tag] : [])))
  if (tags.size === 1 && tags.has('Stale')) return EXIT.stale
  return tags.size === 1 && tags.has('Unreachable') ? EXIT.unreachable : code
}
