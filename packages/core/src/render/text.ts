/**
 * A plan for people: what becomes of each object and why, changed fields and steps beneath, a summary below.
 *
 *     -/+ replace container shop.web on edge, away 10.4 s: Image changed
 *           Image: "nginx:1" → "nginx:2"  # forces replacement
 *           create the new one beside it → stop the old one → … → start → remove the old one
 *     1 to replace in 6 steps on 1 host
 *
 * Or, for those who want to know each step, and for golden files, one line per step with its own reason.
 */
import type { Plan } from '../plan/plan'
import { partsOf } from '../resource/id'
import { type Colour, type Paint, paintOf } from './colour'
import { type Group, groupsOf } from './groups'
import { type ChangeLine, type Line, linesOf, positionText } from './line'
import { awayText, type Prediction } from './prediction'
import { summaryText } from './summary'
import { warningSentence } from './warning'
import { countText, printable } from './words'

export interface TextOptions {
  readonly color?: boolean
  /** One line per step, in an order in which they can be carried out, each with its reason. */
  readonly steps?: boolean
  /** That, and also the field of the map, and file and line, that each step comes from. */
  readonly sources?: boolean
  readonly prediction?: Prediction
}

/** Ends with a line feed. */
export const renderText = (plan: Plan, options: TextOptions = {}): string => {
  const paint = paintOf(options.color === true)
  const steps =
    options.steps === true || options.sources === true
      ? linesOf(plan).flatMap((line) => stepLines(line, paint, options.sources === true))
      : groupsOf(plan).flatMap((group) => groupLines(group, paint, options.prediction))
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

const groupLines = (group: Group, paint: Paint, prediction: Prediction | undefined): ReadonlyArray<string> => {
  const { ids, symbol, what, why, changes, steps } = group
  const [{ client }, ...others] = ids.map(partsOf) as [ReturnType<typeof partsOf>, ...ReturnType<typeof partsOf>[]]
  const spread = others.some((other) => other.client !== client)
  const hosts = spread ? countText(new Set(ids.map((id) => partsOf(id).client)).size, 'host') : printable(client)
  const names = ids.map(partsOf).map((one) => printable(spread ? `${one.name} on ${one.client}` : one.name))
  const away = prediction === undefined ? '' : awayText(ids, prediction)
  return [
    `${painted(symbol, paint)} ${what} on ${hosts}${paint('yellow', away)}: ${paint('dim', why)}`,
    ...(others.length === 0 ? [] : wrapped(names)),
    ...changes.map((change) => changeText(change, paint)),
    ...(steps.length === 0 ? [] : [paint('dim', `      ${steps.join(' → ')}`)]),
  ]
}

/** Many names are more easily read in lines of their own than where the terminal breaks them. */
const wrapped = (names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const lines: string[] = []
  for (const [index, name] of names.entries()) {
    const text = index === names.length - 1 ? name : `${name},`
    const line = lines[lines.length - 1]
    if (line === undefined || line.length + text.length >= WIDTH) lines.push(`      ${text}`)
    else lines[lines.length - 1] = `${line} ${text}`
  }
  return lines
}

const WIDTH = 100

const painted = (symbol: string, paint: Paint): string => paint(COLOURS[symbol] ?? 'dim', symbol.padStart(3))

const stepLines = (line: Line, paint: Paint, sources: boolean): ReadonlyArray<string> => {
  const from = sources ? placeOf(line) : ''
  return [
    `${painted(line.symbol, paint)} ${line.what} on ${line.client}: ${paint('dim', line.why)}${paint('dim', from)}`,
    ...line.changes.map((change) => changeText(change, paint)),
  ]
}

const placeOf = ({ field, source }: Line): string => {
  const places = [...(field === '' ? [] : [field]), ...(source === undefined ? [] : [positionText(source)])]
  return places.length === 0 ? '' : ` (${places.join(', ')})`
}

const changeText = ({ field, have, want, note }: ChangeLine, paint: Paint): string =>
  `      ${field}: ${paint('red', have)} → ${paint('green', want)}${note === '' ? '' : paint('yellow', `  # ${note}`)}`
