/** Secrets: put into a request at the last moment, and taken out of everything that is said afterwards. */

import { isJsonObject, isSecretRef, type Json, namesIn, REDACTED } from '@dmap/core'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { ExecutorError, SecretResolver } from './executor'

export interface Secrets {
  /**
   * A copy of `value` with every `{ $secret }` and `{ $concat }` replaced by its text; left: the names that have no
   * value, sorted. Each name is resolved once.
   */
  readonly fill: (value: Json) => Promise<Either<ReadonlyArray<string>, Json>>
  /** Names of secrets that were put in earlier, by whomever: an Engine may repeat their values as well. */
  readonly note: (names: ReadonlyArray<string>) => void
  /** Gets the values of the secrets noted, so that `scrub` knows them; one without a value was never put in. */
  readonly recall: () => Promise<void>
  /** `text` with every secret value that was ever put in or recalled replaced by `<secret>`. */
  readonly scrub: (text: string) => string
  /** Bytes of the longest value put in or recalled so far. */
  readonly longest: () => number
}

/**
 * @example
 * const secrets = secretsOf(async (name) => process.env[name])
 * await secrets.fill({ Env: [{ $concat: ['PASSWORD=', { $secret: 'DB' }] }] }) // right({ Env: ['PASSWORD=…'] })
 */
export const secretsOf = (resolve: SecretResolver): Secrets => {
  const asked = new Map<string, Promise<string | undefined>>()
  const values = new Set<string>()
  const noted = new Set<string>()
  const lookUp = (name: string): Promise<string | undefined> => {
    // A resolver that breaks has no value to give, and its error may hold one.
    const known = asked.get(name) ?? resolve(name).catch(() => undefined)
    asked.set(name, known)
    return known
  }
  return {
    fill: async (value) => {
      const names = [...namesIn(value)].sort()
      const found = new Map(await Promise.all(names.map(async (name) => [name, await lookUp(name)] as const)))
      const missing = names.filter((name) => found.get(name) === undefined)
      if (missing.length > 0) return left(missing)
      for (const text of found.values()) remember(values, text ?? '')
      return right(filled(value, (name) => found.get(name) ?? ''))
    },
    note: (names) => {
      for (const name of names) noted.add(name)
    },
    recall: async () => {
      const texts = await Promise.all([...noted].map(lookUp))
      for (const text of texts) remember(values, text ?? '')
    },
    scrub: (text) =>
      [...values].sort((a, b) => b.length - a.length).reduce((rest, value) => rest.split(value).join(REDACTED), text),
    longest: () => Math.max(0, ...[...values].map((value) => Buffer.byteLength(value))),
  }
}

/** The error with every secret value taken out of its texts. */
export const scrubError = (error: ExecutorError, scrub: (text: string) => string): ExecutorError => {
  const scrubbed = { ...error, message: scrub(error.message), request: scrub(error.request) }
  if ('output' in scrubbed && scrubbed.output !== undefined) return { ...scrubbed, output: scrub(scrubbed.output) }
  return scrubbed
}

/** `text` without one value that is secret but is none of the secrets with a name: a password in the settings. */
export const withoutText = (text: string, value: string): string =>
  value === '' ? text : text.split(value).join(REDACTED)

/** What an executor answers where secrets have no value. */
export const missingSecrets = (client: string, request: string, names: ReadonlyArray<string>): ExecutorError => ({
  _tag: 'Unable',
  client,
  request,
  message: names.length === 1 ? `the secret ${names[0]} has no value` : `the secrets ${names.join(', ')} have no value`,
  hint: 'give it to the process that carries the plan out',
})

const filled = (value: Json, lookUp: (name: string) => string): Json => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).map((item) => filled(item, lookUp))
  if (!isJsonObject(value)) return value
  if (isSecretRef(value)) return lookUp(value.$secret)
  const { $concat: parts } = value
  if (Array.isArray(parts) && Object.keys(value).length === 1)
    return (parts as ReadonlyArray<Json>).map((part) => String(filled(part, lookUp))).join('')
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, filled(member, lookUp)]])),
  )
}

/** As it is, and as it stands in JSON text, where a line break or a quote looks different. */
const remember = (values: Set<string>, text: string): void => {
  if (text === '') return
  values.add(text)
  values.add(JSON.stringify(text).slice(1, -1))
}
