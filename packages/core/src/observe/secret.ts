/** Values in which a secret stands: only what is known of them is compared, and none of them is shown. */
import { isJsonObject, type Json } from '../base/json'
import { REDACTED } from '../resource/placeholder'

/** Whether a value of the materialised body holds the placeholder of a secret. */
export const holdsSecret = (value: Json | undefined): boolean => {
  if (typeof value === 'string') return value.includes(REDACTED)
  if (Array.isArray(value)) return value.some(holdsSecret)
  return isJsonObject(value) && Object.entries(value).some(([key, member]) => holdsSecret(key) || holdsSecret(member))
}

/**
 * Whether `have` may be what `want` is once its secrets are filled in. A text that is nothing but a secret fits any.
 *
 * @example
 * fitsSecret(['--password=<secret>'], ['--password=abc']) // true
 */
export const fitsSecret = (want: Json, have: Json): boolean => {
  if (typeof want === 'string') return typeof have === 'string' && fitsText(want.split(REDACTED), have)
  if (Array.isArray(want)) {
    return (
      Array.isArray(have) && want.length === have.length && want.every((item, at) => fitsSecret(item, have[at] as Json))
    )
  }
  if (!isJsonObject(want)) return want === have
  if (!isJsonObject(have)) return false
  const keys = new Set([...Object.keys(want), ...Object.keys(have)])
  return [...keys].every((key) => fitsMember(want[key], have[key]))
}

/** What is empty is left out of an observation, and a secret may be. */
const fitsMember = (want: Json | undefined, have: Json | undefined): boolean => {
  if (want === undefined || have === undefined) return want === have || want === REDACTED
  return fitsSecret(want, have)
}

/** Whether the parts stand in `text`, the first at its start, the last at its end, in this order and without overlap. */
const fitsText = (parts: ReadonlyArray<string>, text: string): boolean => {
  const first = parts[0] as string
  if (parts.length === 1) return text === first
  const last = parts[parts.length - 1] as string
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
