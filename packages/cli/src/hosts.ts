/** The hosts that a command is about: how to reach them, and what to look at. */
import type { ClientConfig, Environment, Query } from '@dmap/core'

export interface Hosts {
  readonly clients: Readonly<Record<string, ClientConfig>>
  /** Of the clients file, as `--env` chose it; empty without one. */
  readonly environment: Environment
  /** Names of the clients in use. */
  readonly used: ReadonlyArray<string>
  readonly query: Query
  /** Where relative paths in the clients file start from. */
  readonly folder: string
}
