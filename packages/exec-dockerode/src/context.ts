/** What every action is carried out with. */

import type { ActionResult, ExecutorError, Secrets } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Connection } from './connection'
import type { RegistryLogin } from './registry-login'

export interface Context {
  readonly connection: Connection
  readonly secrets: Secrets
  readonly signal: AbortSignal
  readonly notify: (text: string) => void
  /** The login at an image's registry. */
  readonly credentials: (reference: string) => Promise<Either<ExecutorError, RegistryLogin>>
}

export type Performed = Promise<Either<ExecutorError, ActionResult>>
