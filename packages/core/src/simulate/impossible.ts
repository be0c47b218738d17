/** Why an action cannot be carried out: what an Engine would answer, as data. */
import { type Either, left } from 'fp-ts/lib/Either.js'
import type { Action } from '../plan/action'

interface Base {
  readonly client: string
  /** What was asked, without the body: `POST /containers/shop.web/start`. */
  readonly request: string
  /** In the Engine's words. */
  readonly message: string
}

export type Impossible =
  /** The Engine's status code: 404 missing, 409 in the way, 403 in use, 400 contradictory, 500 the rest. */
  | (Base & { readonly _tag: 'Refused'; readonly status: number })
  /** A command, a preparation, or a wait ended badly. */
  | (Base & { readonly _tag: 'Failed'; readonly exitCode?: number })
  /** Another object than the one that the action was made for. */
  | (Base & { readonly _tag: 'Stale' })
  /** The client is not part of the observation. */
  | (Base & { readonly _tag: 'Unreachable' })

/** What an action gave, as an executor reports it. */
export interface SimulatedResult {
  readonly objectId?: string
  readonly exitCode?: number
  /** What was asked for was so already. */
  readonly already?: boolean
}

export type Performed = Either<Impossible, SimulatedResult>

export const refused = (action: Action, status: number, message: string): Either<Impossible, never> =>
  left({ _tag: 'Refused', client: action.client, request: requestOf(action), status, message })

export const failed = (action: Action, message: string, exitCode?: number): Either<Impossible, never> =>
  left({
    _tag: 'Failed',
    client: action.client,
    request: requestOf(action),
    message,
    ...(exitCode === undefined ? {} : { exitCode }),
  })

export const stale = (action: Action, message: string): Either<Impossible, never> =>
  left({ _tag: 'Stale', client: action.client, request: requestOf(action), message })

export const unreachable = (action: Action): Either<Impossible, never> =>
  left({
    _tag: 'Unreachable',
    client: action.client,
    request: requestOf(action),
    message: `client ${action.client} is not part of the observation`,
  })

/**
 * The Engine API's request that carries the action out, or the first and decisive one of several.
 *
 * @example
 * requestOf(start) // 'POST /containers/shop.web/start'
 */
export const requestOf = (action: Action): string => {
  switch (action._tag) {
    case 'PullImage':
      return `POST /images/create?fromImage=${action.reference}`
    case 'CreateNetwork':
      return 'POST /networks/create'
    case 'RemoveNetwork':
      return `DELETE /networks/${action.name}`
    case 'ConnectNetwork':
      return `POST /networks/${action.network}/connect`
    case 'DisconnectNetwork':
      return `POST /networks/${action.network}/disconnect`
    case 'CreateVolume':
      return 'POST /volumes/create'
    case 'RemoveVolume':
      return `DELETE /volumes/${action.name}`
    case 'CreateContainer':
      return `POST /containers/create?name=${action.name}`
    case 'PrepareVolume':
      return `POST /containers/create?name=${action.helper}`
    case 'RemoveContainer':
      return `DELETE /containers/${action.name}`
    default:
      return `POST /containers/${action.name}/${VERBS[action._tag]}`
  }
}

const VERBS = {
  StartContainer: 'start',
  StopContainer: 'stop',
  RestartContainer: 'restart',
  KillContainer: 'kill',
  UnpauseContainer: 'unpause',
  RenameContainer: 'rename',
  UpdateContainer: 'update',
  Exec: 'exec',
  Wait: 'wait',
} as const
