/** The tables of a review: what is deleted or away, and what happens on each host. */
import { compareText } from '../base/compare-text'
import { ownMember } from '../base/record'
import type { ObjectFate } from '../simulate/fate'
import { longestOutages } from '../simulate/schedule'
import { type Line, positionText } from './line'
import { escaped } from './markdown'
import type { Piece } from './review-limit'
import type { Review } from './review-map'
import { durationText, printable } from './words'

/** A review with the lines of its plan, which are made once for all parts of the comment. */
export interface Lined extends Review {
  readonly lines: ReadonlyArray<Line>
}

/** The gravest first. */
const FATES: Readonly<Record<ObjectFate['fate'], { readonly rank: number; readonly words: string }>> = {
  removed: { rank: 0, words: '**removed**' },
  recreated: { rank: 1, words: '**recreated**' },
  restarted: { rank: 2, words: '**restarted**' },
  stopped: { rank: 3, words: '**stopped**' },
  updated: { rank: 4, words: 'updated in place' },
  prepared: { rank: 5, words: 'owner and mode set' },
  started: { rank: 6, words: 'started' },
  created: { rank: 7, words: 'created' },
  pulled: { rank: 8, words: 'pulled' },
}

/** Deletions, then outages, the longest first; of all maps in one table. */
export const gravePieces = (reviews: ReadonlyArray<Review>): ReadonlyArray<Piece> => {
  const rows = reviews.flatMap(graveRows).sort((a, b) => b.seconds - a.seconds || compareText(a.text, b.text))
  if (rows.length === 0) return []
  return [
    heading('\n\n### Deletions and outages\n\n| what | on | away | |\n| --- | --- | --- | --- |'),
    ...rows.map(({ text }) => row(text)),
  ]
}

const graveRows = (review: Review): ReadonlyArray<{ readonly seconds: number; readonly text: string }> => {
  const away = awayOf(review)
  return review.fates.flatMap((fate) => {
    const seconds = fate.fate === 'removed' ? Number.POSITIVE_INFINITY : (away(fate) ?? 0)
    if (seconds === 0) return []
    const cells = [`${fate.kind} ${fate.name}`, fate.client, awayText(fate, away)].map((text) =>
      escaped(printable(text)),
    )
    return [{ seconds, text: `\n| ${[...cells, FATES[fate.fate].words].join(' | ')} |` }]
  })
}

/** A table for each host that the plan touches. */
export const hostPieces = (review: Lined): ReadonlyArray<Piece> => {
  const lines = new Map(review.lines.map((line) => [line.id, line]))
  const away = awayOf(review)
  const hosts = [...new Set(review.fates.map(({ client }) => client))].sort(compareText)
  return hosts.flatMap((host) => {
    const fates = sorted(review.fates.filter(({ client }) => client === host))
    return [
      heading(
        `\n\n### ${escaped(printable(`${review.title} on ${host}`))}\n\n| what | happens | away | because | from |\n| --- | --- | --- | --- | --- |`,
      ),
      ...fates.map((fate) => row(fateRow(fate, lines.get(fate.cause), review, away))),
    ]
  })
}

export const sorted = (fates: ReadonlyArray<ObjectFate>): ReadonlyArray<ObjectFate> =>
  [...fates].sort((a, b) => FATES[a.fate].rank - FATES[b.fate].rank || compareText(a.id, b.id))

const fateRow = (fate: ObjectFate, line: Line | undefined, review: Review, away: Away): string => {
  const cells = [line?.why ?? '', placeOf(fate, line, review)].map((text) => escaped(text))
  const what = escaped(printable(`${fate.kind} ${fate.name}`))
  return `\n| ${[what, FATES[fate.fate].words, escaped(awayText(fate, away)), ...cells].join(' | ')} |`
}

/** Where HEAD asks for it; of what is removed, where BASE did. */
const placeOf = ({ id }: ObjectFate, line: Line | undefined, { dropped = {} }: Review): string => {
  const before = ownMember(dropped, id)
  if (before !== undefined) return `before: ${positionText(before)}`
  if (line === undefined) return ''
  return line.source === undefined ? line.field : `${line.field} ${positionText(line.source)}`
}

type Away = (fate: ObjectFate) => number | undefined

/** Seconds; Infinity: it does not come back. */
const awayOf = ({ schedule }: Review): Away => {
  const longest = longestOutages(schedule.outages)
  return ({ id }) => {
    const milliseconds = ownMember(longest as Readonly<Record<string, number>>, id)
    return milliseconds === undefined ? undefined : milliseconds / 1000
  }
}

const awayText = (fate: ObjectFate, away: Away): string => {
  if (fate.fate === 'removed') return 'for good'
  const seconds = away(fate)
  if (seconds === undefined) return ''
  return Number.isFinite(seconds) ? durationText(seconds) : 'stays down'
}

const heading = (text: string): Piece => ({ kind: 'heading', text })
const row = (text: string): Piece => ({ kind: 'row', text })
