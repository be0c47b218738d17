/** Links to containers: `name:alias`, the form in which they are asked for. */
import { compareText } from '../base/compare-text'

/**
 * The Engine answers `/target:/name of this container/alias`, takes `target`, `target:alias` and `/target:alias`, and
 * lists links in no order. A link whose container is gone leads to the empty name.
 *
 * @example
 * linkOf('/shop.db:/shop.web/db') // 'shop.db:db'
 */
export const linkOf = (raw: string): string => {
  const colon = raw.indexOf(':')
  const target = (colon < 0 ? raw : raw.slice(0, colon)).replace(/^\//, '')
  const alias = colon < 0 ? target : raw.slice(raw.lastIndexOf('/') > colon ? raw.lastIndexOf('/') + 1 : colon + 1)
  return `${target}:${alias}`
}

/** Links in their normal form, sorted, each once. */
export const linksOf = (raw: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(raw.map(linkOf))].sort(compareText)
