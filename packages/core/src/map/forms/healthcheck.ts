/** The forms of `healthcheck`; its parts merge by key, so each is decoded with its own place. */

import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../../base/codec'
import { closed, codec, collect, isObject, placeOf, refuse, within } from '../../base/codec'
import { isSecretRef } from '../../base/secret-ref'
import type { Healthcheck } from '../model'
import { flag, healthDuration, orSecret, text, whole } from '../values'
import type { Placed } from './items'
import { nullable } from './items'

const TEST = 'a command line, or a list: [CMD, program, …], [CMD-SHELL, line] or [NONE]'
const ORDER = ['test', 'interval', 'timeout', 'retries', 'start_period'] as const

const word = orSecret(text('text'))
const KINDS: ReadonlyArray<unknown> = ['CMD', 'CMD-SHELL', 'NONE']

const test: Codec<Healthcheck['test']> = codec(TEST, (value, context) => {
  if (value === 'NONE' || value === false) return right(['NONE'])
  if (!Array.isArray(value)) {
    const line = orSecret(text(TEST)).validate(value, context)
    return isLeft(line) ? line : right(['CMD-SHELL', line.right])
  }
  if (value.length === 0) return right([])
  const words = collect(value.map((each, index) => word.validate(each, within(context, index, each))))
  if (isLeft(words)) return words
  return right(KINDS.includes(value[0]) ? words.right : ['CMD', ...words.right])
})

const members = {
  test: nullable(test),
  interval: nullable(healthDuration),
  timeout: nullable(healthDuration),
  retries: nullable(whole('a number of retries')),
  start_period: nullable(healthDuration),
}

const NAME = 'a health check ({test, interval, timeout, retries, start_period})'

const long = closed(NAME, { ...members, disable: flag })

export type HealthPart = Placed<readonly [key: keyof Healthcheck, value: unknown]>

/** Parts that are there; a null is a part as well, which takes back an inherited one. */
export const healthParts: Codec<ReadonlyArray<HealthPart>> = codec(NAME, (value, context) => {
  if (isObject(value) && !isSecretRef(value)) return fromObject(value, context)
  if (Array.isArray(value) && !KINDS.includes(value[0])) return fromTuple(value, context)
  const read = test.validate(value, context)
  return isLeft(read) ? read : right([{ value: ['test', read.right], at: placeOf(context) }])
})

const fromObject = (
  value: Readonly<Record<string, unknown>>,
  context: t.Context,
): t.Validation<ReadonlyArray<HealthPart>> => {
  const read = long.validate(value, context)
  if (isLeft(read)) return read
  const { disable, ...parts } = read.right
  const given = Object.entries(parts).map(
    ([key, part]): HealthPart => ({
      value: [key as keyof Healthcheck, part],
      at: placeOf(within(context, key, value[key])),
    }),
  )
  if (disable !== true) return right(given)
  if (given.length === 0) return right([{ value: ['test', ['NONE']], at: placeOf(context) }])
  return refuse(value, context, {
    code: 'conflict',
    message: 'disable stands beside settings of the check',
    hint: 'keep one of the two',
  })
}

/** `[test, interval, timeout, retries, start_period]` */
const fromTuple = (value: ReadonlyArray<unknown>, context: t.Context): t.Validation<ReadonlyArray<HealthPart>> => {
  if (value.length > ORDER.length) return refuse(value, context, { expected: TEST })
  const read = collect(
    value.map((each, index): t.Validation<HealthPart> => {
      const inside = within(context, index, each)
      const key = ORDER[index] as keyof Healthcheck
      const part: t.Validation<unknown> = members[key].validate(each, inside)
      return isLeft(part) ? part : right({ value: [key, part.right], at: placeOf(inside) })
    }),
  )
  if (!isLeft(read)) return right(read.right)
  // A list of words is most likely a command.
  const command = typeof value[1] === 'string' && !/^\d/.test(value[1])
  return command ? refuse(value, context, { expected: TEST, hint: 'put CMD in front of the words of a command' }) : read
}
