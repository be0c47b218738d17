/** The steps of the report: what, where, and why, with the whole chain of causes folded away. */
import { causesIn } from './causes'
import { htmlText } from './html-text'
import { type ChangeLine, type Line, linesOf, positionText } from './line'
import type { Review } from './review-map'

const MOST_CAUSES = 12

export const stepItems = ({ plan, schedule }: Review): ReadonlyArray<string> => {
  const causes = causesIn(plan)
  const critical = new Set(schedule.criticalPath)
  const kinds = new Map(plan.steps.map(({ id, action }) => [id, action._tag]))
  return linesOf(plan).map((line) => {
    const mark = critical.has(line.id) ? ' <span class="critical">critical path</span>' : ''
    const [, ...upstream] = causes(line.id)
    return [
      `<li data-host="${htmlText(line.client)}" data-kind="${kinds.get(line.id) ?? ''}">`,
      `<span class="symbol" aria-hidden="true">${htmlText(line.symbol)}</span>${htmlText(line.what)} <span class="dim">on ${htmlText(line.client)}</span>${mark}`,
      `<details><summary>because ${htmlText(line.why)}</summary>${cause(line)}${chain(upstream)}</details></li>`,
    ].join('')
  })
}

const chain = (upstream: ReadonlyArray<Line>): string => {
  if (upstream.length === 0) return ''
  const items = upstream
    .slice(0, MOST_CAUSES)
    .map((line) => `<li>${htmlText(line.what)}: ${htmlText(line.why)}${cause(line)}</li>`)
  const rest = upstream.length > MOST_CAUSES ? [`<li>${upstream.length - MOST_CAUSES} more</li>`] : []
  return `<ol>${[...items, ...rest].join('')}</ol>`
}

const cause = ({ field, source, changes }: Line): string => {
  const places = [field, ...(source === undefined ? [] : [positionText(source)])].filter((place) => place !== '')
  const place = places.length === 0 ? '' : `<p class="dim">${htmlText(places.join(', '))}</p>`
  return changes.length === 0 ? place : `${place}<ul>${changes.map(change).join('')}</ul>`
}

const change = ({ field, have, want, note }: ChangeLine): string =>
  `<li><code>${htmlText(field)}</code>: <code>${htmlText(have)}</code> → <code>${htmlText(want)}</code>${note === '' ? '' : ` (${htmlText(note)})`}</li>`
