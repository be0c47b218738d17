/** The one walker of a plan, for every executor: what is ready begins, what hangs on a failure never does. */
import { setMaxListeners } from 'node:events'

import { type Action, commandsIn, type Plan, type Step, type StepId } from '@dmap/core'
import { type Either, isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { refusedByAbilities } from './abilities'
import { type Entry, entriesOf, isOpen, stepReportOf } from './entry'
import type { RunEvent } from './event'
import type { ActionResult, Executor, ExecutorError } from './executor'
import { type Graph, graphOf } from './graph'
import { Made } from './made'
import { DEFAULT_GRACE, type RunOptions } from './options'
import { type PerformOptions, performWithin } from './perform'
import { limitsOf, Ready } from './ready'
import { isFinal, Replacements, type Undo, type UndoList } from './replacement'
import { type Report, reportOf, type UndoReport } from './report'
import { onceItWaits } from './settle'

/**
 * Carries a plan out. It never fails: what went wrong is in the report.
 *
 * @example
 * const report = await run(plan, executor, { onFailure: 'continue', onEvent: console.error })()
 * report.counts // { done: 12, failed: 1, skipped: 3, cancelled: 0, undone: 0 }
 */
export const run =
  (plan: Plan, executor: Executor, options: RunOptions = {}): Task<Report> =>
  () =>
    new Walk(plan, executor, options).report()

/** `performance.now` is the same, and takes 4 ms to load. */
const steadyClock = (): number => Number(process.hrtime.bigint()) / 1e6

class Walk {
  private readonly graph: Graph
  private readonly entries: ReadonlyArray<Entry>
  private readonly replacements: Replacements
  private readonly ready: Ready
  private readonly made = new Made()
  private readonly now: () => number
  private readonly begin: number
  private readonly requestsBefore: number
  private readonly undoReports: UndoReport[] = []
  /** Replacements that are being undone, or were. */
  private readonly undoing = new Map<string, Promise<void>>()
  private readonly never = new AbortController().signal
  private running = 0
  private halted = false
  private rolledBack = false
  private firstFailure: StepId | null = null
  private end: () => void = () => {}

  constructor(
    private readonly plan: Plan,
    private readonly executor: Executor,
    private readonly options: RunOptions,
  ) {
    this.graph = graphOf(plan)
    this.entries = entriesOf(this.graph)
    this.replacements = new Replacements(plan.steps)
    this.ready = new Ready(limitsOf(options))
    this.now = options.now ?? steadyClock
    this.begin = this.now()
    this.requestsBefore = executor.requests?.() ?? 0
    // Each running step listens; that many are no leak.
    setMaxListeners(0, this.never, ...(options.signal === undefined ? [] : [options.signal]))
  }

  async report(): Promise<Report> {
    const { hash } = this.plan
    this.tell({ _tag: 'RunStarted', plan: hash, steps: this.entries.length, commands: commandsIn(this.plan) })
    const ended = new Promise<void>((resolve) => {
      this.end = resolve
    })
    const { signal } = this.options
    const cancel = (): void => this.cancel()
    signal?.addEventListener('abort', cancel)
    this.refuse()
    for (const entry of this.entries) if (entry.waiting === 0 && isOpen(entry)) this.ready.add(entry.candidate)
    if (signal?.aborted === true) this.cancel()
    else this.pump()
    await ended
    signal?.removeEventListener('abort', cancel)
    return this.summary()
  }

  /** Steps that must not begin fail before any other one begins. */
  private refuse(): void {
    const refused = { ...refusedByAbilities(this.plan, this.executor), ...this.options.refused }
    for (const [id, error] of Object.entries(refused)) {
      const entry = this.entryOf(id)
      if (entry !== undefined && isOpen(entry)) this.failed(entry, error)
    }
  }

  /** Begins what can begin; where nothing runs any more, ends. */
  private pump(): void {
    for (let next = this.halted ? undefined : this.ready.take(); next !== undefined; next = this.ready.take()) {
      const entry = this.entries[next.index] as Entry
      if (isOpen(entry)) void this.carryOut(entry)
      else this.ready.release(next)
    }
    for (const list of this.takeUndoLists()) this.beginUndo(list)
    if (this.running > 0) return
    this.settleCircles()
    this.end()
  }

  private async carryOut(entry: Entry): Promise<void> {
    const { step, client } = entry
    const startedAt = this.now() - this.begin
    Object.assign(entry, { running: true, startedAt })
    this.running += 1
    this.tell({ _tag: 'StepStarted', step: step.id, client })
    const forget = this.settleLater(entry)
    const answer = await this.perform(step.action, {
      ...this.limits(),
      signal: this.options.signal ?? this.never,
      notify: (text) => this.tell({ _tag: 'StepOutput', step: step.id, client, text }),
    })
    forget()
    Object.assign(entry, { running: false, took: this.now() - this.begin - startedAt })
    this.running -= 1
    this.ready.release(entry.candidate)
    if (isRight(answer)) this.done(entry, answer.right)
    else this.failed(entry, answer.left)
    this.pump()
  }

  private async perform(action: Action, options: PerformOptions): Promise<Either<ExecutorError, ActionResult>> {
    const answer = await performWithin(this.executor, this.made.bound(action), options)
    if (isRight(answer)) this.made.learn(action, answer.right)
    return answer
  }

  /** A stop that only waits for its process makes room for others. */
  private settleLater({ candidate }: Entry): () => void {
    if (candidate.lane !== 'idle') return () => {}
    return onceItWaits(
      () => this.ready.endedLike(candidate),
      () => {
        this.ready.settle(candidate)
        this.pump()
      },
    )
  }

  private done(entry: Entry, result: ActionResult): void {
    const { step, client } = entry
    entry.outcome = { _tag: 'Done', result }
    this.replacements.ends(step, null)
    const { output: text = '' } = result
    if (text !== '') this.tell({ _tag: 'StepOutput', step: step.id, client, text })
    this.tell({ _tag: 'StepDone', step: step.id, client, result, took: entry.took ?? 0 })
    for (const index of this.graph.followers[entry.candidate.index] ?? []) {
      const follower = this.entries[index] as Entry
      follower.waiting -= 1
      if (follower.waiting === 0 && isOpen(follower)) this.ready.add(follower.candidate)
    }
  }

  private failed(entry: Entry, error: ExecutorError): void {
    const { step, client } = entry
    entry.outcome = { _tag: 'Failed', error }
    this.replacements.ends(step, error)
    this.tell({ _tag: 'StepFailed', step: step.id, client, error, took: entry.took ?? 0 })
    // What a cancelled run leaves out was left out by the user, not by a step.
    if (this.options.signal?.aborted === true) return
    this.firstFailure ??= step.id
    this.skipFollowers([entry], step.id)
    if (!isFinal(step)) this.skipReplacement(step)
    if (error._tag === 'Unreachable') this.skipAll(step.id, (other) => other.client === error.client)
    if ((this.options.onFailure ?? 'continue') === 'continue') return
    this.halted = true
    this.skipAll(step.id, () => true)
  }

  /** Everything that hangs on the given steps, however far; they have an outcome already. */
  private skipFollowers(steps: ReadonlyArray<Entry>, because: StepId): void {
    const open = [...steps]
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      for (const index of this.graph.followers[entry.candidate.index] ?? []) {
        const follower = this.entries[index] as Entry
        if (this.skip(follower, because, true)) open.push(follower)
      }
    }
  }

  private skipReplacement(step: Step): void {
    const members = this.replacements.membersWith(step).flatMap(({ id }) => this.entryOf(id) ?? [])
    const skipped = members.filter((entry) => this.skip(entry, step.id, true))
    this.skipFollowers(skipped, step.id)
  }

  private skipAll(because: StepId, which: (entry: Entry) => boolean): void {
    const skipped = this.entries.filter((entry) => which(entry) && this.skip(entry, because, false))
    this.skipFollowers(skipped, because)
  }

  private skip(entry: Entry, because: StepId, dependent: boolean): boolean {
    if (!isOpen(entry)) return false
    entry.outcome = { _tag: 'Skipped', because, dependent }
    this.replacements.breaks(entry.step)
    this.tell({ _tag: 'StepSkipped', step: entry.step.id, client: entry.client, because, dependent })
    return true
  }

  /** Running steps hear of it from the signal themselves. */
  private cancel(): void {
    this.halted = true
    for (const entry of this.entries) {
      if (!isOpen(entry)) continue
      entry.outcome = { _tag: 'Cancelled' }
      this.replacements.breaks(entry.step)
      this.tell({ _tag: 'StepCancelled', step: entry.step.id, client: entry.client })
    }
    this.pump()
  }

  private takeUndoLists(): ReadonlyArray<UndoList> {
    if (this.options.onFailure !== 'rollback' || this.firstFailure === null)
      return this.replacements.takeBroken((step) => this.entryOf(step.id)?.outcome)
    if (this.running > 0 || this.rolledBack) return []
    this.rolledBack = true
    return [this.replacements.takeAll(this.firstFailure)]
  }

  /** Only those that began before are waited for, so that no two wait for each other. */
  private beginUndo(list: UndoList): void {
    if (list.undos.length === 0) return
    this.running += 1
    const first = Promise.all((list.hangsOn ?? []).map((id) => this.undoing.get(id)))
    const undone = first.then(() => this.undo(list))
    if (list.replacement !== undefined) this.undoing.set(list.replacement, undone)
  }

  /** One after the other, whatever becomes of each: what can be restored is restored. */
  private async undo({ undos, because }: UndoList): Promise<void> {
    const incomplete = new Set<Step>()
    for (const undo of undos) if (!(await this.undoOne(undo, because))) incomplete.add(undo.step)
    for (const { step } of undos) {
      const entry = this.entryOf(step.id)
      if (entry?.outcome?._tag === 'Done') entry.outcome = { _tag: 'Undone', because, complete: !incomplete.has(step) }
    }
    this.running -= 1
    this.pump()
  }

  private async undoOne({ step, action, uncertain }: Undo, because: StepId | null): Promise<boolean> {
    const about = { step: step.id, client: action.client, action }
    this.tell({ _tag: 'UndoStarted', ...about })
    const options = { ...this.limits(), signal: this.never, notify: () => {} }
    const answer = await this.perform(action, options)
    const outcome = isLeft(answer)
      ? ({ _tag: 'Failed', error: answer.left } as const)
      : ({ _tag: 'Done', result: answer.right } as const)
    this.undoReports.push({ step: step.id, because, action, outcome })
    if (outcome._tag === 'Failed') this.tell({ _tag: 'UndoFailed', ...about, error: outcome.error })
    else this.tell({ _tag: 'UndoDone', ...about, result: outcome.result })
    return outcome._tag === 'Done' || uncertain
  }

  /** Steps that wait for one another, which no plan of ours has and a hand-made one may. */
  private settleCircles(): void {
    for (const entry of this.entries) {
      const message = 'the step waits for itself, through the steps that it comes after'
      const request = entry.step.action._tag
      if (isOpen(entry)) this.failed(entry, { _tag: 'Unable', client: entry.client, request, message })
    }
  }

  private summary(): Report {
    const requests = this.executor.requests?.() ?? null
    const report = reportOf({
      plan: this.plan.hash,
      executor: this.executor.name,
      steps: this.entries.map(stepReportOf),
      undos: this.undoReports,
      requests: requests === null ? null : requests - this.requestsBefore,
      took: this.now() - this.begin,
    })
    this.tell({ _tag: 'RunEnded', ok: report.ok, counts: report.counts, took: report.took })
    return report
  }

  private limits(): { readonly timeout: number | null; readonly grace: number } {
    return { timeout: this.options.timeout ?? null, grace: this.options.grace ?? DEFAULT_GRACE }
  }

  private entryOf(id: StepId): Entry | undefined {
    const index = this.graph.indexOf.get(id)
    return index === undefined ? undefined : this.entries[index]
  }

  private tell(event: RunEvent): void {
    try {
      this.options.onEvent?.(event)
    } catch {
      // A listener's defect must not end a run in the middle.
    }
  }
}
