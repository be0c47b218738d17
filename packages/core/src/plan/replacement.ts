/** One replacement of a container, and what all of its steps share: their reason, and what undoes them. */
import type { ObservedContainer } from '../observe/observation'
import type { ContainerResource } from '../resource/resource'
import type { Action } from './action'
import type { Chain, Draft, DraftInput } from './chain'
import type { Decision } from './decision'
import type { Reason, StepId } from './plan'
import type { Planning } from './planning'

export interface Replacement {
  readonly chain: Chain
  readonly resource: ContainerResource
  readonly old: ObservedContainer
  readonly decision: Decision
  readonly planning: Planning
  readonly reason: Reason
  /** False: the old one goes with its stop, and none like it can be made. Then what was begun is finished by the next plan. */
  readonly undoable: boolean
}

export const undoing = ({ undoable }: Replacement, undo: ReadonlyArray<Action>): Pick<DraftInput, 'undo'> =>
  undoable ? { undo } : {}

/** The first step of a replacement says what it is for, the others refer to it. */
export const follows = ({ chain, resource, reason }: Replacement): Reason => {
  const first = chain.steps.find((step) => step.replacement === resource.id)
  return first === undefined ? reason : { _tag: 'Follows', step: first.id, field: resource.field }
}

export const lastId = (chain: Chain): StepId => (chain.steps[chain.steps.length - 1] as Draft).id
