/** The contract between a plan and whatever carries it out: a pair of effects, observe and perform. */
import type { Action, Observation, Query } from '@dmap/core'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

export interface Executor {
  readonly name: string
  readonly abilities: Abilities
  /**
   * Looks at the clients of the query. A client that cannot be reached is left out of the observation and listed in
   * `unreachable`, so that the others can go on.
   */
  readonly observe: (query: Query) => TaskEither<ExecutorError, Observed>
  /**
   * Carries one action out, whole: when it answers, it is done on the host or it is known why not. `notify` is told of
   * progress on the way (a pull's layers); what it is given is for people and holds no secret.
   */
  readonly perform: (
    action: Action,
    signal: AbortSignal,
    notify?: (text: string) => void,
  ) => TaskEither<ExecutorError, ActionResult>
  /** Requests or round trips made so far, where they are counted. */
  readonly requests?: () => number
  /** Ends connections; the executor is of no use afterwards. */
  readonly close: () => Promise<void>
}

export interface Abilities {
  /** Can run chown and chmod on the host itself (`run_cmd`). */
  readonly hostCommands: boolean
  /**
   * Names of the options in an action (Engine fields, a secret, a login) that it cannot express; none for the Engine
   * API. A plan with such an action is refused before anything is done.
   */
  readonly lacks: (action: Action) => ReadonlyArray<string>
}

export interface Observed {
  readonly observation: Observation
  readonly unreachable: ReadonlyArray<ExecutorError>
  /** Requests or round trips that it took. */
  readonly requests: number
}

export interface ActionResult {
  /** Id of the object that was created. */
  readonly objectId?: string
  /** Of a command, a preparation, or a container waited for. */
  readonly exitCode?: number
  /** What a command printed, both streams in order of arrival; never longer than 64 KiB, the end is kept. */
  readonly output?: string
  /** True: what was asked for was so already (304, removed by someone else). */
  readonly already?: boolean
}

/**
 * What went wrong, translated once at the edge by status code, never by message text. `message` is the Engine's own
 * words; `request` is what was asked (`POST /containers/shop.web/start`), without bodies.
 */
export type ExecutorError =
  /** The engine answered with an error. */
  | {
      readonly _tag: 'Refused'
      readonly client: string
      readonly request: string
      readonly status: number
      readonly message: string
      /**
       * The object could not be brought to work, never had, and is gone now: a plan made from a new look makes it anew.
       */
      readonly removed?: true
    }
  /** A command, a preparation, a health check or a wait ended badly. */
  | {
      readonly _tag: 'Failed'
      readonly client: string
      readonly request: string
      readonly message: string
      readonly exitCode?: number
      readonly output?: string
    }
  /** No connection, or it broke and whether the request took effect could not be found out. */
  | {
      readonly _tag: 'Unreachable'
      readonly client: string
      readonly request: string
      readonly message: string
      readonly hint?: string
    }
  | { readonly _tag: 'TimedOut'; readonly client: string; readonly request: string; readonly message: string }
  | { readonly _tag: 'Cancelled'; readonly client: string; readonly request: string; readonly message: string }
  /** The object is not the one that the plan was made for. */
  | { readonly _tag: 'Stale'; readonly client: string; readonly request: string; readonly message: string }
  /** The executor lacks an ability, a secret or a client's settings. */
  | {
      readonly _tag: 'Unable'
      readonly client: string
      readonly request: string
      readonly message: string
      readonly hint?: string
    }

/** Gives the value of a secret; asked at the last moment, its answer goes into a request and nowhere else. */
export type SecretResolver = (name: string) => Promise<string | undefined>
