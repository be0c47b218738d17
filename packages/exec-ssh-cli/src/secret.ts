/** Secrets in request bodies: where they stand, and the values put in at the last moment. */
import { isJsonObject, type Json } from '@dmap/core'

/** Names of the secrets in `json`, sorted, each once. */
export const secretsIn = (json: Json | undefined): ReadonlyArray<string> => {
  const names = new Set<string>()
  visit(json, (name) => names.add(name))
  return [...names].sort()
}

/**
 * `json` with each `{ $secret }` and `{ $concat }` replaced by text.
 *
 * @param value of a secret
 * @example
 * withSecrets({ $concat: ['A=', { $secret: 'a' }] }, () => 'x') // 'A=x'
 */
export const withSecrets = (json: Json, value: (name: string) => string): Json => {
  if (Array.isArray(json)) return json.map((item: Json) => withSecrets(item, value))
  if (!isJsonObject(json)) return json
  const text = secretText(json, value)
  if (text !== undefined) return text
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, member]) => (member === undefined ? [] : [[key, withSecrets(member, value)]])),
  )
}

const secretText = (json: { readonly [key: string]: Json | undefined }, value: (name: string) => string) => {
  const { $secret, $concat } = json
  if (typeof $secret === 'string') return value($secret)
  if (!Array.isArray($concat)) return undefined
  return $concat.map((part: Json) => (typeof part === 'string' ? part : withSecrets(part, value))).join('')
}

const visit = (json: Json | undefined, found: (name: string) => void): void => {
  if (Array.isArray(json)) for (const item of json) visit(item, found)
  else if (isJsonObject(json as Json)) {
    const object = json as { readonly [key: string]: Json | undefined }
    if (typeof object['$secret'] === 'string') found(object['$secret'])
    else for (const member of Object.values(object)) visit(member, found)
  }
}
