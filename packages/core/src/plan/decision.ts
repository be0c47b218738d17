/** What was decided on one container: everything after it is mechanics. */
import type { FieldChange } from '../diff/difference'
import type { ResourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import type { Dependent } from './graph'
import type { Settled } from './settle'
import type { State, Treatment } from './treatment'

export interface Decision extends Settled {
  readonly resource: ContainerResource
  readonly state: State
  readonly treatment: Treatment | 'replace'
  /** What differs and is acted on; empty without a comparison. */
  readonly changes: ReadonlyArray<FieldChange>
  /** What differs and is only reported. */
  readonly reported: ReadonlyArray<FieldChange>
  /** The need that pulls it along where something it hangs on is replaced. */
  readonly cascade: Dependent | null
  /**
   * Why the Engine would not start it again as it is, told of the container: `linked to the former m.db`. A new one can
   * take its place.
   */
  readonly broken?: string
  /** Names of networks that are made anew, which it leaves and comes back to: see `renew.ts`. */
  readonly renewed?: ReadonlySet<string>
  /** The container that stays and needs it, where that is why nothing is done. */
  readonly keptFor?: Dependent
}

export type Decisions = ReadonlyMap<ResourceId, Decision>

/** After these there is another container than before. */
export const MAKES_ANEW: ReadonlySet<Decision['treatment']> = new Set(['create', 'create-start', 'recreate', 'replace'])
