/** Which steps of a failed replacement are undone, when, and in which order. */
import type { Action, Step, StepId } from '@dmap/core'
import type { ExecutorError } from './executor'
import type { Outcome } from './report'

/** A step that ended. */
export interface Ended {
  readonly step: Step
  /** Null: done. */
  readonly error: ExecutorError | null
}

export interface Undo {
  readonly step: Step
  readonly action: Action
  /** The step failed in a way that leaves open whether it took effect: an undo that finds nothing to undo is no news. */
  readonly uncertain: boolean
}

/** Undo actions that belong together, in their order; `because` is the step that failed, null for a cancelled run. */
export interface UndoList {
  readonly undos: ReadonlyArray<Undo>
  readonly because: StepId | null
  /** Of one replacement: what it is called. */
  readonly replacement?: string
  /** Replacements that it hangs on: where those are undone too, they come first. */
  readonly hangsOn?: ReadonlyArray<string>
}

/**
 * The undo actions for steps that ended, the last one's first, each step's own list in its order. None once the
 * replaced object is gone: then the new one is all there is.
 *
 * @example
 * undoOf([{ step: create, error: null }, { step: stop, error: null }]) // undo of stop, then undo of create
 */
const undoOf = (ended: ReadonlyArray<Ended>): ReadonlyArray<Undo> =>
  passedReturn(ended)
    ? []
    : [...ended].reverse().flatMap(({ step, error }) => {
        if (error !== null && !isUncertain(error)) return []
        return (step.undo ?? []).map((action) => ({ step, action, uncertain: error !== null }))
      })

/** A removal that cannot be undone ends a replacement: when it fails, the new object stays all the same. */
export const isFinal = (step: Step): boolean => step.action._tag === 'RemoveContainer' && (step.undo ?? []).length === 0

/** The replacements of a plan, while it is carried out. */
export class Replacements {
  private readonly all = new Map<string, { readonly members: Step[]; readonly ended: Ended[]; undone: boolean }>()
  /** Those with a step that failed or never begins. */
  private readonly suspects = new Set<string>()
  /** In the order of ending, for a rollback. */
  private readonly ended: Ended[] = []
  /** Places of the steps in the plan. */
  private readonly places: ReadonlyMap<StepId, number>
  private readonly replacementOf: ReadonlyMap<StepId, string | undefined>

  constructor(steps: ReadonlyArray<Step>) {
    this.places = new Map(steps.map(({ id }, index) => [id, index]))
    this.replacementOf = new Map(steps.map(({ id, replacement }) => [id, replacement]))
    for (const step of steps) {
      const { replacement: id } = step
      if (id === undefined) continue
      const known = this.all.get(id)
      if (known === undefined) this.all.set(id, { members: [step], ended: [], undone: false })
      else known.members.push(step)
    }
  }

  membersWith(step: Step): ReadonlyArray<Step> {
    return step.replacement === undefined ? [] : (this.all.get(step.replacement)?.members ?? [])
  }

  ends(step: Step, error: ExecutorError | null): void {
    this.ended.push({ step, error })
    if (step.replacement !== undefined) this.all.get(step.replacement)?.ended.push({ step, error })
    if (error !== null) this.breaks(step)
  }

  /** The step failed, or it never begins. */
  breaks(step: Step): void {
    if (step.replacement !== undefined && !isFinal(step)) this.suspects.add(step.replacement)
  }

  /**
   * Undo lists of broken replacements of which no step runs or will run any more; each is given out once. In the order
   * in which they broke in the plan: what a container hangs on is there again before the container is started.
   */
  takeBroken(outcomeOf: (step: Step) => Outcome | undefined): ReadonlyArray<UndoList> {
    const lists: (UndoList & { readonly place: number })[] = []
    for (const id of [...this.suspects]) {
      const replacement = this.all.get(id)
      if (replacement === undefined || !replacement.members.every((step) => outcomeOf(step) !== undefined)) continue
      this.suspects.delete(id)
      if (replacement.undone) continue
      replacement.undone = true
      const { members, ended } = replacement
      const broken = members.find((step) => outcomeOf(step)?._tag !== 'Done')
      lists.push({
        undos: undoOf(ended),
        because: causeIn(members, outcomeOf),
        replacement: id,
        hangsOn: this.needed(members, id),
        place: broken === undefined ? 0 : (this.places.get(broken.id) ?? 0),
      })
    }
    return lists.sort((a, b) => a.place - b.place)
  }

  private needed(members: ReadonlyArray<Step>, own: string): ReadonlyArray<string> {
    const needed = new Set(members.flatMap(({ after }) => after).map((step) => this.replacementOf.get(step)))
    return [...needed].filter((id) => id !== undefined).filter((id) => id !== own)
  }

  /** One list for all that was done and can be undone, replacements and other steps, the last one's undo first. */
  takeAll(because: StepId): UndoList {
    const steps = new Set(this.ended.filter(({ step }) => step.replacement === undefined).map(({ step }) => step))
    for (const replacement of this.all.values()) {
      if (!replacement.undone && !passedReturn(replacement.ended))
        for (const { step } of replacement.ended) steps.add(step)
      replacement.undone = true
    }
    const undos = [...this.ended].reverse().flatMap((one) => (steps.has(one.step) ? undoOf([one]) : []))
    return { undos, because }
  }
}

const isUncertain = (error: ExecutorError): boolean =>
  error._tag === 'TimedOut' || error._tag === 'Unreachable' || error._tag === 'Cancelled'

/** A leftover that was removed before anything else was done does not stand in the way of a return. */
const passedReturn = (ended: ReadonlyArray<Ended>): boolean => {
  const first = ended.findIndex(({ step }) => (step.undo ?? []).length > 0)
  return (
    first >= 0 &&
    ended.slice(first + 1).some(({ step, error }) => isFinal(step) && (error === null || isUncertain(error)))
  )
}

const causeIn = (members: ReadonlyArray<Step>, outcomeOf: (step: Step) => Outcome | undefined): StepId | null => {
  for (const step of members) {
    const outcome = outcomeOf(step)
    if (outcome?._tag === 'Failed') return step.id
    if (outcome?._tag === 'Skipped') return outcome.because
  }
  return null
}
