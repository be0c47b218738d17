/** What a plan is for. */

export type IntentKind =
  | 'create'
  | 'start'
  | 'startup'
  | 'update'
  | 'restart'
  | 'stop'
  | 'remove'
  | 'shutdown'
  | 'pull'
  | 'signal'
  | 'script'
  | 'prune'

export interface Intent {
  readonly kind: IntentKind
  /** Configs, instances (`config.instance`), groups, or `__all__`; sorted, without doubles. */
  readonly selection: ReadonlyArray<string>
  /** Only these clients; absent: all. */
  readonly clients?: ReadonlyArray<string>
  readonly options: IntentOptions
}

/** Every option of every intent; one that an intent has no use for is an issue. */
export interface IntentOptions {
  /** update: recreate even what is as it should be. */
  readonly force?: boolean
  /**
   * update, startup, create: pull also what is there. An update compares with the images that are there when it is
   * planned: to compare with those that a pull brings, carry a `pull` out first, observe, and plan then.
   */
  readonly pull?: boolean
  /** update: remove what is ours and no longer in the map. */
  readonly prune?: boolean
  /** Take over objects with our names and without our labels. */
  readonly adopt?: boolean
  /** signal: which, e.g. `SIGHUP`. */
  readonly signal?: string
  readonly remove_persistent?: boolean
  /** remove, shutdown: attached containers and volumes as well. */
  readonly remove_attached?: boolean
  readonly update_persistent?: boolean
  /** restart: run exec commands with policy `restart`; default true. */
  readonly restart_exec_commands?: boolean
  /** update: run commands of policy `restart` again that have left no process, see `plan/commands.ts`; default none. */
  readonly check_exec_commands?: 'none' | 'partial' | 'full'
  /** update: limits of a running container that were removed from the map do not lead to a recreation. */
  readonly skip_limit_reset?: boolean
  /** start, startup, update, restart: done only when what has a health check is healthy, whether others wait for it or not. */
  readonly wait?: boolean
  /** script: the command. */
  readonly command?: ReadonlyArray<string>
}
