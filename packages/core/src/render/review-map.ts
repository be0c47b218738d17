/** One map as a review shows it: its plan, and what the plan leads to. */
import type { Position } from '../base/issue'
import type { Plan, StepId } from '../plan/plan'
import type { ResourceId } from '../resource/id'
import type { ObjectFate } from '../simulate/fate'
import type { Impossible } from '../simulate/impossible'
import type { Schedule } from '../simulate/schedule'

/** One map, in one environment. `compareMaps` gives all but the title. */
export interface Review {
  /** `dmap.yaml`, or `dmap.yaml (production)`. */
  readonly title: string
  readonly plan: Plan
  readonly schedule: Schedule
  readonly fates: ReadonlyArray<ObjectFate>
  readonly failed?: ReadonlyArray<{ readonly id: StepId; readonly error: Impossible }>
  readonly dropped?: Readonly<Record<ResourceId, Position>>
  readonly undecided?: ReadonlyArray<ResourceId>
  readonly abandoned?: ReadonlyArray<string>
}
