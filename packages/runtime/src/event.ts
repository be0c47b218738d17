/** What a run tells while it goes on: plain data, one event a line where they are printed as JSON. */
import type { Action, PlannedCommand, StepId } from '@dmap/core'
import type { ActionResult, ExecutorError } from './executor'
import type { Counts } from './report'

export type RunEvent =
  | {
      readonly _tag: 'RunStarted'
      readonly plan: string
      readonly steps: number
      /** The commands that are to run, told beforehand: with the events so far they say which ones are due. */
      readonly commands: ReadonlyArray<PlannedCommand>
    }
  | { readonly _tag: 'StepStarted'; readonly step: StepId; readonly client: string }
  /** Progress of a step on its way, or what its command printed. */
  | { readonly _tag: 'StepOutput'; readonly step: StepId; readonly client: string; readonly text: string }
  | {
      readonly _tag: 'StepDone'
      readonly step: StepId
      readonly client: string
      readonly result: ActionResult
      readonly took: number
    }
  | {
      readonly _tag: 'StepFailed'
      readonly step: StepId
      readonly client: string
      readonly error: ExecutorError
      readonly took: number
    }
  | {
      readonly _tag: 'StepSkipped'
      readonly step: StepId
      readonly client: string
      readonly because: StepId
      readonly dependent: boolean
    }
  | { readonly _tag: 'StepCancelled'; readonly step: StepId; readonly client: string }
  | { readonly _tag: 'UndoStarted'; readonly step: StepId; readonly client: string; readonly action: Action }
  | {
      readonly _tag: 'UndoDone'
      readonly step: StepId
      readonly client: string
      readonly action: Action
      readonly result: ActionResult
    }
  | {
      readonly _tag: 'UndoFailed'
      readonly step: StepId
      readonly client: string
      readonly action: Action
      readonly error: ExecutorError
    }
  | { readonly _tag: 'RunEnded'; readonly ok: boolean; readonly counts: Counts; readonly took: number }
