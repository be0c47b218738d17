/** A field that is an object of free keys: its members override by key. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec, Read } from '../base/codec'
import { codec, collect, isObject, placeOf, refuse, within } from '../base/codec'
import type { Place } from '../base/document'
import type { Path } from '../base/issue'
import type { Json } from '../base/json'
import { recordOf } from '../base/record'
import { isSecretRef } from '../base/secret-ref'
import type { Field, Note } from './field'
import { isEmpty } from './field'
import type { Layer, Part } from './layer'
import { leaf, partsLayer } from './layer'

/** Shared by all that say nothing: a map of 100,000 configs has millions of empty fields. */
const NO_MEMBERS: Readonly<Record<string, never>> = Object.freeze(recordOf<never>([]))

/** Planning has to know which members there are. */
const EACH_MEMBER = 'a secret can stand for the value of a member: { name: !secret name }'

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
