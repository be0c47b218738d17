/**
 * What exists on the hosts, as plain JSON: the part of the Engine's answers that concerns a map. Fields keep the
 * Engine's names. Values that say nothing (null, empty, the Engine's defaults) are left out, see `sparse.ts`, so that
 * the answers of different Engine versions and the simulator's predictions can be compared as they are.
 */
import type { JsonObject } from '../base/json'

export interface Observation {
  readonly format: '1.0'
  readonly clients: Readonly<Record<string, ClientObservation>>
}

export interface ClientObservation {
  readonly engine: Engine
  /** Sorted by name, as are the others. */
  readonly containers: ReadonlyArray<ObservedContainer>
  readonly networks: ReadonlyArray<ObservedNetwork>
  readonly volumes: ReadonlyArray<ObservedVolume>
  readonly images: ReadonlyArray<ObservedImage>
}

export interface Engine {
  /** The Engine's own id; `empty` for the empty host that plans are made for without a connection. */
  readonly id: string
  readonly version: string
  readonly apiVersion: string
  /** Absent: what comes with Docker, see `defaults.ts`. */
  readonly defaults?: EngineDefaults
}

/** What the Engine fills into a container for which nobody asked for it; left out of observed containers. */
export interface EngineDefaults {
  readonly logDriver: string
  readonly runtime: string
  /** Absent: not known. */
  readonly cgroupns?: 'host' | 'private'
  /** The host's own name, which containers with `NetworkMode: host` are given. */
  readonly hostname?: string
  /** Where the subnets of networks come from that ask for none; absent: from those that come with Docker. */
  readonly pools?: ReadonlyArray<AddressPool>
}

export interface AddressPool {
  /** `10.10.0.0/16` */
  readonly base: string
  /** Bits of the prefix of each subnet that is cut out of it: `24`. */
  readonly size: number
}

export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead'

export interface ObservedContainer {
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  /** Id of the image it was made from. */
  readonly image: string
  readonly state: {
    readonly status: ContainerStatus
    /** False as long as StartedAt is zero. */
    readonly started: boolean
    /** Of a container that has exited. */
    readonly exitCode?: number
    readonly health?: 'starting' | 'healthy' | 'unhealthy'
  }
  /** The Engine's `Config`: Image, Env, Cmd, Entrypoint, Labels, User, ExposedPorts, Volumes, Healthcheck, … */
  readonly config: JsonObject
  /** A link stands as `name:alias`; as `:alias` where the container that it leads to is gone, see `ties.ts`. */
  readonly hostConfig: JsonObject
  readonly mounts: ReadonlyArray<ObservedMount>
  /** By the network's name. */
  readonly networks: Readonly<Record<string, ObservedEndpoint>>
  /** By command line, see `commands.ts`; absent where nobody looked, or where it could not be seen. */
  readonly commands?: Readonly<Record<string, CommandTrace>>
}

/** Whether a process has a command's whole line, or has it as a part of its own. */
export type CommandTrace = 'full' | 'partial' | 'none'

export interface ObservedMount {
  readonly type: string
  /** Of a volume. */
  readonly name?: string
  /** Of a bind: the path on the host. */
  readonly source?: string
  readonly destination: string
  readonly readonly: boolean
}

export interface ObservedEndpoint {
  readonly aliases?: ReadonlyArray<string>
  readonly links?: ReadonlyArray<string>
  /** Static addresses and the like that were asked for, never the addresses the Engine chose. */
  readonly ipam?: JsonObject
  /**
   * The Engine holds on to a network that is gone, whatever has its name now: the container cannot be started before it
   * was connected again.
   */
  readonly lost?: true
}

export interface ObservedNetwork {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Driver, Options, Internal, Attachable, EnableIPv6, IPAM as asked for. */
  readonly config: JsonObject
  /** Names of containers connected to it now, ours and strangers'. */
  readonly containers: ReadonlyArray<string>
}

export interface ObservedVolume {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly config: JsonObject
  readonly mountpoint?: string
  /** Names of the containers that mount it, running or not. */
  readonly users: ReadonlyArray<string>
}

export interface ObservedImage {
  readonly id: string
  /** References with tag that lead to it, and digests. */
  readonly references: ReadonlyArray<string>
  /** The image's own `Config`, sparse: what a container gets when its map says nothing. */
  readonly config: JsonObject
}
