/** What every action is carried out with. */

import type { ActionResult, ExecutorError, Secrets } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Connection } from './connection'

export interface Context {
  readonly connection: Connection
  readonly secrets: Secrets
  readonly signal: AbortSignal
  readonly notify: (text: string) => void
  /** The header `X-Registry-Auth` for an image; null: none. */
  readonly credentials: (reference: string) => Promise<Either<ExecutorError, string | null>>
}

export type Performed = Promise<Either<ExecutorError, ActionResult>>
