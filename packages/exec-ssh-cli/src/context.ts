/** What an action is carried out with. */
import type { Action, ClientConfig } from '@dmap/core'
import type { ActionResult, ExecutorError, Secrets } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Command } from './command'
import type { Host } from './host'

export interface Context {
  readonly host: Host
  readonly config: ClientConfig
  readonly secrets: Secrets
  readonly signal: AbortSignal
  /** Told of progress on the way. */
  readonly notify: (text: string) => void
  /** Whether `docker system dial-stdio` reaches the Engine's API. */
  readonly api: boolean
  /** Names of containers that were created here and not started since: nobody else did so either. */
  readonly fresh: Set<string>
}

export type Performed = Promise<Either<ExecutorError, ActionResult>>

/** An action and the command that it became. */
export interface Task {
  readonly action: Action
  readonly command: Command
  /** As it is called in messages. */
  readonly title: string
}
