/**
 * Everything an executor can be asked to do: a closed union, one interface per tag. An action holds all that it needs
 * (names, request bodies, ids), so that it can be carried out without a look at other actions or their results.
 */
import type { JsonObject } from '../base/json'
import type { ResourceId } from '../resource/id'
import type { ContainerBody, EngineText } from '../resource/resource'

interface Base {
  readonly client: string
  /** The resource it is about. */
  readonly target: ResourceId
}

/** An existing object: the name to call it by, and the id it must have where it was there when the plan was made. */
interface OnExisting extends Base {
  readonly name: string
  /** Absent: the plan itself creates it. */
  readonly objectId?: string
}

export interface PullImage extends Base {
  readonly _tag: 'PullImage'
  readonly reference: string
}

export interface CreateNetwork extends Base {
  readonly _tag: 'CreateNetwork'
  readonly name: string
  readonly body: JsonObject
}
export interface RemoveNetwork extends OnExisting {
  readonly _tag: 'RemoveNetwork'
}
export interface ConnectNetwork extends OnExisting {
  readonly _tag: 'ConnectNetwork'
  readonly network: string
  /** The Engine's EndpointSettings. */
  readonly endpoint: JsonObject
}
export interface DisconnectNetwork extends OnExisting {
  readonly _tag: 'DisconnectNetwork'
  readonly network: string
}

export interface CreateVolume extends Base {
  readonly _tag: 'CreateVolume'
  readonly name: string
  readonly body: JsonObject
}
export interface RemoveVolume extends Base {
  readonly _tag: 'RemoveVolume'
  readonly name: string
}

export interface CreateContainer extends Base {
  readonly _tag: 'CreateContainer'
  readonly name: string
  readonly body: ContainerBody
}
export interface StartContainer extends OnExisting {
  readonly _tag: 'StartContainer'
}
/**
 * Signal, wait, KILL. `signal` null: the container's own (what `docker stop` sends); `timeout` in seconds, null: the
 * container's own, else the Engine's 10.
 */
export interface StopContainer extends OnExisting {
  readonly _tag: 'StopContainer'
  readonly signal: string | null
  readonly timeout: number | null
}
/** Stop as above, then start; one request where the Engine's own signal serves. */
export interface RestartContainer extends OnExisting {
  readonly _tag: 'RestartContainer'
  readonly signal: string | null
  readonly timeout: number | null
}
export interface KillContainer extends OnExisting {
  readonly _tag: 'KillContainer'
  readonly signal: string
}
export interface UnpauseContainer extends OnExisting {
  readonly _tag: 'UnpauseContainer'
}
export interface RemoveContainer extends OnExisting {
  readonly _tag: 'RemoveContainer'
  /** Its anonymous volumes as well. */
  readonly volumes: boolean
  /** Also when it runs or is dead. */
  readonly force: boolean
}
export interface RenameContainer extends OnExisting {
  readonly _tag: 'RenameContainer'
  readonly to: string
}
/** `POST /containers/…/update`: limits and restart policy. */
export interface UpdateContainer extends OnExisting {
  readonly _tag: 'UpdateContainer'
  readonly body: JsonObject
}

/**
 * chown, then chmod, of all that is in a volume; recursive, as root, by a temporary container or on the host.
 * `mount` says how the helper gets at the volume.
 */
export interface PrepareVolume extends Base {
  readonly _tag: 'PrepareVolume'
  readonly mount:
    | { readonly _tag: 'VolumesFrom'; readonly container: string }
    | { readonly _tag: 'Volume'; readonly volume: string }
  readonly path: string
  /** `uid:gid`, in numbers or with names that the image knows */
  readonly owner: string | null
  readonly mode: string | null
  /** Reference of the helper's image. */
  readonly image: string
  /** Name of the helper container. */
  readonly helper: string
  readonly labels: Readonly<Record<string, string>>
}

export interface Exec extends OnExisting {
  readonly _tag: 'Exec'
  readonly command: ReadonlyArray<EngineText>
  readonly user: EngineText
  readonly ignoreExit: boolean
}

/** Waits for a state of a container; fails when it can no longer come, or after `timeout` nanoseconds. */
export interface Wait extends OnExisting {
  readonly _tag: 'Wait'
  readonly condition:
    | { readonly _tag: 'Healthy' }
    /** Has exited with 0. */
    | { readonly _tag: 'Completed' }
    /** Still runs after so many nanoseconds. */
    | { readonly _tag: 'Delay'; readonly nanoseconds: number }
  /** Nanoseconds; null: as long as it takes. */
  readonly timeout: number | null
}

export type Action =
  | PullImage
  | CreateNetwork
  | RemoveNetwork
  | ConnectNetwork
  | DisconnectNetwork
  | CreateVolume
  | RemoveVolume
  | CreateContainer
  | StartContainer
  | StopContainer
  | RestartContainer
  | KillContainer
  | UnpauseContainer
  | RemoveContainer
  | RenameContainer
  | UpdateContainer
  | PrepareVolume
  | Exec
  | Wait

export type ActionTag = Action['_tag']

/** The action of one tag: `ActionOf<'StopContainer'>`. */
export type ActionOf<T extends ActionTag> = Extract<Action, { readonly _tag: T }>
