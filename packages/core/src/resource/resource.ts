/** What must exist on the hosts: the output of `expand`, in Engine terms, with needs that say why. */
import type { Path } from '../base/issue'
import type { Json, JsonObject } from '../base/json'
import type { ComparePolicy, Condition, ExecPolicy, Text } from '../map/model'
import type { ResourceId } from './id'

/** Why one resource needs another one. */
export type Because =
  | { readonly _tag: 'Image' }
  /** The image of the container that runs chown and chmod. */
  | { readonly _tag: 'HelperImage' }
  | { readonly _tag: 'Attaches'; readonly alias: string }
  | { readonly _tag: 'Uses'; readonly reference: string }
  | { readonly _tag: 'Links'; readonly reference: string; readonly alias: string }
  /** Shares the network stack of. */
  | { readonly _tag: 'NetworkMode'; readonly reference: string }
  | { readonly _tag: 'Networks'; readonly network: string }
  | { readonly _tag: 'DependsOn'; readonly reference: string; readonly condition: Condition }

export interface Need {
  readonly id: ResourceId
  readonly because: Because
  /** Field of the map that makes it, e.g. `['containers', 'web', 'uses', 0]`. */
  readonly field: Path
}

interface ResourceBase {
  readonly id: ResourceId
  readonly client: string
  /** The object's name on the host. */
  readonly name: string
  readonly needs: ReadonlyArray<Need>
  /** Where the map asks for it. */
  readonly field: Path
}

export interface ImageResource extends ResourceBase {
  readonly kind: 'image'
  /** With tag or digest: `registry.example.com/nginx:latest`. Equals `name`. */
  readonly reference: string
  readonly pull: 'missing' | 'always' | 'never'
}

/** `POST /networks/create`, without the name. */
export interface NetworkResource extends ResourceBase {
  readonly kind: 'network'
  readonly body: JsonObject
  /** Fields that count as wanted whatever they are; no map says so, only the question what were without a change. */
  readonly reverted?: ReadonlyArray<string>
}

/** `POST /volumes/create`, without the name. A named volume of `attached: volume`, or one with a driver. */
export interface VolumeResource extends ResourceBase {
  readonly kind: 'volume'
  readonly body: JsonObject
  readonly attached: AttachedVolume
}

/** What makes a volume an attached one: whose it is, and what must be done to it before its owner starts. */
export interface AttachedVolume {
  readonly alias: string
  /** Config that attaches it; its containers carry the evidence of the preparation. */
  readonly parent: string
  readonly owners: ReadonlyArray<ResourceId>
  readonly path: string
  readonly preparation: Preparation | null
}

/** chown and chmod of a volume, due unless an owner that has been started carries `label: evidence`. */
export interface Preparation {
  /** `uid:gid` in numbers, or with names of the owner's image; null where only the mode is set. */
  readonly owner: string | null
  readonly mode: string | null
  /** `io.dmap.prepared.<alias>` */
  readonly label: string
  /** Hash over owner, mode and the volume's name. */
  readonly evidence: string
  /** Where an owner has a name: the image of the attaching config, which knows it. */
  readonly helperImage: ResourceId
  readonly field: Path
}

export interface ExecSpec {
  readonly command: ReadonlyArray<Text>
  /** Own, else the config's, else `root`. */
  readonly user: Text
  readonly policy: ExecPolicy
  readonly ignoreExit: boolean
  readonly field: Path
}

/** An instance of a config, or (with `attached`) the container that holds an attached volume. */
export interface ContainerResource extends ResourceBase {
  readonly kind: 'container'
  readonly config: string
  readonly instance: string | null
  /** Not null: an attached container; it is started once, exits, and stays. */
  readonly attached: AttachedVolume | null
  readonly image: ResourceId
  /** `POST /containers/create`, Engine names, without defaults that nobody asked for; Labels included. */
  readonly body: ContainerBody
  /** Networks beyond the one in `body`: connected between create and start, in this order. */
  readonly endpoints: ReadonlyArray<Endpoint>
  readonly exec: ReadonlyArray<ExecSpec>
  /** Null: the image's, the Engine's. */
  readonly stopSignal: string | null
  /** Seconds; null: the Engine's 10. */
  readonly stopTimeout: number | null
  /** Nanoseconds between start and readiness. */
  readonly startDelay: number
  readonly persistent: boolean
  readonly preventDestroy: boolean
  readonly updateOrder: 'stop-first' | 'start-first'
  readonly compare: Readonly<Record<string, ComparePolicy>>
  /** Place in the body (`HostConfig.Memory`, `Env.PATH`) to the field of the map that set it. */
  readonly origins: Readonly<Record<string, Path>>
  /** What its options ask of the Engine's API, sorted by field; absent: nothing that every Engine would not have. */
  readonly requires?: ReadonlyArray<Requirement>
}

/** An option that not every version of the Engine's API has. */
export interface Requirement {
  /** Place in the body: `HostConfig.NanoCpus`. */
  readonly field: string
  /** The API version must be this one or later. */
  readonly apiVersion: string
  /** And before this one, where the option was dropped. */
  readonly before?: string
  readonly origin: Path
}

/** A container on one network. `config` is the Engine's EndpointSettings, without defaults. */
export interface Endpoint {
  readonly network: string
  readonly config: JsonObject
  readonly field: Path
}

/** The Engine's request body; only the members that dmap itself reads are listed. */
export interface ContainerBody {
  readonly Image: string
  readonly Labels: Readonly<Record<string, EngineText>>
  /** `NAME=value`, sorted by name. */
  readonly Env?: ReadonlyArray<EngineText>
  readonly Hostname?: EngineText
  readonly Domainname?: EngineText
  readonly User?: EngineText
  readonly Cmd?: ReadonlyArray<EngineText>
  readonly Entrypoint?: ReadonlyArray<EngineText>
  readonly ExposedPorts?: Readonly<Record<string, JsonObject>>
  readonly Volumes?: Readonly<Record<string, JsonObject>>
  readonly StopSignal?: string
  readonly StopTimeout?: number
  readonly Healthcheck?: JsonObject
  readonly HostConfig?: HostConfig
  readonly NetworkingConfig?: { readonly EndpointsConfig: Readonly<Record<string, JsonObject>> }
  readonly [field: string]: Json | undefined
}

export interface HostConfig {
  readonly Binds?: ReadonlyArray<string>
  readonly VolumesFrom?: ReadonlyArray<string>
  readonly Links?: ReadonlyArray<string>
  readonly NetworkMode?: string
  readonly PortBindings?: Readonly<Record<string, ReadonlyArray<JsonObject>>>
  readonly RestartPolicy?: JsonObject
  readonly [field: string]: Json | undefined
}

/**
 * Text of a request in which secrets may stand: `{ "$concat": ["PASSWORD=", { "$secret": "db" }] }`. The executor puts
 * the values in at the last moment.
 */
export type EngineText = string | SecretText
export type SecretText =
  | { readonly $secret: string }
  | { readonly $concat: ReadonlyArray<string | { readonly $secret: string }> }

export type Resource = ImageResource | NetworkResource | VolumeResource | ContainerResource

/** Everything a map needs on its clients, sorted by id. */
export interface Resources {
  readonly map: string
  readonly clients: ReadonlyArray<string>
  readonly all: ReadonlyArray<Resource>
  /** Old object names to new ones, per `moved`. */
  readonly moved: ReadonlyArray<{ readonly from: string; readonly to: string; readonly field: Path }>
  /** Group to the ids of its containers. */
  readonly groups: Readonly<Record<string, ReadonlyArray<ResourceId>>>
}
