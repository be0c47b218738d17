/** The executors there are, by name; each is made from the same settings. */
import type { ClientConfig, Observation } from '@dmap/core'
import type { Executor, SecretResolver } from '@dmap/runtime'
import type { ExecutorName } from './options'

export interface ExecutorSettings {
  readonly clients: Readonly<Record<string, ClientConfig>>
  readonly secrets: SecretResolver
  /** Those of the map. */
  readonly secretNames: ReadonlyArray<string>
  /** `DOCKER_HOST`, `SSH_AUTH_SOCK` and their kin. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What a simulated engine begins with. */
  readonly observation: Observation
}

/** What only a simulated engine has: all that there is now, without a look. */
export interface SnapshotExecutor extends Executor {
  readonly snapshot?: () => Observation
}

export type OpenExecutor = (settings: ExecutorSettings) => SnapshotExecutor | Promise<SnapshotExecutor>

export type Executors = Readonly<Partial<Record<ExecutorName, OpenExecutor>>>

/**
 * Their code is loaded when they are first used, since it takes longer than most commands do; connections are opened
 * when they are first needed.
 */
export const EXECUTORS: Executors = {
  dockerode: async ({ clients, secrets, secretNames, environment }) => {
    const { dockerodeExecutor, readSurroundings } = await import('@dmap/exec-dockerode')
    return dockerodeExecutor({ clients, secrets, secretNames, surroundings: readSurroundings(environment) })
  },
  'ssh-cli': async ({ clients, secrets, secretNames, environment }) => {
    const { sshCliExecutor } = await import('@dmap/exec-ssh-cli')
    return sshCliExecutor({ clients, secrets, secretNames, environment })
  },
  // A rehearsal needs no secrets: whoever reviews a change has none.
  dryrun: async ({ observation }) => {
    const { dryrunExecutor } = await import('@dmap/exec-dryrun')
    return dryrunExecutor({ observation })
  },
}
