/** What a command is given: one that only shows things can look, one that acts can also carry out. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Executors } from './executors'
import type { ExitCode } from './exit-code'
import type { Failure } from './failure'
import type { Io } from './io'
import type { OpenObserver } from './observer'
import type { Options } from './options'

export interface Looking {
  readonly io: Io
  readonly options: Options
  readonly open: OpenObserver
}

export interface Acting extends Looking {
  readonly executors: Executors
}

export type Outcome = Promise<Either<Failure, ExitCode>>
