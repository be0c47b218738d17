/** Types of maps as they are written in code: every accepted form of every field, for completion and checks in an editor. */
import type {
  BindItem,
  BindsInput,
  CommandItem,
  CommandsInput,
  DependencyItem,
  DependsOnInput,
  Duration,
  EndpointItem,
  ExposesInput,
  HealthcheckInput,
  LinkItem,
  LinksInput,
  Name,
  NetworksInput,
  OneOrMore,
  PortItem,
  TextInput,
  TextsInput,
  UseItem,
  UsesInput,
} from './input-forms'
import type { ComparePolicy, ContainerMap, NetworkMode, SecretRef } from './model'

/** Computed when the map is compiled, once. */
export type Computed<T> = T | (() => T)

type Reset = null

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
