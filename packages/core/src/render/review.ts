/**
 * What a change of maps would do, as Markdown for a comment in a code review: first what is deleted and what is away for
 * how long, then a table per host, then folded details. The same input gives the same bytes.
 */
import type { ObjectFate } from '../simulate/fate'
import { longestOutages } from '../simulate/schedule'
import { linesOf } from './line'
import { escaped } from './markdown'
import { predictionOf, predictionText } from './prediction'
import { detailPieces, stepsPiece } from './review-details'
import { fitted, type Piece } from './review-limit'
import type { Review } from './review-map'
import { gravePieces, hostPieces, type Lined } from './review-tables'
import { warningSentence } from './warning'
import { countText, durationText, listText, printable, resourceText } from './words'

export interface ReviewOptions {
  /** Tells this comment from others of the same code review; letters, digits, `-`, `_`, `.`, `/`. */
  readonly key?: string
  /** What was compared: `main...feature`. */
  readonly subject?: string
  /** Further sentences for the reader: maps that are gone, …. */
  readonly notes?: ReadonlyArray<string>
  /** Characters; default: what a comment on GitHub holds. */
  readonly limit?: number
}

const GITHUB_LIMIT = 65536

/** A line that is not shown, by which an update finds the comment that it replaces. */
export const reviewMarker = (key = 'default'): string => `<!-- dmap-review:${key.replace(/[^\w./-]/g, '_')} -->`

/**
 * @example
 * renderReview([{ title: 'dmap.yaml', ...comparison }], { subject: 'main...feature' })
 * @returns ends with a line feed, and is shorter than the limit
 */
export const renderReview = (reviews: ReadonlyArray<Review>, options: ReviewOptions = {}): string => {
  const { key, subject, notes = [], limit = GITHUB_LIMIT } = options
  const several = reviews.length > 1
  const lined = reviews.map((review): Lined => ({ ...review, lines: linesOf(review.plan) }))
  const pieces: ReadonlyArray<Piece> = [
    heading(
      `${reviewMarker(key)}\n## What merging this would do${subject === undefined ? '' : `: ${escaped(subject)}`}`,
    ),
    row(`\n\n${verdict(reviews)}`),
    ...notes.map(note),
    ...reviews.flatMap(notePieces),
    ...gravePieces(reviews),
    ...lined.flatMap((review) => mapPieces(review, several)),
    ...lined.flatMap(detailPieces),
    ...lined.flatMap(stepsPiece),
  ]
  return fitted(pieces, limit)
}

const heading = (text: string): Piece => ({ kind: 'heading', text })
const row = (text: string): Piece => ({ kind: 'row', text })

const VERDICTS: ReadonlyArray<readonly [ObjectFate['fate'], string]> = [
  ['removed', 'removed'],
  ['recreated', 'recreated'],
  ['restarted', 'restarted'],
  ['stopped', 'stopped'],
  ['updated', 'updated in place'],
  ['started', 'started'],
  ['created', 'created'],
]

/** Containers only: `**Containers: 1 removed, 2 recreated**`. */
const verdict = (reviews: ReadonlyArray<Review>): string => {
  if (reviews.every(({ plan }) => plan.steps.length === 0)) return '**Nothing to do:** no host would change.'
  const containers = reviews.flatMap(({ fates }) => fates.filter(({ kind }) => kind === 'container'))
  const counts = VERDICTS.flatMap(([fate, words]) => {
    const count = containers.filter((one) => one.fate === fate).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  const hosts = new Set(reviews.flatMap(({ fates }) => fates.map(({ client }) => client))).size
  const what = counts.length === 0 ? 'no container is touched' : `containers: ${counts.join(', ')}`
  return `**On ${countText(hosts, 'host')}, ${what}${longestOf(reviews)}.** Times are upper bounds: a program may take all of its stop timeout.`
}

/** Of those that come back. */
const longestOf = (reviews: ReadonlyArray<Review>): string => {
  const times = reviews.flatMap(({ schedule }) => Object.values(longestOutages(schedule.outages)))
  const longest = Math.max(0, ...times.filter(Number.isFinite))
  return longest === 0 ? '' : `; away for ${durationText(longest / 1000)} at the longest`
}

const note = (text: string): Piece => row(`\n\n> ⚠️ ${escaped(printable(text))}`)

const notePieces = ({ title, plan, failed = [], undecided = [], abandoned = [] }: Review): ReadonlyArray<Piece> =>
  [
    ...failed.map(({ id, error }) => `"${id}" would fail: ${error.message}`),
    ...(abandoned.length === 0
      ? []
      : [`what runs on ${listText(abandoned)} stays there, and running: the map no longer has that host`]),
    ...undecided.map(
      (id) =>
        `${resourceText(id)} would stay as it is, with other secrets in the map: whether their values differ is not known here`,
    ),
    ...plan.warnings.map(warningSentence),
  ].map((text) => note(`${title}: ${text}`))

const mapPieces = (review: Lined, several: boolean): ReadonlyArray<Piece> => {
  if (review.plan.steps.length === 0)
    return several ? [row(`\n\n**${escaped(printable(review.title))}**: nothing to do`)] : []
  return [
    ...hostPieces(review),
    row(`\n\n${escaped(predictionText(predictionOf(review.schedule), review.plan)[1] ?? '')}`),
  ]
}
