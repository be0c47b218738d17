/** The executors there are, by name; each is made from the same settings. */
import type { ClientConfig, Observation } from '@dmap/core'
import { dockerodeExecutor } from '@dmap/exec-dockerode'
import { dryrunExecutor } from '@dmap/exec-dryrun'
import type { Executor, SecretResolver } from '@dmap/runtime'
import type { ExecutorName } from './options'

export interface ExecutorSettings {
  readonly clients: Readonly<Record<string, ClientConfig>>
  readonly secrets: SecretResolver
  /** What a simulated engine begins with. */
  readonly observation: Observation
}

export type Executors = Readonly<Partial<Record<ExecutorName, (settings: ExecutorSettings) => Executor>>>

/** Connections are opened when they are first needed. */
export const EXECUTORS: Executors = {
  dockerode: ({ clients, secrets }) => dockerodeExecutor({ clients, secrets }),
  dryrun: ({ observation, secrets }) => dryrunExecutor({ observation, secrets }),
}
