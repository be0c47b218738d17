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
  /** Whether equal entries stay beside each other, each of them: what is done twice is not done once. */
  readonly repeats?: boolean
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
      if (rule.repeats === true) return right(partsLayer(placeOf(context), numbered(read.right, key)))
      const entries = distinct(read.right)
      const twice = rule.several === true ? undefined : conflicting(entries, key)
      if (twice !== undefined) return refuse(value, context, twice)
      return right(
        partsLayer(
          placeOf(context),
          entries.map((entry) => partOf(key(entry.value), entry)),
        ),
      )
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

const partOf = <T>(key: string, entry: Placed<T>): Part => ({ key, layer: leaf(entry.at, entry.value) })

/** The second one of a key has a key of its own, which is that of the second one elsewhere. */
const numbered = <T>(entries: ReadonlyArray<Placed<T>>, key: (entry: T) => string): ReadonlyArray<Part> => {
  const counts = new Map<string, number>()
  return entries.map((entry) => {
    const name = key(entry.value)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return partOf(`${count} ${name}`, entry)
  })
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
