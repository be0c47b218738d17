/** What one field of a map is: how it is read to a layer, and how a merged layer becomes its value in the long form. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { canonicalJson } from '../base/canonical'
import type { Codec, Read } from '../base/codec'
import { closed, codec, collect, isObject, placeOf, refuse, within } from '../base/codec'
import type { Place } from '../base/document'
import type { Path } from '../base/issue'
import type { Json } from '../base/json'
import { recordOf } from '../base/record'
import { isSecretRef } from '../base/secret-ref'
import type { Placed } from './forms/items'
import type { Layer, Part } from './layer'
import { leaf, partsLayer } from './layer'

/** Notes where the value at a long-form path was written. */
export type Note = (path: Path, at: Place) => void

export interface Field<V> {
  readonly codec: Codec<Layer>
  /** The value of a layer; of none, the default. */
  readonly build: (layer: Layer | undefined, path: Path, note: Note) => V
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> }

/** Shared by all that say nothing: a map of 100,000 configs has millions of empty fields. */
const NO_ENTRIES: ReadonlyArray<never> = Object.freeze([])
const NO_MEMBERS: Readonly<Record<string, never>> = Object.freeze(recordOf<never>([]))

/** Planning has to know which members there are. */
const EACH_MEMBER = 'a secret can stand for the value of a member: { name: !secret name }'

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** A simple value: a later one overrides; null or empty takes back what was inherited. */
export const simple = <V, D extends V | undefined>(decoder: Codec<V>, otherwise: D): Field<V | D> => ({
  codec: codec(decoder.name, (value, context) => {
    if (isEmpty(value)) return right(leaf(placeOf(context), undefined))
    const read = decoder.validate(value, context)
    return isLeft(read) ? read : right(leaf(placeOf(context), read.right))
  }),
  build: (layer, path, note) => {
    if (layer?.value === undefined) return otherwise
    note(path, layer.at)
    return layer.value as V
  },
})

/** A simple value for which null and empty mean something. */
export const plainly = <V>(decoder: Codec<V>): Field<V | undefined> => ({
  codec: codec(decoder.name, (value, context) => {
    const read = decoder.validate(value, context)
    return isLeft(read) ? read : right(leaf(placeOf(context), read.right))
  }),
  build: simple<V, undefined>(decoder, undefined).build,
})

export interface ListRule<T> {
  /** Entries with one key override each other. Without a rule: equal entries. */
  readonly key?: (entry: T) => string
  /** Whether one value may hold different entries of one key: a port may be bound to several addresses. */
  readonly several?: boolean
}

const wholeEntry = (entry: unknown): string => canonicalJson(entry as Json)

/** A list: entries are united in first-seen order, and override by key; null or empty takes back what was inherited. */
export const list = <T>(decoder: Codec<ReadonlyArray<Placed<T>>>, rule: ListRule<T> = {}): Field<ReadonlyArray<T>> => {
  const key = rule.key ?? wholeEntry
  return {
    codec: codec(decoder.name, (value, context) => {
      if (isEmpty(value)) return right(partsLayer(placeOf(context), [], true))
      const read = decoder.validate(value, context)
      if (isLeft(read)) return read
      const entries = distinct(read.right)
      const twice = rule.several === true ? undefined : conflicting(entries, key)
      if (twice !== undefined) return refuse(value, context, twice)
      const parts = entries.map((entry): Part => ({ key: key(entry.value), layer: leaf(entry.at, entry.value) }))
      return right(partsLayer(placeOf(context), parts))
    }),
    build: (layer, path, note) => {
      if (layer === undefined) return NO_ENTRIES
      note(path, layer.at)
      return (layer.parts ?? []).map((part, index) => {
        note([...path, index], part.layer.at)
        return part.layer.value as T
      })
    },
  }
}

/** Of equal entries the first one. */
const distinct = <T>(entries: ReadonlyArray<Placed<T>>): ReadonlyArray<Placed<T>> => {
  const seen = new Set<string>()
  return entries.filter(({ value }) => {
    const text = wholeEntry(value)
    return !seen.has(text) && seen.add(text)
  })
}

const conflicting = <T>(entries: ReadonlyArray<Placed<T>>, key: (entry: T) => string) => {
  const seen = new Set<string>()
  for (const { value } of entries) {
    const name = key(value)
    if (seen.has(name)) {
      const message = `${JSON.stringify(name)} stands here twice, with different settings`
      return { code: 'conflict', message, hint: 'keep one of the two' } as const
    }
    seen.add(name)
  }
  return undefined
}

/** An object whose members override by key; a null member takes back the inherited one. */
export const record = <V>(
  member: Codec<V>,
  shortForm?: Read<Readonly<Record<string, unknown>>>,
): Field<Readonly<Record<string, V>>> => ({
  codec: codec(`an object of ${member.name}`, (value, context) => {
    if (isEmpty(value)) return right(partsLayer(placeOf(context), [], true))
    const object = isObject(value) || shortForm === undefined ? right(value) : shortForm(value, context)
    if (isLeft(object)) return object
    // A secret would read like a member of that name.
    if (!isObject(object.right) || isSecretRef(value))
      return refuse(value, context, { expected: `an object of ${member.name}`, secretHint: EACH_MEMBER })
    const read = collect(Object.entries(object.right).map(([key, given]) => readMember(member, key, given, context)))
    return isLeft(read) ? read : right(partsLayer(placeOf(context), read.right))
  }),
  build: buildRecord,
})

const readMember = (member: Codec<unknown>, key: string, given: unknown, context: t.Context): t.Validation<Part> => {
  const inside = within(context, key, given)
  const decoded = given === null ? right(undefined) : member.validate(given, inside)
  return isLeft(decoded) ? decoded : right({ key, layer: leaf(placeOf(inside), decoded.right) })
}

const buildRecord = <V>(layer: Layer | undefined, path: Path, note: Note): Readonly<Record<string, V>> => {
  if (layer === undefined) return NO_MEMBERS
  note(path, layer.at)
  const members = (layer.parts ?? []).filter((part) => part.layer.value !== undefined)
  for (const part of members) note([...path, part.key], part.layer.at)
  return recordOf(members.map((part) => [part.key, part.layer.value as V] as const))
}

/** An object of free JSON: members override by key, and where both sides are objects, theirs do as well (one level). */
export const options = (name: string): Field<Readonly<Record<string, Json>>> => ({
  codec: codec(name, (value, context) => {
    if (isEmpty(value)) return right(partsLayer(placeOf(context), [], true))
    if (!isObject(value) || isSecretRef(value))
      return refuse(value, context, { expected: name, secretHint: EACH_MEMBER })
    const parts = Object.entries(value).map(([key, member]): Part => {
      const inside = within(context, key, member)
      return {
        key,
        layer: nestedLayer(member as Json, placeOf(inside), (inner, each) => placeOf(within(inside, inner, each))),
      }
    })
    return right(partsLayer(placeOf(context), parts))
  }),
  build: (layer, path, note) => {
    if (layer === undefined) return NO_MEMBERS
    note(path, layer.at)
    const members: Array<readonly [string, Json]> = []
    for (const part of layer.parts ?? []) {
      const value = buildNested(part.layer, [...path, part.key], note)
      if (value !== undefined) members.push([part.key, value])
    }
    return recordOf(members)
  },
})

/** A text or a number replaces; an object merges by key; null and the empty object take back what was inherited. */
export const nestedLayer = (value: Json, at: Place, placeInside: (key: string, value: unknown) => Place): Layer => {
  if (isEmpty(value) && !Array.isArray(value) && value !== '') return leaf(at, undefined)
  if (!isObject(value) || isSecretRef(value)) return leaf(at, value)
  const parts = Object.entries(value).map(
    ([key, each]): Part => ({
      key,
      layer: leaf(placeInside(key, each), each ?? undefined),
    }),
  )
  return partsLayer(at, parts)
}

export const buildNested = (layer: Layer, path: Path, note: Note): Json | undefined => {
  if (layer.parts !== undefined) {
    const built = buildRecord<Json>(layer, path, note)
    // All that it held was taken back.
    return Object.keys(built).length === 0 ? undefined : built
  }
  if (layer.value !== undefined) note(path, layer.at)
  return layer.value as Json | undefined
}

export interface TableOptions {
  readonly aliases?: Readonly<Record<string, string>>
  /** A value that is no object, as the object it stands for. */
  readonly short?: (value: unknown) => Readonly<Record<string, unknown>> | undefined
  /** Keys that are read in addition, and dropped. */
  readonly ignores?: (key: string) => boolean
  /** What to write instead of an unknown key that means something elsewhere. */
  readonly instead?: (key: string) => string | undefined
}

/** An object with fields of its own. A missing value is one without settings: it takes nothing back. */
export const table = <T>(name: string, fields: Fields<T>, tableOptions: TableOptions = {}): Field<T> => {
  const rows = Object.entries(fields) as ReadonlyArray<readonly [string, Field<unknown>]>
  const object = closed(name, Object.fromEntries(rows.map(([key, field]) => [key, field.codec])), tableOptions)
  return {
    codec: codec(name, (value, context) => {
      const given = value === null ? {} : isObject(value) ? value : (tableOptions.short?.(value) ?? value)
      const read = object.validate(given, context)
      if (isLeft(read)) return read
      const parts = Object.entries(read.right).map(([key, layer]): Part => ({ key, layer: layer as Layer }))
      return right(partsLayer(placeOf(context), parts))
    }),
    build: (layer, path, note) => {
      if (layer !== undefined) note(path, layer.at)
      const parts = new Map((layer?.parts ?? []).map((part) => [part.key, part.layer]))
      const built: Record<string, unknown> = {}
      for (const [key, field] of rows) {
        const value = field.build(parts.get(key), [...path, key], note)
        if (value !== undefined) built[key] = value
      }
      return built as T
    },
  }
}

/** An object of tables. */
export const tables = <T>(name: string, member: Field<T>): Field<Readonly<Record<string, T>>> => ({
  codec: codec(name, (value, context) => {
    if (value === null) return right(partsLayer(placeOf(context), []))
    if (!isObject(value) || isSecretRef(value)) return refuse(value, context, { expected: name })
    const read = collect(
      Object.entries(value).map(([key, given]): t.Validation<Part> => {
        const layer = member.codec.validate(given, within(context, key, given))
        return isLeft(layer) ? layer : right({ key, layer: layer.right })
      }),
    )
    return isLeft(read) ? read : right(partsLayer(placeOf(context), read.right))
  }),
  build: (layer, path, note) => {
    if (layer !== undefined) note(path, layer.at)
    return recordOf(
      (layer?.parts ?? []).map((part) => [part.key, member.build(part.layer, [...path, part.key], note)] as const),
    )
  },
})
