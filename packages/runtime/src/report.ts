/** What became of a plan: every step has exactly one outcome, and the counts are those of the outcomes. */
import type { Action, StepId } from '@dmap/core'
import type { ActionResult, ExecutorError } from './executor'

export type Outcome =
  | { readonly _tag: 'Done'; readonly result: ActionResult }
  | { readonly _tag: 'Failed'; readonly error: ExecutorError }
  /**
   * Never begun, because of a step that failed. `dependent` false: it does not hang on that step; the run was stopped
   * (`onFailure`), or the step's client went away.
   */
  | { readonly _tag: 'Skipped'; readonly because: StepId; readonly dependent: boolean }
  /** Never begun: the run was cancelled first. */
  | { readonly _tag: 'Cancelled' }
  /** It was done; then the replacement that it belongs to failed, and its undo actions were carried out. */
  | { readonly _tag: 'Undone'; readonly because: StepId | null; readonly complete: boolean }

export interface StepReport {
  readonly id: StepId
  readonly client: string
  readonly outcome: Outcome
  /** Milliseconds since the run began; absent where the step was never begun. */
  readonly startedAt?: number
  /** Milliseconds. */
  readonly took?: number
}

/** One undo action. `because` is the step that failed, null where the run was cancelled. */
export interface UndoReport {
  readonly step: StepId
  readonly because: StepId | null
  readonly action: Action
  readonly outcome:
    | { readonly _tag: 'Done'; readonly result: ActionResult }
    | { readonly _tag: 'Failed'; readonly error: ExecutorError }
}

export interface Counts {
  readonly done: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
  readonly undone: number
}

export interface Report {
  /** The plan's hash. */
  readonly plan: string
  readonly executor: string
  /** True: every step was done. */
  readonly ok: boolean
  /** True: the run's signal was aborted before every step had an outcome of its own. */
  readonly cancelled: boolean
  /** In the plan's order. */
  readonly steps: ReadonlyArray<StepReport>
  /** In the order in which they were carried out. */
  readonly undos: ReadonlyArray<UndoReport>
  readonly counts: Counts
  readonly clients: Readonly<Record<string, Counts>>
  /** Requests or round trips that the run took, where the executor counts them. */
  readonly requests: number | null
  /** Milliseconds. */
  readonly took: number
}

/** Steps that failed, in the plan's order: what a summary shows first. */
export const failuresOf = (
  report: Report,
): ReadonlyArray<{ readonly id: StepId; readonly client: string; readonly error: ExecutorError }> =>
  report.steps.flatMap(({ id, client, outcome }) =>
    outcome._tag === 'Failed' ? [{ id, client, error: outcome.error }] : [],
  )

/** The report over what became of each step. */
export const reportOf = (
  parts: Pick<Report, 'plan' | 'executor' | 'steps' | 'undos' | 'requests' | 'took'>,
): Report => {
  const outcomes = parts.steps.map((step) => step.outcome)
  const counts = countsOf(outcomes)
  return {
    ...parts,
    ok: counts.done === outcomes.length,
    cancelled: outcomes.some(wasCancelled),
    counts,
    clients: countsByClient(parts.steps),
  }
}

const wasCancelled = (outcome: Outcome): boolean =>
  outcome._tag === 'Cancelled' || (outcome._tag === 'Failed' && outcome.error._tag === 'Cancelled')

/**
 * Counts over outcomes; all zero for none.
 *
 * @example
 * countsOf([{ _tag: 'Cancelled' }]).cancelled // 1
 */
export const countsOf = (outcomes: ReadonlyArray<Outcome>): Counts => {
  const count = (tag: Outcome['_tag']): number => outcomes.filter((outcome) => outcome._tag === tag).length
  return {
    done: count('Done'),
    failed: count('Failed'),
    skipped: count('Skipped'),
    cancelled: count('Cancelled'),
    undone: count('Undone'),
  }
}

/** Counts per client, clients sorted by name. */
export const countsByClient = (steps: ReadonlyArray<StepReport>): Readonly<Record<string, Counts>> => {
  const outcomes = new Map<string, Outcome[]>()
  for (const step of steps) {
    const list = outcomes.get(step.client)
    if (list === undefined) outcomes.set(step.client, [step.outcome])
    else list.push(step.outcome)
  }
  return Object.fromEntries(
    [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([client, list]) => [client, countsOf(list)]),
  )
}
