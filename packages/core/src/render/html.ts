/**
 * What a plan or a change would do, as one page that stands alone: objects, timeline, graph, and each step with its
 * chain of causes. It asks nothing of the network, and can be read without its script.
 */
import { compareText } from '../base/compare-text'
import { section } from './html-section'
import { SCRIPT, STYLE } from './html-style'
import { htmlText } from './html-text'
import type { Review } from './review-map'
import { printable } from './words'

export interface HtmlOptions {
  readonly title?: string
  /** Further sentences for the reader. */
  readonly notes?: ReadonlyArray<string>
}

/** Nothing is loaded from anywhere: the page could not, even where a name in the map tried to. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

/**
 * @example
 * renderHtml([{ title: 'dmap.yaml', ...comparison }], { title: 'main...feature' })
 * @returns ends with a line feed; the same input gives the same bytes
 */
export const renderHtml = (reviews: ReadonlyArray<Review>, options: HtmlOptions = {}): string => {
  const title = htmlText(printable(options.title ?? reviews.map((review) => review.title).join(', ')))
  const notes = (options.notes ?? []).map((note) => `<p class="warning">${htmlText(printable(note))}</p>`)
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    // Without an icon of its own, the browser would ask for one.
    '<link rel="icon" href="data:,">',
    `<title>${title}</title><style>${STYLE}</style></head><body>`,
    '<a class="skip" href="#map-0">Skip to the contents</a>',
    `<header><h1>${title}</h1>${notes.join('')}</header>`,
    contents(reviews),
    filters(reviews),
    `<main>${reviews.map(section).join('\n')}</main>`,
    `<script>${SCRIPT}</script></body></html>`,
    '',
  ].join('\n')
}

const contents = (reviews: ReadonlyArray<Review>): string => {
  const items = reviews.map(
    ({ title }, at) =>
      `<li><a href="#map-${at}">${htmlText(printable(title))}</a>: <a href="#timeline-${at}">timeline</a>, <a href="#graph-${at}">graph</a>, <a href="#steps-${at}">steps</a></li>`,
  )
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`
}

const filters = (reviews: ReadonlyArray<Review>): string => {
  const actions = reviews.flatMap(({ plan }) => plan.steps.map(({ action }) => action))
  const options = (values: ReadonlyArray<string>): string =>
    ['<option value="">all</option>', ...distinct(values).map((value) => `<option>${htmlText(value)}</option>`)].join(
      '',
    )
  return [
    '<form id="filters" role="search" aria-label="Filter steps" hidden>',
    `<label>Host <select name="host">${options(actions.map(({ client }) => printable(client)))}</select></label>`,
    `<label>Kind <select name="kind">${options(actions.map(({ _tag }) => _tag))}</select></label>`,
    '<label>Text <input name="text" type="search"></label>',
    '<button type="reset">Show all</button><output id="count" aria-live="polite"></output></form>',
  ].join('')
}

const distinct = (values: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(values)].sort(compareText)
