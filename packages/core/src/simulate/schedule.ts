/** When each step of a plan begins and ends, what it waits for longest, and how long each container is away. */
import { isRight } from 'fp-ts/lib/Either.js'
import { compareText } from '../base/compare-text'
import type { Observation } from '../observe/observation'
import type { Plan, Step, StepId } from '../plan/plan'
import type { ResourceId } from '../resource/id'
import { recall } from './measured'
import type { SimulationOptions } from './options'
import { type Outage, Presence } from './outage'
import { DEFAULT_PACE, durationOf, type Pace } from './pace'
import { type SimulatedStep, type Simulation, simulatePlan } from './plan'
import { withStrangers } from './strangers'
import { type SimulatedEngine, simulatedEngine } from './world'

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
): Schedule => timed(observation, plan, pace, options).schedule

/**
 * What `simulatePlan` and `scheduleOf` tell, for little more than the price of one of them.
 *
 * @example
 * const { simulation, schedule } = simulateInTime(observation, plan)
 */
export const simulateInTime = (
  observation: Observation,
  plan: Pick<Plan, 'steps'>,
  pace: Pace = DEFAULT_PACE,
  options: SimulationOptions = {},
): { readonly simulation: Simulation; readonly schedule: Schedule } => {
  const { schedule, done, engine } = timed(observation, plan, pace, options)
  // A failed step is followed by undoing and skipping, of which the times know nothing.
  const simulation =
    done === null
      ? simulatePlan(observation, plan, options)
      : { steps: done, undone: [], observation: engine.snapshot() }
  return { simulation, schedule }
}

interface Timed {
  readonly schedule: Schedule
  /** Null: one of them failed. */
  readonly done: ReadonlyArray<SimulatedStep> | null
  readonly engine: SimulatedEngine
}

const timed = (observation: Observation, plan: Pick<Plan, 'steps'>, pace: Pace, options: SimulationOptions): Timed => {
  const engine = simulatedEngine(observation, withStrangers(options, observation, plan))
  const done: SimulatedStep[] = []
  const presence = new Presence(observation)
  const times = new Map<StepId, ScheduledStep>()
  for (const step of plan.steps) {
    const { action } = step
    const name = 'name' in action ? action.name : ''
    const before = engine.container(action.client, name)
    const begin = endOf(step, times)?.end ?? 0
    const scheduled = {
      id: step.id,
      begin,
      end: begin + (recall(step.id, pace.measured) ?? durationOf(action, before, pace)),
    }
    times.set(step.id, scheduled)
    const performed = engine.perform(action)
    if (isRight(performed)) done.push({ id: step.id, _tag: 'Done', result: performed.right })
    // A renamed container is no longer found by its name, and did not come or go.
    const after = action._tag === 'RenameContainer' ? before : engine.container(action.client, name)
    presence.note(action, before, after, scheduled)
  }
  const last = latest([...times.values()])
  const schedule = {
    steps: [...times.values()],
    outages: presence.outages(),
    criticalPath: last === undefined ? [] : pathTo(last.id, plan.steps, times),
    makespan: last?.end ?? 0,
  }
  return { schedule, done: done.length === plan.steps.length ? done : null, engine }
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
