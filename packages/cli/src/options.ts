/** What the options of the command line say, before anything is made of them. */

export interface MapOptions {
  readonly map?: ReadonlyArray<string>
  readonly name?: string
  readonly clients?: ReadonlyArray<string>
  readonly env?: string
  readonly client?: ReadonlyArray<string>
  readonly set?: ReadonlyArray<string>
  readonly envFile?: ReadonlyArray<string>
}

export interface StateOptions {
  readonly executor?: ExecutorName
  readonly state?: string
  /** Seconds for one request. */
  readonly timeout?: number
}

export interface OutputOptions {
  readonly out?: string
  readonly format?: string
}

export interface IntentOptions {
  readonly option?: ReadonlyArray<string>
}

/** Of commands that plan or act. */
export interface JournalOptions {
  readonly journal?: string
}

/** Of commands that foretell. */
export interface ForetellingOptions {
  readonly history?: ReadonlyArray<string>
}

export interface RunOptions {
  readonly concurrency?: number
  readonly onFailure?: 'stop' | 'continue' | 'rollback'
  readonly yes?: boolean
  readonly json?: boolean
  readonly secretsFile?: ReadonlyArray<string>
}

export interface CommonOptions {
  readonly color?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly detailedExitcode?: boolean
}

export type Options = MapOptions &
  StateOptions &
  OutputOptions &
  IntentOptions &
  JournalOptions &
  ForetellingOptions &
  RunOptions &
  CommonOptions

export const EXECUTOR_NAMES = ['dockerode', 'ssh-cli', 'dryrun'] as const
export type ExecutorName = (typeof EXECUTOR_NAMES)[number]
