/** Secrets as people may see them: by name, never by value. */
import { isJsonObject, type Json } from '../base/json'

/**
 * A copy in which each reference to a secret is text.
 *
 * @example
 * redact({ $concat: ['PASSWORD=', { $secret: 'db' }] }) // 'PASSWORD=<secret db>'
 */
export const redact = (value: Json): Json => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).map(redact)
  if (!isJsonObject(value)) return value
  const text = secretText(value)
  if (text !== null) return text
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, redact(member)]])),
  )
}

const secretText = (value: Json): string | null => {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null
  const { $secret: name, $concat: parts } = value
  if (typeof name === 'string') return `<secret ${name}>`
  if (!Array.isArray(parts)) return null
  return (parts as ReadonlyArray<Json>).map((part) => secretText(part) ?? String(part)).join('')
}
