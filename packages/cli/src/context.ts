/** What a command is given: one that only shows things can look, one that acts can also carry out. */
import type { SecretResolver } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Executors } from './executors'
import type { ExitCode } from './exit-code'
import type { Failure } from './failure'
import type { Io } from './io'
import type { OpenObserver } from './observer'
import type { Options } from './options'
import type { ScriptWriter } from './script-writer'

export interface Looking {
  readonly io: Io
  readonly options: Options
  readonly open: OpenObserver
  /** Loads what writes a plan as a shell script. */
  readonly script: () => Promise<ScriptWriter>
}

export interface Acting extends Looking {
  readonly executors: Executors
  /** Values of secrets; their files are read once, since they may be pipes. */
  readonly secrets: () => Promise<Either<Failure, SecretResolver>>
}

export type Outcome = Promise<Either<Failure, ExitCode>>
