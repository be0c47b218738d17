/** A field that is a list: its entries are united, in first-seen order, and override by key. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { canonicalJson } from '../base/canonical'
import type { Codec } from '../base/codec'
import { codec, placeOf, refuse } from '../base/codec'
import type { Json } from '../base/json'
import type { Field } from './field'
import { isEmpty } from './field'
import type { Placed } from './forms/items'
import type { Part } from './layer'
import { leaf, partsLayer } from './layer'

/** Shared by all that say nothing: a map of 100,000 configs has millions of empty fields. */
const NO_ENTRIES: ReadonlyArray<never> = Object.freeze([])

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
