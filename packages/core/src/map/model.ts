/**
 * The container map in its long form: one shape per field, whatever short form it was written in. The fields' names are
 * those of the specification.
 */
import type { Json } from '../base/json'
import type { SecretRef } from '../base/secret-ref'

/** Stands for a value that is known only to the executor; plans, logs and hashes hold the reference. */
export type { SecretRef }

export type Text = string | SecretRef

export type Flag = boolean

/** A host path or an alias from `volumes`, mounted into the container. */
export type Bind =
  | { readonly alias: string; readonly readonly: Flag }
  | { readonly path: string; readonly host_path: string; readonly readonly: Flag }

/** An entry of `uses` or `attaches`: a config, an instance, an attached alias. */
export interface VolumeUse {
  readonly name: string
  /** Overrides the alias's path where the attached mode allows it. */
  readonly path?: string
  readonly readonly: Flag
}

export interface Link {
  readonly container: string
  readonly alias?: string
}

export interface PortExposure {
  /** One port of the container, or the first of a range. */
  readonly port: number
  readonly protocol: 'tcp' | 'udp' | 'sctp'
  /** Absent: exposed to linked containers only. 0: the engine chooses. */
  readonly host_port?: number
  /** Name of an entry of the client's `interfaces`. */
  readonly interface?: string
  readonly ipv6: boolean
}

export type ExecPolicy = 'restart' | 'initial' | 'created'

export interface ExecCommand {
  /** A command line (split like a shell does) or an argument vector. */
  readonly command: string | ReadonlyArray<Text>
  readonly user?: Text
  readonly policy: ExecPolicy
  readonly ignore_exit: boolean
}

export type NetworkMode =
  | { readonly _tag: 'Bridge' }
  | { readonly _tag: 'Host' }
  | { readonly _tag: 'None' }
  /** The stack of a container that dmap does not manage; unchecked. */
  | { readonly _tag: 'Foreign'; readonly container: string }
  /** The stack of a config's container: a dependency. `config` or `config.instance`. */
  | { readonly _tag: 'Config'; readonly reference: string }

export interface NetworkEndpoint {
  readonly network: string
  readonly aliases: ReadonlyArray<string>
  readonly links: ReadonlyArray<Link>
  readonly ipv4_address?: string
  readonly ipv6_address?: string
  readonly link_local_ips: ReadonlyArray<string>
}

/** Durations in nanoseconds, as the Engine has them. */
export interface Healthcheck {
  /** `['NONE']`, `['CMD', …]` or `['CMD-SHELL', line]`. */
  readonly test: ReadonlyArray<Text>
  readonly interval?: number
  readonly timeout?: number
  readonly retries?: number
  readonly start_period?: number
}

export type Condition = 'started' | 'healthy' | 'completed'

export interface Dependency {
  /** `config`, `config.instance`, and with a client `config@client`. */
  readonly reference: string
  readonly condition: Condition
}

export type ComparePolicy = 'strict' | 'ignore' | 'warn'

/** A container configuration after inheritance: every list is there, what is absent was not set. */
export interface ContainerConfig {
  readonly abstract: boolean
  readonly extends: ReadonlyArray<string>
  readonly image?: string
  readonly instances: ReadonlyArray<string>
  /** Empty: the map's clients. */
  readonly clients: ReadonlyArray<string>
  readonly shares: ReadonlyArray<string>
  readonly binds: ReadonlyArray<Bind>
  readonly uses: ReadonlyArray<VolumeUse>
  readonly attaches: ReadonlyArray<VolumeUse>
  readonly links: ReadonlyArray<Link>
  readonly exposes: ReadonlyArray<PortExposure>
  readonly exec_commands: ReadonlyArray<ExecCommand>
  readonly network?: NetworkMode
  readonly networks: ReadonlyArray<NetworkEndpoint>
  /** Numbers are written as text: `2000`. */
  readonly user?: Text
  readonly permissions?: string
  /** Seconds. */
  readonly stop_timeout?: number
  /** `SIGINT`; a number is written as text. */
  readonly stop_signal?: string
  readonly persistent: boolean
  readonly prevent_destroy: boolean
  readonly healthcheck?: Healthcheck
  /** Nanoseconds between the start and the moment that dependents may go on. */
  readonly start_delay?: number
  readonly depends_on: ReadonlyArray<Dependency>
  readonly update_order?: 'stop-first' | 'start-first'
  readonly pull?: 'missing' | 'always' | 'never'
  readonly environment: Readonly<Record<string, Text>>
  readonly labels: Readonly<Record<string, Text>>
  readonly create_options: Readonly<Record<string, Json>>
  readonly host_config: Readonly<Record<string, Json>>
  /** Field of a container (`env`, `image`, …) to the way its difference is taken. */
  readonly compare: Readonly<Record<string, ComparePolicy>>
}

export interface VolumeConfig {
  readonly path: string
  readonly driver?: string
  readonly driver_options: Readonly<Record<string, Text>>
  readonly labels: Readonly<Record<string, Text>>
  readonly user?: string
  readonly permissions?: string
}

export interface NetworkConfig {
  readonly driver?: string
  readonly driver_options: Readonly<Record<string, Text>>
  readonly internal: boolean
  readonly attachable: boolean
  readonly enable_ipv6: boolean
  readonly labels: Readonly<Record<string, Text>>
  readonly ipam?: {
    readonly driver?: string
    readonly options: Readonly<Record<string, Text>>
    readonly config: ReadonlyArray<{
      readonly subnet?: string
      readonly ip_range?: string
      readonly gateway?: string
      readonly aux_addresses: Readonly<Record<string, string>>
    }>
  }
}

/** A whole map after inheritance; abstract configs are kept (they may be named in issues) and never planned. */
export interface ContainerMap {
  readonly name: string
  readonly containers: Readonly<Record<string, ContainerConfig>>
  readonly volumes: Readonly<Record<string, VolumeConfig>>
  readonly host: {
    readonly root?: string
    /** Alias to its path on the host: one for all instances, or one per instance. */
    readonly paths: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  }
  readonly repository?: string
  readonly default_tag?: string
  readonly default_domain?: Text
  readonly set_hostname: boolean
  readonly use_attached_parent_name: boolean
  readonly attached?: 'container' | 'volume'
  readonly clients: ReadonlyArray<string>
  readonly networks: Readonly<Record<string, NetworkConfig>>
  /** Group to configs and instances. */
  readonly groups: Readonly<Record<string, ReadonlyArray<string>>>
  /** Old config or instance to its new name. */
  readonly moved: Readonly<Record<string, string>>
}

/** A host; see `docs/clients.md`. */
export interface ClientConfig {
  readonly base_url?: string
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly verify: boolean }
  readonly ssh?: {
    readonly identity_file?: string
    readonly known_hosts?: string
    /** `SHA256:…`, pinned. */
    readonly fingerprint?: string
    readonly docker?: string
    readonly sudo: boolean
    readonly host_commands: boolean
  }
  readonly interfaces: Readonly<Record<string, string>>
  readonly interfaces_ipv6: Readonly<Record<string, string>>
  readonly domainname?: Text
  /** Seconds. */
  readonly stop_timeout?: number
  readonly attached?: 'container' | 'volume'
  readonly executor?: string
  readonly auth?: { readonly username: string; readonly password: Text; readonly registry?: string }
  readonly concurrency?: number
  /** Seconds for one request. */
  readonly timeout?: number
  /** Image of attached containers; `tianon/true` when absent. */
  readonly attached_image?: string
  /** Image of the containers that run chown and chmod; `busybox` when absent. */
  readonly helper_image?: string
  readonly compare: Readonly<Record<string, ComparePolicy>>
}

export interface Environment {
  readonly executor?: string
  readonly clients?: ReadonlyArray<string>
  readonly default_client?: string
  readonly concurrency?: number
  /** `live`, `empty` or a snapshot file. */
  readonly state?: string
  /** The file with the events of its runs. */
  readonly journal?: string
}

export interface Clients {
  readonly clients: Readonly<Record<string, ClientConfig>>
  readonly environments: Readonly<Record<string, Environment>>
}

/** The client of a map that names none, where no clients file is given; it adds nothing to host names. */
export const DEFAULT_CLIENT = 'default'
