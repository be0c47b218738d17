/**
 * Canonical JSON (sorted keys, no white space, `undefined` members left out) and hashes over it: two values that mean
 * the same have the same text, whatever the order in which their keys were written.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { isJsonObject, type Json, type JsonObject } from './json'

/**
 * @example
 * canonicalJson({ b: 1, a: [null, 'x'] }) // '{"a":[null,"x"],"b":1}'
 */
export const canonicalJson = (value: Json): string => {
  const pieces: string[] = []
  const rest = write(value, '', (piece) => pieces.push(piece))
  return pieces.length === 0 ? rest : pieces.join('') + rest
}

/** `sha256:` and 64 hexadecimal digits over the canonical JSON of `value`. */
export const contentHash = (value: Json): string => {
  const hash = sha256.create()
  const rest = write(value, '', (piece) => hash.update(utf8ToBytes(piece)))
  return `sha256:${bytesToHex(hash.update(utf8ToBytes(rest)).digest())}`
}

/** The first `digits` (at most 64) hexadecimal digits of the content hash, where a label or a name must stay short. */
export const shortHash = (value: Json, digits = 12): string => contentHash(value).slice(7, 7 + digits)

/** Whether both have the same canonical JSON, found without writing it. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b)
  return isJsonObject(a) && isJsonObject(b) && sameMembers(a, b)
}

/** Takes what has been written, whole values and punctuation, so that a large plan never stands in memory as one text. */
type Give = (piece: string) => void

const PIECE = 16384

/** The text with that of `value` after it, or what is left of it once pieces have been given away. */
const write = (value: Json, text: string, give: Give): string => {
  if (isJsonObject(value)) return writeObject(value, text, give)
  if (Array.isArray(value)) return writeList(value, text, give)
  return text + JSON.stringify(value)
}

const writeObject = (object: JsonObject, before: string, give: Give): string => {
  let text = `${before}{`
  let mark = ''
  for (const key of sortedKeys(object)) {
    const member = object[key]
    if (member === undefined) continue
    text = write(member, `${text}${mark}${JSON.stringify(key)}:`, give)
    mark = ','
  }
  return shortened(`${text}}`, give)
}

const writeList = (list: ReadonlyArray<Json | undefined>, before: string, give: Give): string => {
  let text = `${before}[`
  let mark = ''
  for (const item of list) {
    text = write(item ?? null, text + mark, give)
    mark = ','
  }
  return shortened(`${text}]`, give)
}

const shortened = (text: string, give: Give): string => {
  if (text.length < PIECE) return text
  give(text)
  return ''
}

/** By code units, after those that are array indices, which every object lists first and by number. */
const sortedKeys = (object: JsonObject): ReadonlyArray<string> => {
  const keys = Object.keys(object)
  const first = keys.findIndex((key) => !isIndex(key))
  if (first === 0) return inOrder(keys)
  return first < 0 ? keys : [...keys.slice(0, first), ...inOrder(keys.slice(first))]
}

/** In place: by insertion where there are few, as nearly always, since `sort` makes copies. */
const inOrder = (keys: string[]): ReadonlyArray<string> => {
  if (keys.length > FEW) return keys.sort()
  for (let end = 1; end < keys.length; end += 1) {
    const key = keys[end] as string
    let at = end
    for (; at > 0 && (keys[at - 1] as string) > key; at -= 1) keys[at] = keys[at - 1] as string
    keys[at] = key
  }
  return keys
}

const FEW = 20

const isIndex = (key: string): boolean => String(Number(key) >>> 0) === key && key !== '4294967295'

const sameItems = (a: ReadonlyArray<Json | undefined>, b: ReadonlyArray<Json | undefined>): boolean =>
  a.length === b.length && a.every((item, index) => sameJson(item ?? null, b[index] ?? null))

const sameMembers = (a: JsonObject, b: JsonObject): boolean => {
  const keys = Object.keys(a)
  if (!keys.every((key) => sameJson(a[key], own(b, key)))) return false
  return Object.keys(b).every((key) => b[key] === undefined || own(a, key) !== undefined)
}

const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined
