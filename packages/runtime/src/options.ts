/** How a plan is carried out. */
import type { StepId } from '@dmap/core'
import type { RunEvent } from './event'
import type { ExecutorError } from './executor'

/**
 * What a failed step means for the others. Nothing that depends on it ever runs, whichever is chosen.
 * - `continue`: everything that does not depend on it is done
 * - `stop`: what runs is finished, nothing else begins
 * - `rollback`: as `stop`; then all that was done and can be undone is undone, the last first
 */
export type OnFailure = 'stop' | 'continue' | 'rollback'

export interface RunOptions {
  /** Steps at once, over all clients; default: no limit but the clients'. */
  readonly concurrency?: number
  /** Steps at once on one client: for all, or by the client's name; default 8, where Engines are at their best. */
  readonly clientConcurrency?: number | Readonly<Record<string, number | undefined>>
  /** Milliseconds for one step, beyond the time that its action asks for (a stop's timeout, a wait's); default: none. */
  readonly timeout?: number
  /** Milliseconds that a step has to end once it was told to; default 10 000. After that it is reported as it stands. */
  readonly grace?: number
  readonly onFailure?: OnFailure
  /** Aborted: running steps are told, those not begun are cancelled, half-done replacements are undone. */
  readonly signal?: AbortSignal
  /** Steps that must not begin, and why: those that are stale. They count as failed, what depends on them is skipped. */
  readonly refused?: Readonly<Record<StepId, ExecutorError>>
  /** Told of everything as it happens; what it throws is passed over. */
  readonly onEvent?: (event: RunEvent) => void
  /** Milliseconds of a clock that never goes back; default `process.hrtime`. */
  readonly now?: () => number
}

export const DEFAULT_CLIENT_CONCURRENCY = 8
export const DEFAULT_GRACE = 10_000
