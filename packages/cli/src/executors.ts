/** The executors there are, by name; each is made from the same settings. */
import type { ClientConfig, Observation } from '@dmap/core'
import { dockerodeExecutor, readSurroundings } from '@dmap/exec-dockerode'
import { dryrunExecutor } from '@dmap/exec-dryrun'
import { sshCliExecutor } from '@dmap/exec-ssh-cli'
import type { Executor, SecretResolver } from '@dmap/runtime'
import type { ExecutorName } from './options'

export interface ExecutorSettings {
  readonly clients: Readonly<Record<string, ClientConfig>>
  readonly secrets: SecretResolver
  /** `DOCKER_HOST`, `SSH_AUTH_SOCK` and their kin. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What a simulated engine begins with. */
  readonly observation: Observation
}

/** What only a simulated engine has: all that there is now, without a look. */
export interface SnapshotExecutor extends Executor {
  readonly snapshot?: () => Observation
}

export type Executors = Readonly<Partial<Record<ExecutorName, (settings: ExecutorSettings) => SnapshotExecutor>>>

/** Connections are opened when they are first needed. */
export const EXECUTORS: Executors = {
  dockerode: ({ clients, secrets, environment }) =>
    dockerodeExecutor({ clients, secrets, surroundings: readSurroundings(environment) }),
  'ssh-cli': ({ clients, secrets, environment }) => sshCliExecutor({ clients, secrets, environment }),
  dryrun: ({ observation, secrets }) => dryrunExecutor({ observation, secrets }),
}
