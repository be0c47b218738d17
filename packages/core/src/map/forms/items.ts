/**
 * The shapes that list fields share: one item, a list of items, an object of items; and an item as a text, as a list
 * (`[name, more…]`), as an object with one or several keys (`{name: more}`), or as an object in long form.
 */
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec, Read } from '../../base/codec'
import { codec, collect, isObject, placeOf, refuse, within } from '../../base/codec'
import type { Place } from '../../base/document'
import { isSecretRef } from '../../base/secret-ref'

/** A value and the context that leads to it. */
export interface Given {
  readonly value: unknown
  readonly context: t.Context
}

export interface Placed<T> {
  readonly value: T
  readonly at: Place
}

export interface ItemForms<T> {
  readonly expected: string
  /** What comes first, and what stands behind it, as written: `[name, a, b]` and `{name: [a, b]}` differ. */
  readonly pair: (head: Given, rest: ReadonlyArray<Given>) => t.Validation<ReadonlyArray<T>>
  /** Whether an object is the long form of one item. */
  readonly isLong: (object: Readonly<Record<string, unknown>>) => boolean
  readonly long: Read<ReadonlyArray<T>>
}

/** Decodes a field in any of the shapes, each entry with its place. */
export const items = <T>(forms: ItemForms<T>): Codec<ReadonlyArray<Placed<T>>> =>
  codec(forms.expected, (value, context) => {
    if (!Array.isArray(value)) return readItem(forms, value, context)
    const read = collect(value.map((item, index) => readItem(forms, item, within(context, index, item))))
    return isLeft(read) ? read : right(read.right.flat())
  })

const readItem = <T>(
  forms: ItemForms<T>,
  value: unknown,
  context: t.Context,
): t.Validation<ReadonlyArray<Placed<T>>> => {
  if (typeof value === 'string' || typeof value === 'number') return placed(forms.pair({ value, context }, []), context)
  if (Array.isArray(value)) return readTuple(forms, value, context)
  // A secret would read like an item of that name.
  if (!isObject(value) || isSecretRef(value)) return refuse(value, context, { expected: forms.expected })
  if (forms.isLong(value)) return placed(forms.long(value, context), context)
  const members = Object.entries(value).map(([key, member]) => {
    const inside = within(context, key, member)
    return placed(forms.pair({ value: key, context: inside }, [{ value: member, context: inside }]), inside)
  })
  const read = collect(members)
  return isLeft(read) ? read : right(read.right.flat())
}

const readTuple = <T>(forms: ItemForms<T>, tuple: ReadonlyArray<unknown>, context: t.Context) => {
  const given = tuple.map((value, index) => ({ value, context: within(context, index, value) }))
  const [head, ...rest] = given
  if (head === undefined) return refuse(tuple, context, { expected: forms.expected })
  return placed(forms.pair(head, rest), context)
}

const placed = <T>(
  read: t.Validation<ReadonlyArray<T>>,
  context: t.Context,
): t.Validation<ReadonlyArray<Placed<T>>> => {
  if (isLeft(read)) return read
  const at = placeOf(context)
  return right(read.right.map((value) => ({ value, at })))
}

/** `[[a, b]]` and `[a, b]` alike: what stands behind the head, nested or not. */
export const spread = (rest: ReadonlyArray<Given>): ReadonlyArray<Given> => {
  const [only, second] = rest
  if (only === undefined || second !== undefined || !Array.isArray(only.value)) return rest
  return only.value.map((value: unknown, index) => ({ value, context: within(only.context, index, value) }))
}

/** Whether all keys are among `names`, and one of `identifying` is there. */
export const hasOnly = (
  object: Readonly<Record<string, unknown>>,
  names: ReadonlyArray<string>,
  identifying: ReadonlyArray<string>,
): boolean =>
  Object.keys(object).every((key) => names.includes(key)) && identifying.some((key) => Object.hasOwn(object, key))

/** Too many values behind a head. */
export const refuseBeyond = (
  rest: ReadonlyArray<Given>,
  most: number,
  expected: string,
): t.Validation<never> | undefined => {
  const extra = rest[most]
  return extra === undefined ? undefined : refuse(extra.value, extra.context, { expected: `nothing more: ${expected}` })
}

/** Decodes a given value, or gives `undefined` where there is none. */
export const optional = <A>(decoder: Codec<A>, given: Given | undefined): t.Validation<A | undefined> =>
  given === undefined || given.value === null ? right(undefined) : decoder.validate(given.value, given.context)

/** Null as `undefined`. */
export const nullable = <A>(decoder: Codec<A>): Codec<A | undefined> =>
  codec(decoder.name, (value, context) => optional(decoder, { value, context }))

/** The mistakes of all results, at least one of which failed. */
export const failures = (results: ReadonlyArray<t.Validation<unknown>>): t.Validation<never> => {
  const read = collect(results)
  return isLeft(read) ? read : left([])
}
