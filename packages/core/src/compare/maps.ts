/** What merging a changed map would do to hosts that run the map before: no host is needed for the answer. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { compareText } from '../base/compare-text'
import type { Path, Position } from '../base/issue'
import { emptyObservation } from '../observe/assemble'
import type { Observation } from '../observe/observation'
import type { Intent } from '../plan/intent'
import type { Plan, PlanError } from '../plan/plan'
import { planFor, stepsFor } from '../plan/plan-for'
import type { ResourceId } from '../resource/id'
import type { Resources } from '../resource/resource'
import { fatesOf, type ObjectFate } from '../simulate/fate'
import type { SimulationOptions } from '../simulate/options'
import { DEFAULT_PACE, type Pace } from '../simulate/pace'
import { type SimulatedStep, simulatePlan } from '../simulate/plan'
import { type Schedule, simulateInTime } from '../simulate/schedule'
import { otherSecrets } from './secrets'

/** The part of a compiled map that is compared; what `compile` gives has it. */
export interface ComparedMap {
  readonly resources: Resources
  readonly environment: { readonly name: string } | null
  readonly positionOf: (field: Path) => Position | undefined
}

export interface CompareOptions {
  /** What the hosts were seen to hold; absent: what BASE asks for, as if it ran. */
  readonly state?: Observation
  /** Default: update all of it, and remove what HEAD no longer has. */
  readonly intent?: Intent
  readonly pace?: Pace
  readonly simulation?: SimulationOptions
}

export interface Comparison {
  /** What the plan starts from. */
  readonly before: Observation
  readonly after: Observation
  readonly plan: Plan
  readonly schedule: Schedule
  /** What happens to each object, by host. */
  readonly fates: ReadonlyArray<ObjectFate>
  /** Steps that an Engine would refuse, as far as can be told. */
  readonly failed: ReadonlyArray<Extract<SimulatedStep, { readonly _tag: 'Failed' }>>
  /** Where BASE asked for what HEAD no longer has. */
  readonly dropped: Readonly<Record<ResourceId, Position>>
  /** What is not touched, and whose secrets have other names: should the values differ, it is outdated. */
  readonly undecided: ReadonlyArray<ResourceId>
  /** Hosts of BASE that HEAD does not have: what runs there is left alone, and running. */
  readonly abandoned: ReadonlyArray<string>
}

/** Which side could not be planned, and all that stands against it. */
export interface CompareError {
  readonly side: 'base' | 'head'
  readonly errors: ReadonlyArray<PlanError>
}

export const UPDATE_ALL: Intent = { kind: 'update', selection: ['__all__'], options: { prune: true } }

/**
 * Equal input gives an equal comparison.
 *
 * @param base what runs now, compiled; null: nothing does
 * @param head what is to run, compiled
 * @example
 * const comparison = compareMaps(base, head)
 * if (isRight(comparison)) comparison.right.fates.filter(({ fate }) => fate === 'removed')
 */
export const compareMaps = (
  base: ComparedMap | null,
  head: ComparedMap,
  options: CompareOptions = {},
): Either<CompareError, Comparison> => {
  const { intent = UPDATE_ALL, pace = DEFAULT_PACE, simulation = {} } = options
  const before = options.state === undefined ? runningOf(base, head, simulation) : right(options.state)
  if (isLeft(before)) return left({ side: 'base', errors: before.left })
  const plan = planFor({
    resources: head.resources,
    observation: before.right,
    intent,
    environment: head.environment?.name ?? null,
    positionOf: head.positionOf,
  })
  if (isLeft(plan)) return left({ side: 'head', errors: plan.left })
  const fates = fatesOf(before.right, plan.right)
  const { simulation: predicted, schedule } = simulateInTime(before.right, plan.right, pace, simulation)
  const touched = new Set(fates.map(({ id }) => id))
  return right({
    before: before.right,
    after: predicted.observation,
    plan: plan.right,
    schedule,
    fates,
    failed: predicted.steps.flatMap((step) => (step._tag === 'Failed' ? [step] : [])),
    undecided: (base === null ? [] : otherSecrets(base.resources, head.resources)).filter((id) => !touched.has(id)),
    dropped: base === null ? {} : droppedPlaces(base, head),
    abandoned: (base?.resources.clients ?? [])
      .filter((client) => !head.resources.clients.includes(client))
      .sort(compareText),
  })
}

/** The hosts of both maps, with all that BASE asks for up and running. */
const runningOf = (
  base: ComparedMap | null,
  head: ComparedMap,
  simulation: SimulationOptions,
): Either<ReadonlyArray<PlanError>, Observation> => {
  const empty = emptyObservation(
    [...new Set([...(base?.resources.clients ?? []), ...head.resources.clients])].sort(compareText),
  )
  if (base === null) return right(empty)
  const startup: Intent = { kind: 'startup', selection: ['__all__'], options: {} }
  const steps = stepsFor({ resources: base.resources, observation: empty, intent: startup })
  return isLeft(steps) ? steps : right(simulatePlan(empty, { steps: steps.right }, simulation).observation)
}

const droppedPlaces = (base: ComparedMap, head: ComparedMap): Readonly<Record<ResourceId, Position>> => {
  const kept = new Set(head.resources.all.map(({ id }) => id))
  const places: Record<ResourceId, Position> = {}
  for (const { id, kind, field } of base.resources.all) {
    const place = kind === 'image' || kept.has(id) ? undefined : base.positionOf(field)
    if (place !== undefined) places[id] = place
  }
  return places
}
