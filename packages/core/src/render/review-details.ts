/** The folded parts of a review: fields that changed, and the steps in order. */

import type { Line } from './line'
import { escaped, escapeHtml } from './markdown'
import type { Piece } from './review-limit'
import { type Lined, sorted } from './review-tables'
import { printable } from './words'

const MOST_FIELDS = 50
const MOST_STEPS = 200

/** One per object with changed fields: have and want, secrets by name. */
export const detailPieces = ({ fates, lines }: Lined): ReadonlyArray<Piece> => {
  const byId = new Map(lines.map((line) => [line.id, line]))
  return sorted(fates).flatMap(({ kind, name, client, cause }) => {
    const line = byId.get(cause)
    return line === undefined || line.changes.length === 0 ? [] : [fields(`${kind} ${name} on ${client}`, line)]
  })
}

/** All steps, as a list in the order in which they can be carried out. */
export const stepsPiece = ({ title, lines }: Lined): ReadonlyArray<Piece> => {
  if (lines.length === 0) return []
  const items = lines
    .slice(0, MOST_STEPS)
    .map(({ what, client, why }) => `1. ${escaped(`${what} on ${client}: ${why}`)}`)
  const rest = lines.length > MOST_STEPS ? [`\n${lines.length - MOST_STEPS} more.`] : []
  return [folded(printable(`${title}: all ${lines.length} steps in order`), [...items, ...rest])]
}

const fields = (summary: string, { changes }: Line): Piece => {
  const rows = changes
    .slice(0, MOST_FIELDS)
    .map(({ field, have, want, note }) => `| ${[field, have, want, note].map(escaped).join(' | ')} |`)
  const rest = changes.length > MOST_FIELDS ? [`\n${changes.length - MOST_FIELDS} more fields.`] : []
  return folded(printable(summary), ['| field | have | want | |', '| --- | --- | --- | --- |', ...rows, ...rest])
}

const folded = (summary: string, lines: ReadonlyArray<string>): Piece => ({
  kind: 'details',
  text: `\n\n<details><summary>${escapeHtml(summary)}</summary>\n\n${lines.join('\n')}\n\n</details>`,
})
