/** The plan: a value. Plain JSON, deep-frozen, in topological order, equal for equal input, hashed. */
import type { Path, Position } from '../base/issue'
import type { FieldChange } from '../diff/difference'
import type { ResourceId } from '../resource/id'
import type { Because } from '../resource/resource'
import type { Action } from './action'
import type { Intent } from './intent'

/** Readable, stable, unique: verb, resource, and what tells two apart. `start container:shop.web.a@edge-1` */
export type StepId = string

/**
 * Why a step is in the plan. `field` leads to the map, `step` and `id` to the cause upstream.
 *
 * Where `changes` are optional, they are the object's own ones that come about on the way: without them the step would be
 * there as well.
 */
export type Reason =
  | { readonly _tag: 'Missing'; readonly field: Path }
  /** It is there and does not run; `status` as observed. */
  | { readonly _tag: 'NotRunning'; readonly status: string; readonly field: Path }
  /** The user asked for it: stop, remove, restart, signal, force, …. */
  | { readonly _tag: 'Requested'; readonly option?: string; readonly changes?: Changes; readonly field: Path }
  /** A dependency of what was asked for, itself missing or not running. */
  | { readonly _tag: 'NeededBy'; readonly id: ResourceId; readonly because: Because; readonly field: Path }
  /** It depends on what is stopped or removed. */
  | { readonly _tag: 'DependsOn'; readonly id: ResourceId; readonly because: Because; readonly field: Path }
  /** `besides`: what another container's step would force by itself. */
  | { readonly _tag: 'Changed'; readonly changes: Changes; readonly besides?: Tie; readonly field: Path }
  /** No started owner carries the evidence that the volume was prepared, and `id`, which mounts it, is about to start. */
  | { readonly _tag: 'Unprepared'; readonly id: ResourceId; readonly field: Path }
  /** Part of what another step began: the commands after a start, the start after a creation. */
  | { readonly _tag: 'Follows'; readonly step: StepId; readonly field: Path }
  /** The engine state that it hangs on goes away with another container: link, network stack, volume. */
  | {
      readonly _tag: 'Cascade'
      readonly id: ResourceId
      readonly because: Because
      readonly step: StepId
      readonly changes?: Changes
      readonly field: Path
    }
  /** A replacement that an earlier run began. */
  | { readonly _tag: 'Interrupted'; readonly detail: string; readonly field: Path }
  /** A command that was due: the journal of an earlier run knows no good end of it. */
  | { readonly _tag: 'Unfinished'; readonly field: Path }
  | { readonly _tag: 'NotInMap'; readonly field: Path }
  | { readonly _tag: 'Moved'; readonly from: string; readonly field: Path }
  /** The engine says `dead`, or it cannot be started. */
  | { readonly _tag: 'Unusable'; readonly status: string; readonly changes?: Changes; readonly field: Path }
  /** Instances of one config go one after the other: `start` waits here. */
  | { readonly _tag: 'Rolling'; readonly step: StepId; readonly field: Path }

type Changes = ReadonlyArray<FieldChange>

/** What a step takes away from what hangs on `id`. */
interface Tie {
  readonly id: ResourceId
  readonly because: Because
  readonly step: StepId
}

/**
 * What the step was decided on: `absent`, the fingerprint of what was there, or `planned` where an earlier step of this
 * plan makes it (and carries the precondition).
 */
export type Expectation = 'absent' | 'planned' | { readonly fingerprint: string }

export interface Step {
  readonly id: StepId
  readonly action: Action
  /** Sorted ids of the steps that come first; no edge without a named need. */
  readonly after: ReadonlyArray<StepId>
  readonly reason: Reason
  readonly expects: Expectation
  /** Carried out in this order by the walker when the replacement that this step belongs to fails. */
  readonly undo?: ReadonlyArray<Action>
  /** Steps of one replacement share its name (the resource's id); a failure in any of them undoes all that was done. */
  readonly replacement?: ResourceId
}

export type PlanWarning =
  | {
      readonly _tag: 'NotInMap'
      readonly client: string
      readonly kind: string
      readonly name: string
      /**
       * Why it stays: it may hold data, and is removed when it is named; it is protected, and is never removed; it is used
       * by containers that stay.
       */
      readonly stays?: 'data' | 'protected' | 'used'
      /** Names of the containers that use it. */
      readonly users?: ReadonlyArray<string>
    }
  | { readonly _tag: 'Ignored'; readonly id: ResourceId; readonly changes: ReadonlyArray<FieldChange> }
  | { readonly _tag: 'ExecUnknown'; readonly id: ResourceId }
  | { readonly _tag: 'Dead'; readonly id: ResourceId }
  /** Another one waits for its health, and it has no check: it counts as healthy as soon as it runs. */
  | { readonly _tag: 'NoHealthcheck'; readonly id: ResourceId; readonly dependent: ResourceId }
  /** It is not there and never pulled (`pull: never`), and a container is to be made from it. */
  | { readonly _tag: 'ImageMissing'; readonly id: ResourceId; readonly dependent: ResourceId }
  /** Another container has a port of the host that it asks for, runs, and goes on running: the Engine would not start it. */
  | { readonly _tag: 'PortTaken'; readonly id: ResourceId; readonly port: string; readonly holder: ResourceId }
  /** start, restart: it is not there, and the intent creates nothing. */
  | { readonly _tag: 'Absent'; readonly id: ResourceId }
  | { readonly _tag: 'Kept'; readonly id: ResourceId; readonly why: string }
  /** It goes with its own stop (`auto_remove`): should its replacement fail, one like it is made. */
  | { readonly _tag: 'Vanishes'; readonly id: ResourceId }
  /** update with pull: what the tag leads to after the pull is not known to the plan. */
  | { readonly _tag: 'ImageUnknown'; readonly id: ResourceId }
  | { readonly _tag: 'NoUndo'; readonly id: ResourceId; readonly why: string }

export interface Plan {
  readonly format: '1.0'
  /** Over all that follows except `sources`. */
  readonly hash: string
  readonly map: string
  readonly intent: Intent
  readonly environment: string | null
  /** Client to engine id: a plan for one engine is refused by another one. */
  readonly engines: Readonly<Record<string, string>>
  readonly steps: ReadonlyArray<Step>
  readonly warnings: ReadonlyArray<PlanWarning>
  readonly summary: PlanSummary
  /** Where in the files each step comes from: beside the plan, outside its hash. */
  readonly sources: Readonly<Record<StepId, Position>>
}

/** Counts of containers, networks and volumes, not of steps. */
export interface PlanSummary {
  readonly create: number
  readonly replace: number
  readonly update: number
  readonly remove: number
  readonly hosts: number
}

/** Why no plan could be made; all that was found, in one go. */
export type PlanError =
  | { readonly _tag: 'Foreign'; readonly id: ResourceId; readonly message: string; readonly hint: string }
  | { readonly _tag: 'UnknownSelection'; readonly name: string; readonly message: string; readonly hint?: string }
  | { readonly _tag: 'UnknownOption'; readonly name: string; readonly message: string }
  | { readonly _tag: 'NotObserved'; readonly client: string; readonly message: string }
  | { readonly _tag: 'Unsupported'; readonly id: ResourceId; readonly message: string }
  | { readonly _tag: 'Protected'; readonly id: ResourceId; readonly message: string }
  /** A network that must be made anew, with containers of others on it. */
  | { readonly _tag: 'InUse'; readonly id: ResourceId; readonly message: string; readonly hint: string }
  | { readonly _tag: 'Cycle'; readonly steps: ReadonlyArray<StepId>; readonly message: string }
