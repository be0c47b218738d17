/** What one field of a map is: how it is read to a layer, and how a merged layer becomes its value in the long form. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec } from '../base/codec'
import { codec, placeOf } from '../base/codec'
import type { Place } from '../base/document'
import type { Path } from '../base/issue'
import type { Layer } from './layer'
import { leaf } from './layer'

/** Notes where the value at a long-form path was written. */
export type Note = (path: Path, at: Place) => void

export interface Field<V> {
  readonly codec: Codec<Layer>
  /** The value of a layer; of none, the default. */
  readonly build: (layer: Layer | undefined, path: Path, note: Note) => V
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> }

/** What takes back: null, the empty text, the empty list or object. */
export const isEmpty = (value: unknown): boolean =>
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
