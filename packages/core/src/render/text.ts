/**
 * A plan for people, and for golden files: one line per step, changed fields beneath, a summary below.
 *
 *     -/+ create container shop.web.next from nginx:2 on edge: Image changed
 *           Image: "nginx:1" → "nginx:2"  # forces replacement
 *     1 to replace in 6 steps on 1 host
 */
import type { Plan } from '../plan/plan'
import { type Colour, type Paint, paintOf } from './colour'
import { type ChangeLine, type Line, linesOf, positionText } from './line'
import type { Prediction } from './prediction'
import { summaryText } from './summary'
import { warningSentence } from './warning'

export interface TextOptions {
  readonly color?: boolean
  /** Also the field of the map, and file and line, that each step comes from. */
  readonly sources?: boolean
  readonly prediction?: Prediction
}

/** Ends with a line feed. */
export const renderText = (plan: Plan, options: TextOptions = {}): string => {
  const paint = paintOf(options.color === true)
  const steps = linesOf(plan).flatMap((line) => stepLines(line, paint, options.sources === true))
  const warnings = plan.warnings.map((warning) => `${paint('yellow', 'warning:')} ${warningSentence(warning)}`)
  const summary = paint('bold', summaryText(plan, options.prediction))
  return [...steps, ...warnings, summary].map((line) => `${line}\n`).join('')
}

const COLOURS: Readonly<Record<string, Colour>> = {
  '+': 'green',
  '-': 'red',
  '-/+': 'yellow',
  '~': 'yellow',
  '↻': 'yellow',
  '↑': 'green',
  '↓': 'red',
  '>': 'cyan',
  '!': 'cyan',
  '^': 'blue',
  '…': 'dim',
}

const stepLines = (line: Line, paint: Paint, sources: boolean): ReadonlyArray<string> => {
  const symbol = paint(COLOURS[line.symbol] ?? 'dim', line.symbol.padStart(3))
  const from = sources ? placeOf(line) : ''
  return [
    `${symbol} ${line.what} on ${line.client}: ${paint('dim', line.why)}${paint('dim', from)}`,
    ...line.changes.map((change) => changeText(change, paint)),
  ]
}

const placeOf = ({ field, source }: Line): string => {
  const places = [...(field === '' ? [] : [field]), ...(source === undefined ? [] : [positionText(source)])]
  return places.length === 0 ? '' : ` (${places.join(', ')})`
}

const changeText = ({ field, have, want, note }: ChangeLine, paint: Paint): string =>
  `      ${field}: ${paint('red', have)} → ${paint('green', want)}${note === '' ? '' : paint('yellow', `  # ${note}`)}`
