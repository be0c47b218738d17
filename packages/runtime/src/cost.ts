/** Rough seconds per action, for one purpose: to begin the steps that the longest chains hang on first. */
import type { Action, ActionTag } from '@dmap/core'

/** From measurements of an Engine 20.10 under load; only their proportions matter. */
const SECONDS: Readonly<Record<ActionTag, number>> = {
  PullImage: 10,
  CreateNetwork: 0.3,
  RemoveNetwork: 0.3,
  ConnectNetwork: 0.1,
  DisconnectNetwork: 0.1,
  CreateVolume: 0.02,
  RemoveVolume: 0.02,
  // As urgent as the start that follows it: see `moreUrgent`.
  CreateContainer: 0,
  StartContainer: 0.4,
  StopContainer: 1,
  RestartContainer: 1.4,
  KillContainer: 0.05,
  UnpauseContainer: 0.05,
  RemoveContainer: 0.1,
  RenameContainer: 0.02,
  UpdateContainer: 0.05,
  PrepareVolume: 1,
  Exec: 0.5,
  Wait: 5,
}

export const costOf = (action: Action): number =>
  action._tag === 'Wait' && action.condition._tag === 'Delay'
    ? action.condition.nanoseconds / 1e9
    : SECONDS[action._tag]

/** What limits a step: `work` loads the host; `idle` mostly waits for processes to end; `free` only listens. */
export type Lane = 'work' | 'idle' | 'free'

export const laneOf = (action: Action): Lane => {
  if (action._tag === 'Wait') return 'free'
  return action._tag === 'StopContainer' || action._tag === 'RestartContainer' ? 'idle' : 'work'
}

/**
 * Milliseconds that the action itself asks for; null where it may take as long as it likes, as a stop with a timeout below
 * zero may.
 */
export const ownTimeOf = (action: Action): number | null => {
  if (action._tag === 'StopContainer' || action._tag === 'RestartContainer') {
    const seconds = action.timeout ?? 10
    return seconds < 0 ? null : seconds * 1000
  }
  if (action._tag !== 'Wait') return 0
  if (action.timeout !== null) return action.timeout / 1e6
  return action.condition._tag === 'Delay' ? action.condition.nanoseconds / 1e6 : null
}
