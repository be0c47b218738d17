/**
 * What an intent does to a container in each of its states: the table of the documentation, as data. An attached
 * container (and a persistent one, while it is there) is started once and then left alone.
 */
import type { ObservedContainer } from '../observe/observation'
import type { IntentKind } from './intent'

export type State = 'absent' | 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead'

export type Treatment =
  | 'none'
  | 'create'
  | 'start'
  | 'unpause'
  | 'create-start'
  /** Removed, then created and started. */
  | 'recreate'
  | 'restart'
  /** Stopped before and started after another container: it lives in that one's network stack. */
  | 'stop-start'
  | 'stop'
  | 'remove'
  | 'stop-remove'
  | 'kill'
  /** Nothing is done; the plan warns. */
  | 'report'

export type StateTable = Readonly<Record<State, Treatment>>

const NOTHING: StateTable = {
  absent: 'none',
  created: 'none',
  running: 'none',
  paused: 'none',
  restarting: 'none',
  exited: 'none',
  dead: 'none',
}

const STARTUP: StateTable = {
  absent: 'create-start',
  created: 'start',
  running: 'none',
  paused: 'unpause',
  restarting: 'none',
  exited: 'start',
  dead: 'recreate',
}

export const TREATMENTS: Readonly<Record<IntentKind, StateTable>> = {
  create: { ...NOTHING, absent: 'create', dead: 'report' },
  start: { ...STARTUP, absent: 'report', dead: 'report' },
  startup: STARTUP,
  update: STARTUP,
  script: STARTUP,
  restart: {
    absent: 'report',
    created: 'start',
    running: 'restart',
    paused: 'restart',
    restarting: 'restart',
    exited: 'start',
    dead: 'report',
  },
  stop: { ...NOTHING, running: 'stop', paused: 'stop', restarting: 'stop', dead: 'report' },
  remove: {
    ...NOTHING,
    created: 'remove',
    exited: 'remove',
    dead: 'remove',
    running: 'report',
    paused: 'report',
    restarting: 'report',
  },
  shutdown: {
    absent: 'none',
    created: 'remove',
    running: 'stop-remove',
    paused: 'stop-remove',
    restarting: 'stop-remove',
    exited: 'remove',
    dead: 'remove',
  },
  signal: { ...NOTHING, running: 'kill', paused: 'report', restarting: 'report', dead: 'report' },
  pull: NOTHING,
  prune: NOTHING,
}

/** Attached and persistent containers: never started a second time; stopped and removed only when asked for. */
export const TREATMENTS_ONCE: Readonly<Record<IntentKind, StateTable>> = {
  ...TREATMENTS,
  start: { ...TREATMENTS.start, exited: 'none' },
  startup: { ...STARTUP, exited: 'none' },
  update: { ...STARTUP, exited: 'none' },
  script: { ...STARTUP, exited: 'none' },
}

/** `created` lasts until the first start has succeeded: an exited container that was never started is a created one. */
export const stateOf = (observed: ObservedContainer | null): State => {
  if (observed === null) return 'absent'
  const { status, started } = observed.state
  return status === 'exited' && !started ? 'created' : status
}
