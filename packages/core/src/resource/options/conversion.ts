/** Conversions of option values: what a map writes (`3g`, `[80, '53/udp']`) to what the Engine's API takes. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, mapLeft, right } from 'fp-ts/lib/Either.js'
import { nanosecondsOf } from '../../base/duration'
import type { Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { isSecretRef } from '../../base/secret-ref'
import { shellWords } from '../shell-words'

/** Where in the value something else was expected. */
export interface Mismatch {
  readonly at: Path
  readonly expected: string
  readonly found: Json | undefined
}

export interface Conversion {
  /** What it takes, for issues and for the table in the documentation. */
  readonly expects: string
  readonly read: (value: Json) => Either<Mismatch, Json>
}

/** A secret is refused, also where an object of any keys is taken: planning has to know names, paths and numbers. */
export const conversion = (expects: string, read: (value: Json) => Either<Mismatch, Json> | undefined): Conversion => ({
  expects,
  read: (value) => (isSecretRef(value) ? undefined : read(value)) ?? left({ at: [], expected: expects, found: value }),
})

/** The value as it is; the Engine judges. */
export const anything: Conversion = { expects: 'any value', read: right }

export const flag = conversion('true or false', (value) => (typeof value === 'boolean' ? right(value) : undefined))

/** Text; a number is written as text. */
export const text = conversion('text', (value) => {
  if (typeof value === 'string') return right(value)
  return typeof value === 'number' && Number.isFinite(value) ? right(String(value)) : undefined
})

/** The value of `inner`, or a secret (`{ $secret: name }`): for texts that nothing but the request is made with. */
export const orSecret = (inner: Conversion, expects = `${inner.expects} (or a secret)`): Conversion => ({
  expects,
  read: (value) =>
    isSecretRef(value) ? right({ $secret: value.$secret }) : mapLeft(renamed(inner, expects))(inner.read(value)),
})

/** At the value itself the mismatch has the name of the whole. */
const renamed =
  (inner: Conversion, expects: string) =>
  (mismatch: Mismatch): Mismatch =>
    mismatch.expected === inner.expects ? { ...mismatch, expected: expects } : mismatch

export const secretText = orSecret(text)

/** Text, a number, or a flag, as text: what sysctls, log options and the like are written as. */
export const looseText = orSecret(
  conversion('text', (value) => (typeof value === 'boolean' ? right(String(value)) : asOption(text.read(value)))),
)

export const integer = conversion('a whole number', (value) => {
  const number = typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? right(number) : undefined
})

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** Bytes: a number, or text with a unit; -1 is no limit. */
export const size = conversion('bytes, or text with a unit: 512m, 3g', (value) => {
  if (typeof value !== 'string') return asOption(integer.read(value))
  const [, amount = '', unit = ''] = /^\s*(-?\d{1,16}(?:\.\d{1,9})?)\s*([bkmgt]?)(?:i?b)?\s*$/i.exec(value) ?? []
  const bytes = Math.round(Number(amount) * (UNITS[unit.toLowerCase()] ?? Number.NaN))
  return amount !== '' && Number.isSafeInteger(bytes) ? right(bytes) : undefined
})

/** Nanoseconds: a number, or text like `1m30s`. */
export const duration = conversion('nanoseconds, or text with units: 10s, 1m30s, 500ms', (value) => {
  if (typeof value !== 'string' || /^\d+$/.test(value)) return asOption(integer.read(value))
  const nanoseconds = nanosecondsOf(value)
  return nanoseconds === undefined ? undefined : right(nanoseconds)
})

export const oneOf = (...values: ReadonlyArray<string>): Conversion =>
  conversion(`one of ${values.join(', ')}`, (value) => (values.includes(value as string) ? right(value) : undefined))

/** A list; what is no list is a list of one. */
export const listOf = (item: Conversion): Conversion => ({
  expects: `a list: ${item.expects}`,
  read: (value) => {
    const result: Json[] = []
    const items = Array.isArray(value) ? (value as ReadonlyArray<Json>) : [value]
    for (const [index, entry] of items.entries()) {
      const read = item.read(entry)
      if (isLeft(read)) return left(Array.isArray(value) ? under(index, read.left) : read.left)
      result.push(read.right)
    }
    return right(result)
  },
})

/** An object of any keys; members that are null are left out. */
export const recordOf = (item: Conversion): Conversion =>
  conversion(`an object: ${item.expects}`, (value) => {
    if (!isJsonObject(value)) return undefined
    const result: Record<string, Json> = Object.create(null)
    for (const [key, entry] of Object.entries(value)) {
      if (entry === undefined || entry === null) continue
      const read = item.read(entry)
      if (isLeft(read)) return left(under(key, read.left))
      result[key] = read.right
    }
    return right(result)
  })

/** An Engine object of fixed members, each by its Engine name or its docker-py one: `DeviceIDs` or `device_ids`. */
export const shape = (members: Readonly<Record<string, Conversion>>): Conversion => {
  const byName = new Map(Object.keys(members).map((member) => [plainName(member), member]))
  const expects = `an object of ${Object.keys(members).join(', ')}`
  const readMembers = (value: JsonObject): Either<Mismatch, Json> => {
    const result: Record<string, Json> = {}
    for (const [key, entry] of Object.entries(value)) {
      const member = byName.get(plainName(key))
      if (member === undefined) return left({ at: [key], expected: expects, found: key })
      const read = readMember(members[member] as Conversion, entry)
      if (isLeft(read)) return left(under(key, read.left))
      if (read.right !== null) result[member] = read.right
    }
    return right(result)
  }
  return conversion(expects, (value) => (isJsonObject(value) ? readMembers(value) : undefined))
}

/** Null says nothing. */
const readMember = (member: Conversion, value: Json | undefined): Either<Mismatch, Json> =>
  value === undefined || value === null ? right(null) : member.read(value)

/** The first conversion that takes the value; the mismatch of the last one where none does. */
export const either = (expects: string, ...choices: ReadonlyArray<Conversion>): Conversion => ({
  expects,
  read: (value) => {
    for (const choice of choices) {
      const read = choice.read(value)
      if (!isLeft(read)) return read
    }
    return left({ at: [], expected: expects, found: value })
  },
})

/** A command: a list of words, or a line that is split like a shell does. */
export const command = conversion('a command line, or a list of words', (value) => {
  if (Array.isArray(value)) return listOf(secretText).read(value)
  if (typeof value !== 'string') return undefined
  const words = shellWords(value)
  return isLeft(words) ? left({ at: [], expected: `a command line (${words.left})`, found: value }) : right(words.right)
})

/** Reads `value`, then maps what was read. */
export const mapped = (inner: Conversion, change: (value: Json) => Json, expects = inner.expects): Conversion => ({
  expects,
  read: (value) => {
    const read = inner.read(value)
    return isLeft(read) ? read : right(change(read.right))
  },
})

/** A name and its value as one text of the Engine, or as parts where the value is a secret. */
export const joined = (name: string, value: Json): Json =>
  isSecretRef(value) ? { $concat: [name, { $secret: value.$secret }] } : `${name}${String(value)}`

/** `{ $concat: ['NAME=', { $secret: name }] }`: the Engine's form of a pair whose value is a secret. */
export const concatenation = (expects: string, head: RegExp): Conversion =>
  conversion(expects, (value) => {
    if (!isJsonObject(value) || !Array.isArray(value.$concat) || Object.keys(value).length !== 1) return undefined
    const [name, ...rest] = value.$concat as ReadonlyArray<Json>
    const parts =
      typeof name === 'string' && head.test(name) && rest.every((part) => typeof part === 'string' || isSecretRef(part))
    return parts ? right(value) : undefined
  })

/** A list of text, each of which `accepts`; an object is none, even of one. */
export const listOfText = (
  expects: string,
  accepts: (entry: string) => boolean = () => true,
  length?: number,
): Conversion => {
  const item = conversion(expects, (value) => {
    const read = text.read(value)
    return isLeft(read) || !accepts(read.right as string) ? undefined : read
  })
  const list = listOf(item)
  return conversion(list.expects, (value) => {
    if (isJsonObject(value) || (length !== undefined && !(Array.isArray(value) && value.length === length)))
      return undefined
    return list.read(value)
  })
}

/** `a=b=c` → `['a', 'b=c']`; without the separator, the second part is empty. */
export const splitOnce = (entry: string, separator: string): [string, string] => {
  const at = entry.indexOf(separator)
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
}

/** Empty for what is neither text nor number: an object without a prototype cannot be made text of. */
export const plainText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

const plainName = (name: string): string => name.replaceAll('_', '').toLowerCase()

const under = (key: string | number, mismatch: Mismatch): Mismatch => ({ ...mismatch, at: [key, ...mismatch.at] })

const asOption = (read: Either<Mismatch, Json>): Either<Mismatch, Json> | undefined => (isLeft(read) ? undefined : read)
