/** Codecs for single values: text, numbers, switches, durations, words out of a list. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec, Complaint, Read } from '../base/codec'
import { codec, refuse, writtenNumber } from '../base/codec'
import { nanosecondsOf } from '../base/duration'
import { didYouMean } from '../base/nearest'
import { isSecretRef, type SecretRef } from '../base/secret-ref'
import type { Text } from './model'

const readText =
  (expected: string): Read<string> =>
  (value, context) => {
    if (typeof value === 'number') return right(writtenNumber(value, context))
    if (typeof value === 'boolean') return refuse(value, context, { expected, hint: 'put it in quotes, if it is text' })
    if (typeof value !== 'string') return refuse(value, context, { expected })
    if (value.includes('\0')) return refuse(value, context, { expected: `${expected} without null bytes` })
    return value === '' ? refuse(value, context, { expected }) : right(value)
  }

/** Text that is not empty; a number counts as the text that stands in the file. */
export const text = (expected: string): Codec<string> => codec(expected, readText(expected))

/** Text of environment variables, labels, driver options: may be empty, a switch, or a secret. */
export const textOrSecret: Codec<Text> = codec<Text>('text or a secret', (value, context) => {
  if (isSecretRef(value)) return right({ $secret: value.$secret })
  if (value === '') return right('')
  if (typeof value === 'boolean') return right(String(value))
  return readText('text or a secret')(value, context)
})

/** A value that only the request to the Engine holds, so that a secret may stand for it. */
export const orSecret = <A>(decoder: Codec<A>): Codec<A | SecretRef> =>
  codec<A | SecretRef>(decoder.name, (value, context) =>
    isSecretRef(value) ? right({ $secret: value.$secret }) : decoder.validate(value, context),
  )

/** Text of addresses by name: may be empty. */
export const anyText: Codec<string> = codec('text', (value, context) => {
  if (value === '') return right('')
  if (typeof value === 'boolean') return right(String(value))
  return readText('text')(value, context)
})

/** Text that a pattern admits. */
export const textLike = (expected: string, pattern: RegExp, hint?: string): Codec<string> =>
  codec(expected, (value, context) => {
    const read = readText(expected)(value, context)
    if (isLeft(read) || pattern.test(read.right)) return read
    return refuse(value, context, { expected, hint })
  })

export const flag: Codec<boolean> = codec('true or false', (value, context) => {
  if (typeof value === 'boolean') return right(value)
  const quoted = value === 'true' || value === 'false'
  const hint = quoted
    ? 'remove the quotes'
    : typeof value === 'string' && /^(yes|no|on|off)$/i.test(value)
      ? 'YAML 1.2 knows true and false only'
      : undefined
  return refuse(value, context, { expected: 'true or false', hint })
})

/** One of a few words. */
export const word = <const W extends string>(
  words: ReadonlyArray<W>,
  synonyms: Readonly<Record<string, W>> = {},
): Codec<W> => {
  const expected = `one of ${words.join(', ')}`
  return codec(expected, (value, context) => {
    if (typeof value !== 'string') return refuse(value, context, { expected })
    const found = words.find((candidate) => candidate === value)
    if (found !== undefined) return right(found)
    if (Object.hasOwn(synonyms, value)) return right(synonyms[value] as W)
    return refuse(value, context, { expected, ...didYouMean(value, words) })
  })
}

const toNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined
}

/** A whole number, also written as text; `least` and `most` are included. */
export const whole = (expected: string, least = 0, most = Number.MAX_SAFE_INTEGER): Codec<number> =>
  codec(expected, (value, context) => {
    const number = toNumber(value)
    const fits = number !== undefined && Number.isInteger(number) && number >= least && number <= most
    return fits ? right(number) : refuse(value, context, { expected })
  })

const DURATION = 'a duration such as 10s, 500ms or 1m30s, or nanoseconds'

const badDuration = (value: unknown): Complaint => {
  const bare = typeof value === 'string' && /^\d+$/.test(value)
  return { expected: DURATION, hint: bare ? `add a unit: ${value}s` : undefined }
}

/** Nanoseconds; a bare number is nanoseconds already. */
export const duration: Codec<number> = codec(DURATION, (value, context) => {
  const number = typeof value === 'string' ? nanosecondsOf(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return right(number)
  return refuse(value, context, badDuration(value))
})

/** A duration that the Engine's health check takes: nothing, or a millisecond at least. */
export const healthDuration: Codec<number> = codec(DURATION, (value, context) => {
  const read = duration.validate(value, context)
  if (isLeft(read) || read.right === 0 || read.right >= 1e6) return read
  const message = `${read.right} nanoseconds are less than the millisecond that the Engine asks for`
  return refuse(value, context, {
    expected: DURATION,
    message,
    hint: `a bare number is nanoseconds; write ${read.right}s for seconds`,
  })
})

/** Seconds, as a whole number or a duration of whole seconds. */
export const seconds: Codec<number> = codec('whole seconds', (value, context) => {
  const nanoseconds = typeof value === 'string' ? nanosecondsOf(value) : undefined
  const number = nanoseconds === undefined ? toNumber(value) : nanoseconds / 1e9
  if (number !== undefined && Number.isInteger(number) && number >= 0) return right(number)
  const count = typeof value === 'string' ? /^(\d{1,9})\s*s(ec(onds?|s)?)?$/i.exec(value)?.[1] : undefined
  const hint = count === undefined ? undefined : `write ${count}, or ${count}s`
  return refuse(value, context, { expected: 'whole seconds, 0 or more', hint })
})
