/** How long single actions take: what follows from timeouts, health checks and delays, and settings for the rest. */
import { isUp } from '../observe/is-up'
import type { ObservedContainer } from '../observe/observation'
import { numberAt, objectAt, textAt } from '../observe/read'
import type { Action, ActionTag } from '../plan/action'
import type { Measured } from './measured'
import { hasHealthcheck } from './run-state'

/** Milliseconds. */
export interface Pace {
  /** For each kind of action, beside what it waits for. */
  readonly actions: Readonly<Record<ActionTag, number>>
  /**
   * How long programs take to end after their stop signal, at most their timeout; `timeout`: as long as they may, which
   * makes the prediction an upper bound.
   */
  readonly stopping: number | 'timeout'
  /** How long a program runs that is waited for until it is done. */
  readonly completing: number
  /** What earlier runs took, which counts more than all the rest. */
  readonly measured?: Measured
}

/** Measured with Engine 20.10 on a small machine; a pull depends on the network more than on anything else. */
export const DEFAULT_PACE: Pace = {
  actions: {
    PullImage: 15000,
    CreateNetwork: 100,
    RemoveNetwork: 100,
    ConnectNetwork: 60,
    DisconnectNetwork: 60,
    CreateVolume: 10,
    RemoveVolume: 10,
    CreateContainer: 100,
    StartContainer: 250,
    StopContainer: 100,
    RestartContainer: 350,
    KillContainer: 100,
    UnpauseContainer: 20,
    RemoveContainer: 60,
    RenameContainer: 10,
    UpdateContainer: 20,
    PrepareVolume: 600,
    Exec: 100,
    Wait: 0,
  },
  stopping: 'timeout',
  completing: 1000,
}

const ENGINE_STOP_TIMEOUT = 10
const ENGINE_HEALTH_INTERVAL = 30000
const ENGINE_START_INTERVAL = 5000
const NANOSECONDS = 1000000

/**
 * @param container that the action is about, as it is before the action; absent where there is none
 * @returns milliseconds
 */
export const durationOf = (
  action: Action,
  container: ObservedContainer | undefined,
  pace: Pace = DEFAULT_PACE,
): number => pace.actions[action._tag] + waitingOf(action, container, pace)

const waitingOf = (action: Action, container: ObservedContainer | undefined, pace: Pace): number => {
  switch (action._tag) {
    case 'StopContainer':
    case 'RestartContainer':
      return container !== undefined && isUp(container) ? stopping(action, container, pace) : 0
    case 'Wait':
      return waiting(action, container, pace)
    default:
      return 0
  }
}

const stopping = (
  action: { readonly signal: string | null; readonly timeout: number | null },
  container: ObservedContainer,
  pace: Pace,
): number => {
  const signal = action.signal ?? textAt(container.config, 'StopSignal')
  if (/^((SIG)?KILL|9)$/i.test(signal)) return 0
  const own = container.config['StopTimeout']
  const timeout = 1000 * (action.timeout ?? (typeof own === 'number' ? own : ENGINE_STOP_TIMEOUT))
  return pace.stopping === 'timeout' ? timeout : Math.min(pace.stopping, timeout)
}

const waiting = (
  action: Extract<Action, { readonly _tag: 'Wait' }>,
  container: ObservedContainer | undefined,
  pace: Pace,
): number => {
  const { condition } = action
  if (condition._tag === 'Delay') return Math.ceil(condition.nanoseconds / NANOSECONDS)
  if (condition._tag === 'Completed') return pace.completing
  return container === undefined || !hasHealthcheck(container) ? 0 : firstCheck(container)
}

/** The Engine checks after one interval for the first time; a shorter one may hold while the container starts up. */
const firstCheck = (container: ObservedContainer): number => {
  const check = objectAt(container.config, 'Healthcheck')
  const interval = numberAt(check, 'Interval') / NANOSECONDS || ENGINE_HEALTH_INTERVAL
  const early = numberAt(check, 'StartInterval') / NANOSECONDS || ENGINE_START_INTERVAL
  const eased = numberAt(check, 'StartInterval') > 0 && numberAt(check, 'StartPeriod') > 0
  return Math.ceil(eased ? Math.min(interval, early) : interval)
}
