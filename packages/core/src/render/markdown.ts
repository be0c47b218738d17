/** A plan as Markdown, for a comment in a code review: the summary, a table per host, changed fields folded away. */
import { compareText } from '../base/compare-text'
import type { Plan } from '../plan/plan'
import { type Line, linesOf, positionText } from './line'
import type { Prediction } from './prediction'
import { summaryText } from './summary'
import { warningSentence } from './warning'

/** Ends with a line feed; the same plan gives the same bytes. */
export const renderMarkdown = (plan: Plan, prediction?: Prediction): string => {
  const lines = linesOf(plan)
  const clients = [...new Set(lines.map(({ client }) => client))].sort(compareText)
  const parts = [
    `## ${escaped(`${plan.intent.kind} ${plan.map}`)}`,
    `**${escaped(summaryText(plan, prediction))}**`,
    ...plan.warnings.map((warning) => `> ⚠️ ${escaped(warningSentence(warning))}`),
    ...clients.flatMap((client) =>
      hostPart(
        client,
        lines.filter((line) => line.client === client),
      ),
    ),
  ]
  return `${parts.join('\n\n')}\n`
}

const hostPart = (client: string, lines: ReadonlyArray<Line>): ReadonlyArray<string> => {
  const rows = lines.map((line) => `| ${[line.symbol, line.what, line.why, placeOf(line)].map(escaped).join(' | ')} |`)
  const changed = lines.filter(({ changes }) => changes.length > 0)
  return [
    `### ${escaped(client)}`,
    ['| | step | because | from |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...changed.map(details),
  ]
}

const details = ({ what, changes }: Line): string =>
  [
    // Inside an HTML block nothing is Markdown: only HTML's own characters are escaped there.
    `<details><summary>${escapeHtml(what)}</summary>`,
    '',
    '| field | have | want | |',
    '| --- | --- | --- | --- |',
    ...changes.map(({ field, have, want, note }) => `| ${[field, have, want, note].map(escaped).join(' | ')} |`),
    '',
    '</details>',
  ].join('\n')

const placeOf = ({ field, source }: Line): string => (source === undefined ? field : `${field} ${positionText(source)}`)

/** Everything that Markdown or HTML could read as markup, a mention or a reference; a table cell stays one line. */
export const escaped = (text: string): string =>
  escapeHtml(text)
    .replace(/[\\`*_{}[\]()#+!|~^-]/g, '\\$&')
    .replace(/&\\#/g, '&#')

/** For text inside an HTML element or attribute, also where Markdown stands around it. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/@/g, '&#64;').replace(/\n/g, ' ')
