/** When each step of a plan begins and ends, what it waits for longest, and how long each container is away. */
import { compareText } from '../base/compare-text'
import type { Observation } from '../observe/observation'
import type { Plan, Step, StepId } from '../plan/plan'
import type { ResourceId } from '../resource/id'
import type { SimulationOptions } from './options'
import { type Outage, Presence } from './outage'
import { DEFAULT_PACE, durationOf, type Pace } from './pace'
import { withStrangers } from './strangers'
import { simulatedEngine } from './world'

/** Milliseconds from the beginning of the run. */
export interface ScheduledStep {
  readonly id: StepId
  readonly begin: number
  readonly end: number
}

export interface Schedule {
  /** In the plan's order. */
  readonly steps: ReadonlyArray<ScheduledStep>
  /** Sorted by resource. Containers that run without a gap are not listed. */
  readonly outages: ReadonlyArray<Outage>
  /** The steps that the end of the run hangs on, first to last. */
  readonly criticalPath: ReadonlyArray<StepId>
  /** End of the last step. */
  readonly makespan: number
}

/**
 * As if every step went well and any number could run at once. With `DEFAULT_PACE` an upper bound, apart from pulls and
 * commands, of which nobody knows.
 *
 * @example
 * const { makespan, outages } = scheduleOf(observation, plan)
 */
export const scheduleOf = (
  observation: Observation,
  plan: Pick<Plan, 'steps'>,
  pace: Pace = DEFAULT_PACE,
  options: SimulationOptions = {},
): Schedule => {
  const engine = simulatedEngine(observation, withStrangers(options, observation, plan))
  const presence = new Presence(observation)
  const timed = new Map<StepId, ScheduledStep>()
  for (const step of plan.steps) {
    const { action } = step
    const name = 'name' in action ? action.name : ''
    const before = engine.container(action.client, name)
    const begin = endOf(step, timed)?.end ?? 0
    const scheduled = { id: step.id, begin, end: begin + durationOf(action, before, pace) }
    timed.set(step.id, scheduled)
    engine.perform(action)
    // A renamed container is no longer found by its name, and did not come or go.
    const after = action._tag === 'RenameContainer' ? before : engine.container(action.client, name)
    presence.note(action, before, after, scheduled)
  }
  const last = latest([...timed.values()])
  return {
    steps: [...timed.values()],
    outages: presence.outages(),
    criticalPath: last === undefined ? [] : pathTo(last.id, plan.steps, timed),
    makespan: last?.end ?? 0,
  }
}

/** Outages per resource in one number: the longest one, Infinity where the container stays away. */
export const longestOutages = (outages: ReadonlyArray<Outage>): Readonly<Record<ResourceId, number>> => {
  const longest: Record<ResourceId, number> = {}
  for (const { id, begin, end } of outages) {
    longest[id] = Math.max(longest[id] ?? 0, (end ?? Number.POSITIVE_INFINITY) - begin)
  }
  return longest
}

const endOf = (step: Step, timed: ReadonlyMap<StepId, ScheduledStep>): ScheduledStep | undefined =>
  latest(step.after.flatMap((id) => timed.get(id) ?? []))

const latest = (steps: ReadonlyArray<ScheduledStep>): ScheduledStep | undefined => {
  let found: ScheduledStep | undefined
  for (const step of steps) {
    const later = found === undefined || step.end > found.end
    if (later || (step.end === found?.end && compareText(step.id, found.id) < 0)) found = step
  }
  return found
}

const pathTo = (
  id: StepId,
  steps: ReadonlyArray<Step>,
  timed: ReadonlyMap<StepId, ScheduledStep>,
): ReadonlyArray<StepId> => {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const path: StepId[] = []
  for (let at: StepId | undefined = id; at !== undefined; ) {
    path.push(at)
    const step = byId.get(at)
    at = step === undefined ? undefined : endOf(step, timed)?.id
  }
  return path.reverse()
}
