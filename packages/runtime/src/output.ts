/** What a command printed, as a report shows it: the end of it, without secrets. */
import { REDACTED } from '@dmap/core'
import type { Secrets } from './secrets'

/** Bytes that a report shows. */
export const OUTPUT_LIMIT = 64 * 1024

/** How many bytes of the end `shownOutput` wants: more than it shows, since a secret may lie across the cut. */
export const keptBytes = (secrets: Secrets): number => OUTPUT_LIMIT + edgeOf(secrets)

/**
 * The end of an output without secrets. Where something was cut off, what comes next is left out as well: it may be the
 * rest of a secret, which is not recognised.
 *
 * @param end the last `keptBytes` of it, or all where there are fewer
 */
export const shownOutput = (end: Buffer, secrets: Secrets): string => {
  const text = Buffer.from(secrets.scrub(end.toString('utf8')))
  const least = end.length < keptBytes(secrets) ? 0 : edgeOf(secrets)
  const from = Math.max(least, text.length - OUTPUT_LIMIT)
  const shown = text.subarray(from).toString('utf8')
  // A character that was cut in two.
  return from === 0 ? shown : shown.replace(/^\uFFFD+/, '')
}

/** Bytes after the cut where the rest of a secret may be: within it, each letter may be a secret that is replaced as well. */
const edgeOf = (secrets: Secrets): number => REDACTED.length * secrets.longest()
