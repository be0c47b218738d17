/** Types of maps as they are written in code: every accepted form of every field, for completion and checks in an editor. */
import type { ComparePolicy, Condition, ContainerMap, ExecPolicy, NetworkMode, SecretRef } from './model'

/** Computed when the map is compiled, once. */
export type Computed<T> = T | (() => T)

type Reset = null

export type TextInput = string | number | SecretRef
type Name = string | number
export type OneOrMore<T> = T | ReadonlyArray<T>
export type FlagInput = boolean | 'ro' | 'rw' | 'true' | null

type PathAndFlag = readonly [path: string] | readonly [path: string, flag: FlagInput]

type BindItem =
  | string
  | readonly [alias: string]
  | readonly [aliasOrPath: string, flagOrHostPath: FlagInput | string | PathAndFlag]
  | readonly [path: string, hostPath: string, flag: FlagInput]
  | { readonly alias: string; readonly readonly?: FlagInput }
  | { readonly path: string; readonly host_path: string; readonly readonly?: FlagInput }
  | { readonly [aliasOrPath: string]: FlagInput | string | PathAndFlag }

export type BindsInput = OneOrMore<BindItem>

type UseItem =
  | string
  | readonly [name: string]
  | readonly [name: string, flagOrPath: FlagInput | string | PathAndFlag]
  | readonly [name: string, path: string, flag: FlagInput]
  | { readonly name: string; readonly path?: string; readonly readonly?: FlagInput }
  | { readonly [name: string]: FlagInput | string | PathAndFlag }

export type UsesInput = OneOrMore<UseItem>

type LinkItem =
  | string
  | readonly [container: string, alias?: string | null]
  | { readonly container: string; readonly alias?: string }
  | { readonly [container: string]: string | null }

export type LinksInput = OneOrMore<LinkItem>

type HostPort = number | string | null
type Publishing = readonly [hostPort: HostPort, interfaceName?: string | null, ipv6?: boolean]
interface PublishingObject {
  readonly host_port?: HostPort
  readonly interface?: string
  readonly ipv6?: boolean
}

type PortItem =
  | number
  | string
  | readonly [port: number | string]
  | readonly [port: number | string, ...publishing: Publishing]
  | readonly [port: number | string, publishing: Publishing | PublishingObject]
  | ({ readonly port: number | string; readonly protocol?: 'tcp' | 'udp' | 'sctp' } & PublishingObject)
  | { readonly [port: string | number]: HostPort | Publishing | PublishingObject }

export type ExposesInput = OneOrMore<PortItem>

type Words = ReadonlyArray<string | SecretRef>

type CommandItem =
  | string
  | readonly [command: string | Words]
  | readonly [command: string | Words, user: TextInput | null]
  | readonly [command: string | Words, user: TextInput | null, policy: ExecPolicy]
  | {
      readonly command: string | Words
      readonly user?: TextInput
      readonly policy?: ExecPolicy
      readonly ignore_exit?: boolean
    }

export type CommandsInput = OneOrMore<CommandItem>

interface EndpointSettings {
  readonly aliases?: OneOrMore<string>
  readonly links?: LinksInput
  readonly ipv4_address?: string
  readonly ipv6_address?: string
  readonly link_local_ips?: OneOrMore<string>
}

type EndpointItem =
  | string
  | readonly [
      network: string,
      aliases?: OneOrMore<string> | null,
      links?: LinksInput | null,
      ipv4?: string | null,
      ipv6?: string | null,
    ]
  | ({ readonly network: string } & EndpointSettings)
  | { readonly [network: string]: OneOrMore<string> | EndpointSettings | null }

export type NetworksInput = OneOrMore<EndpointItem>

/** `10s`, `500ms`, `1m30s`, or nanoseconds. */
type Duration = string | number

export type HealthcheckInput =
  | string
  | SecretRef
  | Words
  | readonly [
      test: string | SecretRef | Words,
      interval?: Duration,
      timeout?: Duration,
      retries?: number,
      start_period?: Duration,
    ]
  | {
      readonly test?: string | SecretRef | Words | null
      readonly interval?: Duration | null
      readonly timeout?: Duration | null
      readonly retries?: number | null
      readonly start_period?: Duration | null
    }
  | { readonly disable: boolean }

type ConditionInput = Condition | `service_${'started' | 'healthy' | 'completed_successfully'}` | null

type DependencyItem =
  | string
  | readonly [reference: string, condition?: ConditionInput]
  | { readonly reference: string; readonly condition: Condition }
  | { readonly [reference: string]: ConditionInput | { readonly condition: ConditionInput } }

export type DependsOnInput = OneOrMore<DependencyItem>

type TextsInput = Readonly<Record<string, TextInput | boolean | null>> | ReadonlyArray<string>

/** Free options: keywords of docker-py, or names of the Engine's fields. */
export type OptionsInput = Readonly<Record<string, unknown>>

/** A container configuration in any accepted form. Null takes back what was inherited. */
export interface ContainerInput {
  readonly abstract?: boolean | Reset
  readonly extends?: OneOrMore<string> | Reset
  readonly image?: Computed<string | Reset>
  readonly instances?: OneOrMore<Name> | Reset
  readonly clients?: OneOrMore<string> | Reset
  readonly shares?: OneOrMore<string> | Reset
  readonly binds?: Computed<BindsInput | Reset>
  readonly uses?: Computed<UsesInput | Reset>
  readonly attaches?: Computed<UsesInput | Reset>
  readonly links?: Computed<LinksInput | Reset>
  readonly exposes?: Computed<ExposesInput | Reset>
  readonly exec_commands?: Computed<CommandsInput | Reset>
  /** `bridge`, `host`, `none`, `container:name`, `/name`, a config or an instance. Null is `none`. */
  readonly network?: string | readonly [config: string, instance?: string | null] | NetworkMode | null
  readonly network_mode?: ContainerInput['network']
  readonly networks?: Computed<NetworksInput | Reset>
  readonly user?: TextInput | readonly [user: Name, group: Name] | Reset
  readonly permissions?: Name | Reset
  /** Seconds, or a duration of whole seconds. */
  readonly stop_timeout?: Name | Reset
  readonly stop_signal?: Name | Reset
  readonly persistent?: boolean | Reset
  readonly prevent_destroy?: boolean | Reset
  readonly healthcheck?: Computed<HealthcheckInput | Reset>
  readonly start_delay?: Duration | Reset
  readonly depends_on?: DependsOnInput | Reset
  readonly update_order?: 'stop-first' | 'start-first' | Reset
  readonly pull?: 'missing' | 'always' | 'never' | Reset
  readonly environment?: Computed<TextsInput | Reset>
  readonly labels?: Computed<TextsInput | Reset>
  readonly create_options?: Computed<OptionsInput | Reset>
  readonly host_config?: Computed<OptionsInput | Reset>
  readonly start_options?: Computed<OptionsInput | Reset>
  readonly compare?: Readonly<Record<string, ComparePolicy | null>> | Reset
}

/** Fields that are lists, and what one item of each is. */
export interface ListItems {
  readonly extends: string
  readonly instances: Name
  readonly clients: string
  readonly shares: string
  readonly binds: BindItem
  readonly uses: UseItem
  readonly attaches: UseItem
  readonly links: LinkItem
  readonly exposes: PortItem
  readonly exec_commands: CommandItem
  readonly networks: EndpointItem
  readonly depends_on: DependencyItem
}

export interface VolumeInput {
  readonly path?: string
  readonly default_path?: string
  readonly driver?: string | Reset
  readonly driver_options?: Readonly<Record<string, TextInput | boolean | null>> | Reset
  readonly labels?: Readonly<Record<string, TextInput | boolean | null>> | Reset
  readonly user?: Name | Reset
  readonly permissions?: Name | Reset
}

interface PoolInput {
  readonly subnet?: string
  readonly ip_range?: string
  readonly gateway?: string
  readonly aux_addresses?: Readonly<Record<string, string>>
}

export interface NetworkInput {
  readonly driver?: string | Reset
  readonly driver_options?: Readonly<Record<string, TextInput | boolean | null>> | Reset
  readonly internal?: boolean
  readonly attachable?: boolean
  readonly enable_ipv6?: boolean
  readonly labels?: Readonly<Record<string, TextInput | boolean | null>> | Reset
  readonly ipam?: {
    readonly driver?: string
    readonly options?: Readonly<Record<string, TextInput>>
    readonly config?: OneOrMore<PoolInput>
  }
}

type HostPath = string | Readonly<Record<string, string | null>> | null

/** The keys of a map other than the names of configs. */
export interface MapKeys {
  readonly name?: string
  readonly containers?: Readonly<Record<string, ContainerInput | null>>
  readonly volumes?: Readonly<Record<string, string | VolumeInput>>
  readonly host?: { readonly root?: string; readonly [alias: string]: HostPath | undefined }
  readonly host_root?: string
  readonly repository?: string | Reset
  readonly default_tag?: Name | Reset
  readonly default_domain?: string | SecretRef | Reset
  readonly set_hostname?: boolean
  readonly use_attached_parent_name?: boolean
  readonly attached?: ContainerMap['attached'] | Reset
  readonly clients?: OneOrMore<string> | Reset
  readonly networks?: Readonly<Record<string, string | NetworkInput | null>>
  readonly groups?: Readonly<Record<string, OneOrMore<string>>>
  readonly moved?: Readonly<Record<string, string | null>>
}

/** A map with configs in `containers`, or by name at the top level (which `defineMap` checks). */
export interface MapInput extends MapKeys {
  readonly [config: string]: unknown
}
