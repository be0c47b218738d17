/** Carries a whole plan out in memory: what each step gave, and what there is afterwards. */
import { isRight } from 'fp-ts/lib/Either.js'
import type { Observation } from '../observe/observation'
import type { Action } from '../plan/action'
import type { Plan, Step, StepId } from '../plan/plan'
import type { Impossible, SimulatedResult } from './impossible'
import type { SimulationOptions } from './options'
import { withStrangers } from './strangers'
import { type SimulatedEngine, simulatedEngine } from './world'

export type SimulatedStep =
  | { readonly id: StepId; readonly _tag: 'Done'; readonly result: SimulatedResult }
  | { readonly id: StepId; readonly _tag: 'Failed'; readonly error: Impossible }
  /** A step before it failed or was skipped. */
  | { readonly id: StepId; readonly _tag: 'Skipped'; readonly because: StepId }

/** An action carried out because `because` failed. */
export interface SimulatedUndo {
  readonly because: StepId
  readonly action: Action
  /** Absent: it was done. */
  readonly error?: Impossible
}

export interface Simulation {
  /** In the plan's order. */
  readonly steps: ReadonlyArray<SimulatedStep>
  readonly undone: ReadonlyArray<SimulatedUndo>
  readonly observation: Observation
}

/**
 * Steps one after the other, in the plan's order; what hangs on a failed step is skipped, the rest goes on, and a
 * replacement that fails is undone. Linear in the sizes of observation and plan.
 *
 * @example
 * simulatePlan(emptyObservation(['default']), plan).steps.every((step) => step._tag === 'Done')
 */
export const simulatePlan = (
  observation: Observation,
  plan: Pick<Plan, 'steps'>,
  options: SimulationOptions = {},
): Simulation => {
  const engine = simulatedEngine(observation, withStrangers(options, observation, plan))
  const ended = new Map<StepId, SimulatedStep>()
  const replacements = new Map<string, Replacement>()
  const undone: SimulatedUndo[] = []
  for (const step of plan.steps) {
    const outcome = carryOut(step, ended, engine)
    ended.set(step.id, outcome)
    if (step.replacement === undefined) continue
    const replacement = replacements.get(step.replacement) ?? { done: [], failed: false }
    replacements.set(step.replacement, replacement)
    if (outcome._tag === 'Done') replacement.done.push(step)
    else if (!replacement.failed) {
      replacement.failed = true
      undone.push(...undo(step.id, replacement.done, engine))
    }
  }
  return { steps: [...ended.values()], undone, observation: engine.snapshot() }
}

interface Replacement {
  readonly done: Step[]
  failed: boolean
}

const carryOut = (step: Step, ended: ReadonlyMap<StepId, SimulatedStep>, engine: SimulatedEngine): SimulatedStep => {
  const because = step.after.find((id) => ended.get(id) !== undefined && ended.get(id)?._tag !== 'Done')
  if (because !== undefined) return { id: step.id, _tag: 'Skipped', because }
  const performed = engine.perform(step.action)
  return isRight(performed)
    ? { id: step.id, _tag: 'Done', result: performed.right }
    : { id: step.id, _tag: 'Failed', error: performed.left }
}

/** The last step's undo first. None once the replaced object is gone: then the new one is all there is. */
const undo = (because: StepId, done: ReadonlyArray<Step>, engine: SimulatedEngine): ReadonlyArray<SimulatedUndo> => {
  const begun = done.findIndex((step) => (step.undo ?? []).length > 0)
  if (begun >= 0 && done.slice(begun + 1).some(isFinal)) return []
  const actions = [...done].reverse().flatMap((step) => step.undo ?? [])
  return actions.map((action) => {
    const performed = engine.perform(action)
    return isRight(performed) ? { because, action } : { because, action, error: performed.left }
  })
}

/** A removal without a way back ends a replacement. */
const isFinal = (step: Step): boolean => step.action._tag === 'RemoveContainer' && (step.undo ?? []).length === 0
