/** A step as the parts of its line: what every rendering of a plan is made from, so that all of them say the same. */

import type { Path, Position } from '../base/issue'
import type { FieldChange } from '../diff/difference'
import { NEXT } from '../observe/query'
import type { Plan, Step, StepId } from '../plan/plan'
import { actionPhrase, actionSymbol } from './action'
import { fieldText, isPreparation, reasonSentence } from './reason'
import { printable, valueText } from './words'

export interface Line {
  readonly id: StepId
  readonly symbol: string
  /** `create container shop.web from nginx:latest` */
  readonly what: string
  readonly client: string
  /** `it is missing` */
  readonly why: string
  readonly changes: ReadonlyArray<ChangeLine>
  /** Field of the map that leads to the step, e.g. `containers.web.binds[0]`; empty where none does. */
  readonly field: string
  readonly source?: Position
}

export interface ChangeLine {
  readonly field: string
  readonly have: string
  readonly want: string
  /** `forces replacement`, or empty. */
  readonly note: string
}

/** The lines of a plan, in its order. */
export const linesOf = (plan: Plan): ReadonlyArray<Line> => {
  const removed = new Set<string>()
  return plan.steps.map((step) => {
    const source = Object.hasOwn(plan.sources, step.id) ? plan.sources[step.id] : undefined
    const { action, reason } = step
    return {
      id: step.id,
      symbol: symbolOf(step, removed),
      what: actionPhrase(action),
      client: printable(action.client),
      why: reasonSentence(reason, action.client),
      changes: 'changes' in reason ? (reason.changes ?? []).map(changeLine) : [],
      field: pathText(reason.field),
      ...(source === undefined ? {} : { source }),
    }
  })
}

const REMOVES = new Set(['RemoveContainer', 'RemoveNetwork', 'RemoveVolume'])
const CREATES = new Set(['CreateContainer', 'CreateNetwork', 'CreateVolume'])

/** `-/+` before the creation of what takes the place of another object of that name. */
const symbolOf = ({ action, replacement }: Step, removed: Set<string>): string => {
  const symbol = actionSymbol(action)
  if (REMOVES.has(action._tag)) removed.add(action.target)
  if (!CREATES.has(action._tag)) return symbol
  const isNext = replacement !== undefined && 'name' in action && action.name.endsWith(NEXT)
  return isNext || removed.has(action.target) ? '-/+' : symbol
}

const changeLine = ({ field, have, want, effect, policy }: FieldChange): ChangeLine => ({
  field: printable(fieldText(field)),
  // The label holds a hash of both, which says nothing.
  have: isPreparation(field) ? (have === undefined ? '(not set)' : '(as it was set)') : valueText(have),
  want: isPreparation(field) ? (want === undefined ? '(not set)' : '(as the map has it)') : valueText(want),
  note: policy === 'warn' ? 'only noted' : effect === 'replace' ? 'forces replacement' : '',
})

/**
 * @example
 * pathText(['containers', 'web', 'binds', 0]) // 'containers.web.binds[0]'
 */
const pathText = (path: Path): string =>
  printable(
    path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join(''),
  )

/** `dmap.yaml:3:1` */
export const positionText = ({ file, line, column }: Position): string => printable(`${file}:${line}:${column}`)
