/**
 * Canonical JSON (sorted keys, no white space, `undefined` members left out) and hashes over it: two values that mean
 * the same have the same text, whatever the order in which their keys were written.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Json, JsonObject } from './json'

/**
 * @example
 * canonicalJson({ b: 1, a: [null, 'x'] }) // '{"a":[null,"x"],"b":1}'
 */
export const canonicalJson = (value: Json | undefined): string => JSON.stringify(sortKeys(value))

/** `sha256:` and 64 hexadecimal digits over the canonical JSON of `value`. */
export const contentHash = (value: Json): string => `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`

/** The first `digits` (at most 64) hexadecimal digits of the content hash, where a label or a name must stay short. */
export const shortHash = (value: Json, digits = 12): string => contentHash(value).slice(7, 7 + digits)

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || canonicalJson(a) === canonicalJson(b)

const sortKeys = (value: Json | undefined): Json | undefined => {
  if (Array.isArray(value)) return value.map((item) => sortKeys(item) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const object = value as JsonObject
  // Created without a prototype, so that a key `__proto__` is a key like any other.
  const sorted: Record<string, Json | undefined> = Object.create(null)
  for (const key of Object.keys(object).sort()) sorted[key] = sortKeys(object[key])
  return sorted
}
