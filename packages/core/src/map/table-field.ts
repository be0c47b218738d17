/** A field that is an object with fields of its own, or an object of such objects. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { closed, codec, collect, isObject, placeOf, refuse, within } from '../base/codec'
import { recordOf } from '../base/record'
import { isSecretRef } from '../base/secret-ref'
import type { Field, Fields } from './field'
import type { Layer, Part } from './layer'
import { partsLayer } from './layer'

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
