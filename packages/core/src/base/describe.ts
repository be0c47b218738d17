/** A value in a few words, for the `found` of an issue; short whatever its size. */

import { isSecretRef } from './secret-ref'

const LONGEST = 60

/**
 * @example
 * describe('abc') // '"abc"'
 * describe(3) // 'the number 3'
 * describe([1, 2]) // 'a list of 2'
 */
export const describe = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  return describeObject(value)
}

/** Text in quotation marks, cut where it is long. */
export const quote = (text: string): string =>
  text.length > LONGEST
    ? `${JSON.stringify(text.slice(0, LONGEST))}… (${text.length} characters)`
    : JSON.stringify(text)

const describeObject = (value: object): string => {
  if (isSecretRef(value)) return `the secret ${quote(value.$secret)}`
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an empty object'
  const named = keys.slice(0, 3).map((key) => (key.length > 20 ? `${key.slice(0, 20)}…` : key))
  return `an object with ${named.join(', ')}${keys.length > 3 ? ', …' : ''}`
}
