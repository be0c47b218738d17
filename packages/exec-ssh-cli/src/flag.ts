/** Ways from a field of a request to flags of the docker command. A way that cannot say it exactly gives null. */
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { isArgument } from './quote'

/** Words of a command line, or null: the command has no words for this. */
export type Words = ReadonlyArray<string> | null

/** One row of a table: the words for a field's value. */
export type Row = (value: Json, whole: JsonObject) => Words

/** Fields of an object to their rows; a field without a row cannot be expressed. */
export type Rows = Readonly<Record<string, Row>>

/**
 * The words for all fields of `object`, in the order of `rows`, and the fields for which there are none.
 *
 * @example
 * express({ Hostname: text('--hostname') }, { Hostname: 'a', Foo: 1 }) // { words: ['--hostname', 'a'], lacks: ['Foo'] }
 */
export const express = (rows: Rows, object: JsonObject): { words: string[]; lacks: string[] } => {
  const words: string[] = []
  const lacks = Object.keys(object).filter((field) => object[field] !== undefined && !Object.hasOwn(rows, field))
  for (const [field, row] of Object.entries(rows)) {
    const value = object[field]
    if (value === undefined || value === null) continue
    const found = row(value, object)
    if (found === null || !found.every(isArgument)) lacks.push(field)
    else words.push(...found)
  }
  return { words, lacks }
}

/** Text on one line; the empty one is the same as none. */
export const text =
  (flag: string, form = /^[^\n]*$/): Row =>
  (value) => {
    if (typeof value !== 'string' || !form.test(value)) return null
    return value === '' ? [] : [flag, value]
  }

/** A whole number; zero is the same as none, unless `zero` says that the Engine tells them apart. */
export const number =
  (flag: string, zero: 'none' | 'counts' = 'none'): Row =>
  (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return null
    return value === 0 && zero === 'none' ? [] : [flag, String(value)]
  }

/** A switch; `false` is the same as none. */
export const flag =
  (name: string): Row =>
  (value) =>
    typeof value === 'boolean' ? (value ? [name] : []) : null

/** The flag once for each text of a list. */
export const each =
  (flagName: string, form = /^[^\n]+$/): Row =>
  (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && form.test(item))
      ? value.flatMap((item: Json) => [flagName, String(item)])
      : null

/** The flag once for each member of an object of texts, as `key=value`; sorted by key. */
export const pairs =
  (flagName: string): Row =>
  (value) => {
    if (!isJsonObject(value)) return null
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    // The command splits at the first `=` and older ones trim keys.
    const fit = entries.every(
      ([key, item]) => /^[^\s=]+$/.test(key) && typeof item === 'string' && !item.includes('\n'),
    )
    return fit ? entries.flatMap(([key, item]) => [flagName, `${key}=${String(item)}`]) : null
  }

/** Rows within rows: the words for a nested object. */
export const nested =
  (rows: Rows): Row =>
  (value) => {
    if (!isJsonObject(value)) return null
    const { words, lacks } = express(rows, value)
    return lacks.length === 0 ? words : null
  }

/** A number of nanoseconds as the command's durations have it. */
export const duration =
  (flagName: string): Row =>
  (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return null
    return value === 0 ? [] : [flagName, `${value}ns`]
  }

/** A number of billionths as the decimal number that it is. */
export const billionths =
  (flagName: string): Row =>
  (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return null
    const fraction = String(value % 1e9)
      .padStart(9, '0')
      .replace(/0+$/, '')
    const decimal = `${Math.floor(value / 1e9)}${fraction === '' ? '' : `.${fraction}`}`
    return value === 0 ? [] : [flagName, decimal]
  }
