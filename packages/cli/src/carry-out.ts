/** Carries a plan out and tells of it: progress, events, interruption, report. */
import { encodeObservation, type Observation, type Plan, type StepId } from '@dmap/core'
import { type Executor, type ExecutorError, type Outcome, type Report, type RunEvent, run } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { chooseExecutors, settingsOf } from './choose-executor'
import type { Acting } from './context'
import type { SnapshotExecutor } from './executors'
import { EXIT, type ExitCode } from './exit-code'
import type { Failure } from './failure'
import { writeText } from './files'
import type { Hosts } from './hosts'
import type { Io } from './io'
import { journalFileOf } from './journal'
import { type JournalFile, openJournal } from './journal-file'
import { leftUndoneText } from './left-undone'
import type { Options, OutputOptions } from './options'
import { hasColor } from './output'
import { progressOf } from './progress'
import { reportText } from './report-text'
import { openExecutors } from './route'

export interface Work {
  readonly plan: Plan
  readonly hosts: Hosts
  /** What a simulated engine begins with. */
  readonly observation: Observation
  /** Steps that must not begin. */
  readonly refused?: Readonly<Record<StepId, ExecutorError>>
}

export const carryOut = async (work: Work, context: Acting): Promise<Either<Failure, Report>> => {
  const { io, options } = context
  const executor = await openExecutor(work, context)
  if (isLeft(executor)) return executor
  const journal = await openedJournal(work.hosts, context)
  if (isLeft(journal)) {
    await executor.right.close()
    return journal
  }
  const { report, lost } = await runWith(work, executor.right, journal.right, context).finally(() => {
    journal.right?.close()
    return executor.right.close()
  })
  if (options.json !== true) tellReport(work.plan, report, options, io)
  if (journal.right === null) io.err(leftUndoneText(work.plan, report))
  const written = await writeResult(report, executor.right, options, io)
  if (lost !== null) return left(lost)
  return isLeft(written) ? written : right(report)
}

const openedJournal = async (hosts: Hosts, { io, options }: Acting): Promise<Either<Failure, JournalFile | null>> => {
  const file = journalFileOf(options, hosts)
  return file === undefined ? right(null) : openJournal(io.cwd, file)
}

/** The exit code of a run that was not interrupted and of which nothing failed is 0. */
export const exitOf = (report: Report): ExitCode => {
  if (report.cancelled) return EXIT.interrupted
  return report.ok ? EXIT.done : EXIT.failed
}

const openExecutor = async (
  work: Work,
  { io, options, executors, secrets: given }: Acting,
): Promise<Either<Failure, SnapshotExecutor>> => {
  const choice = chooseExecutors(options.executor, work.hosts)
  if (isLeft(choice)) return choice
  const secrets = await given()
  if (isLeft(secrets)) return secrets
  const settings = {
    clients: settingsOf(work.hosts),
    secrets: secrets.right,
    secretNames: work.hosts.query.secretNames ?? [],
    observation: work.observation,
    environment: io.env,
  }
  return openExecutors(choice.right, settings, executors)
}

interface Ran {
  readonly report: Report
  /** Why the journal could not be written to its end. */
  readonly lost: Failure | null
}

/** Without a journal that was asked for nothing more begins. */
const runWith = async (
  work: Work,
  executor: Executor,
  journal: JournalFile | null,
  { io, options }: Acting,
): Promise<Ran> => {
  const cancel = new AbortController()
  const restore = io.onInterrupt(interruption(cancel, io))
  const drawn = options.json !== true && options.quiet !== true
  const color = hasColor(options, io, 'err')
  const progress = drawn ? await progressOf(work.plan, io, { color, verbose: options.verbose === true }) : null
  let lost: Failure | null = null
  const keep = (event: RunEvent): void => {
    lost ??= journal?.append(event) ?? null
    if (lost !== null) cancel.abort()
  }
  try {
    const report = await run(work.plan, executor, {
      ...runOptions(options, work.hosts),
      ...(work.refused === undefined ? {} : { refused: work.refused }),
      signal: cancel.signal,
      onEvent: (event) => {
        keep(event)
        if (options.json === true) io.out(`${JSON.stringify(event)}\n`)
        progress?.tell(event)
      },
    })()
    return { report, lost }
  } finally {
    progress?.end()
    restore()
  }
}

/** The first Ctrl-C ends cleanly, the second one at once. */
const interruption = (cancel: AbortController, io: Io): (() => void) => {
  return () => {
    if (cancel.signal.aborted) io.exit(EXIT.interrupted)
    else {
      io.err('dmap: stopping; what has begun is ended cleanly (press Ctrl-C again to leave at once)\n')
      cancel.abort()
    }
  }
}

const runOptions = ({ concurrency, timeout, onFailure }: Options, { environment, clients }: Hosts) => {
  const all = concurrency ?? environment.concurrency
  const own = Object.entries(clients).flatMap(([name, client]) =>
    client.concurrency === undefined ? [] : [[name, client.concurrency] as const],
  )
  return {
    ...(all === undefined ? {} : { concurrency: all }),
    ...(own.length === 0 ? {} : { clientConcurrency: Object.fromEntries(own) }),
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
    ...(onFailure === undefined ? {} : { onFailure }),
  }
}

/** Of a script, what its command printed is the data, and all else stands beside it. */
const tellReport = (plan: Plan, report: Report, options: Options, io: Io): void => {
  const stream = streamFor(plan, options)
  if (plan.intent.kind === 'script') io.out(scriptOutput(plan, report))
  if (options.quiet !== true || !report.ok)
    io[stream](
      reportText(plan, report, {
        color: hasColor(options, io, stream),
        verbose: options.verbose === true,
        rolledBack: options.onFailure === 'rollback' && !report.ok,
      }),
    )
}

/** Where a plan and its report are shown: beside the data where standard output has that. */
export const streamFor = ({ intent }: Plan, { out }: OutputOptions): 'out' | 'err' =>
  intent.kind === 'script' || out === '-' ? 'err' : 'out'

const scriptOutput = (plan: Plan, report: Report): string => {
  const waits = new Set(plan.steps.flatMap(({ id, action }) => (action._tag === 'Wait' ? [id] : [])))
  const outputs = report.steps.flatMap(({ id, outcome }) => (waits.has(id) ? [outputOf(outcome)] : []))
  return outputs.map((output) => (output === '' || output.endsWith('\n') ? output : `${output}\n`)).join('')
}

const outputOf = (outcome: Outcome): string => {
  if (outcome._tag === 'Done') return outcome.result.output ?? ''
  return outcome._tag === 'Failed' && 'output' in outcome.error ? (outcome.error.output ?? '') : ''
}

/** `--out`: what a simulated engine holds afterwards; of a real one the report. */
const writeResult = async (
  report: Report,
  executor: SnapshotExecutor,
  { out }: Options,
  io: Io,
): Promise<Either<Failure, void>> => {
  if (out === undefined) return right(undefined)
  const snapshot = executor.snapshot?.()
  const text = snapshot === undefined ? `${JSON.stringify(report, null, 2)}\n` : encodeObservation(snapshot)
  if (out !== '-') return writeText(io.cwd, out, text)
  io.out(text)
  return right(undefined)
}
