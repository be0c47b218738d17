/** A document to the layer it stands for: every short form in long form, containers found where they may stand. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec, Complaint } from '../base/codec'
import { codec, collect, decodeDocument, isObject, placeOf, refuse, unknownKey, within } from '../base/codec'
import type { Document } from '../base/document'
import type { Issue, Path } from '../base/issue'
import { nearest } from '../base/nearest'
import type { Layer, Part } from './layer'
import { mergeLayers, partsLayer } from './layer'
import { containerConfig, mapFields } from './map-fields'

/** Top-level keys of a map. */
export const MAP_KEYS: ReadonlyArray<string> = [...Object.keys(mapFields), 'host_root']

/** Several maps in order, as `mergeMaps` writes them. */
export const MERGE_KEY = '$merge'

/** Layers of a document, all mistakes at once. */
export const normalise = (document: Document): Either<ReadonlyArray<Issue>, Layer> =>
  decodeDocument(mapDocument, document)

/** Sections whose members have fields of their own. */
const TABLES: ReadonlyArray<string | number> = ['containers', 'volumes', 'networks']

/** The part that a mistake at a path takes with it: a field of a config, of a volume, of a network, or a section's member. */
export const partAt = (path: Path): Path => {
  const [key, second] = path
  if (key === MERGE_KEY && path.length > 2) return [...path.slice(0, 2), ...partAt(path.slice(2))]
  if (key === undefined || TABLES.includes(key)) return path.slice(0, 3)
  if (second !== undefined && !MAP_KEYS.includes(String(key))) return path.slice(0, 2)
  return path.slice(0, isSection(key) ? 2 : 1)
}

const isSection = (key: string | number): boolean => ['host', 'groups', 'moved'].includes(String(key))

const mapDocument: Codec<Layer> = codec('a map', (value, context) => {
  if (value === null) return right(partsLayer(placeOf(context), []))
  if (!isObject(value)) return refuse(value, context, { expected: 'an object with containers' })
  if (Object.hasOwn(value, MERGE_KEY)) return merged(value, context)
  const read = collect(Object.entries(value).map(([key, member]) => topLevel(key, member, value, context)))
  if (isLeft(read)) return read
  const parts = read.right.flat()
  return right(partsLayer(placeOf(context), gathered(parts, context)))
})

const merged = (value: Readonly<Record<string, unknown>>, context: t.Context): t.Validation<Layer> => {
  const maps = value[MERGE_KEY]
  const inside = within(context, MERGE_KEY, maps)
  const others = Object.keys(value).filter((key) => key !== MERGE_KEY)
  if (!Array.isArray(maps) || others.length > 0)
    return refuse(maps, inside, { expected: `a list of maps, alone beside no other key` })
  const read = collect(maps.map((map, index) => mapDocument.validate(map, within(inside, index, map))))
  if (isLeft(read)) return read
  return right(read.right.reduce(mergeLayers, partsLayer(placeOf(context), [])))
}

/** What a top-level key stands for: a part of the map, or of its `containers` or `host` (written as a path of keys). */
interface Found {
  readonly under: 'containers' | 'host' | undefined
  readonly part: Part
}

const topLevel = (
  key: string,
  value: unknown,
  owner: Readonly<Record<string, unknown>>,
  context: t.Context,
): t.Validation<ReadonlyArray<Found>> => {
  if (key.startsWith('x-') || key === '$schema') return right([])
  const inside = within(context, key, value)
  if (key === 'host_root') return hostRoot(value, owner, context)
  if (Object.hasOwn(mapFields, key)) {
    const read = mapFields[key as keyof typeof mapFields].codec.validate(value, inside)
    return isLeft(read) ? read : right([{ under: undefined, part: { key, layer: read.right } }])
  }
  if (value !== null && !isObject(value)) return refuse(value, inside, noConfig(key, value))
  if (isObject(owner.containers) && Object.hasOwn(owner.containers, key)) {
    const message = `the config "${key.slice(0, 80)}" stands in containers and outside of it`
    return refuse(value, inside, { code: 'duplicate-name', message, hint: 'keep one of the two', part: 'key' })
  }
  const read = containerConfig.codec.validate(value, inside)
  if (isLeft(read)) return { ...read, left: read.left.map((error) => meantAsKey(error, key)) }
  return right([{ under: 'containers', part: { key, layer: read.right } }])
}

/** A misspelt key of the map, or an image in place of a config. */
const noConfig = (key: string, value: unknown): Complaint => {
  const complaint = unknownKey(key, 'the map', MAP_KEYS)
  const isImage = complaint.hint === undefined && typeof value === 'string' && /^[\w./:@-]{1,80}$/.test(value)
  return isImage ? { ...complaint, hint: `a config is an object: ${key.slice(0, 80)}: { image: ${value} }` } : complaint
}

/** `volume:` with aliases in it reads as a config with unknown keys; the hint says what was meant. */
const meantAsKey = (error: t.ValidationError, key: string): t.ValidationError => {
  const meant = nearest(key, MAP_KEYS)
  if (meant === undefined || !('complaint' in error)) return error
  const complaint = error.complaint as { readonly code?: string; readonly hint?: string }
  if (complaint.code !== 'unknown-key' || complaint.hint !== undefined) return error
  const hint = `"${key}" counts as a config; did you mean the key "${meant}"?`
  return { ...error, complaint: { ...complaint, hint } } as t.ValidationError
}

const hostRoot = (
  value: unknown,
  owner: Readonly<Record<string, unknown>>,
  context: t.Context,
): t.Validation<ReadonlyArray<Found>> => {
  const inside = within(context, 'host_root', value)
  const other = isObject(owner.host) ? owner.host.root : undefined
  if (other !== undefined && other !== null && value !== null && other !== value) {
    const message = 'host_root and host.root are the same setting, and differ'
    return refuse(value, inside, { code: 'conflict', message, hint: 'keep one of the two', part: 'key' })
  }
  const read = mapFields.host.codec.validate({ root: value }, context)
  if (isLeft(read)) return refuse(value, inside, { expected: 'a path' })
  const part = read.right.parts?.[0]
  return right(
    part === undefined ? [] : [{ under: 'host', part: { key: 'root', layer: { ...part.layer, at: placeOf(inside) } } }],
  )
}

const gathered = (found: ReadonlyArray<Found>, context: t.Context): ReadonlyArray<Part> => {
  const parts = found.filter((each) => each.under === undefined).map((each) => each.part)
  return withMembers(withMembers(parts, 'containers', found, context), 'host', found, context)
}

const withMembers = (
  parts: ReadonlyArray<Part>,
  under: string,
  found: ReadonlyArray<Found>,
  context: t.Context,
): ReadonlyArray<Part> => {
  const members = found.filter((each) => each.under === under).map((each) => each.part)
  if (members.length === 0) return parts
  const own = parts.find((part) => part.key === under)?.layer
  const others = (own?.parts ?? []).filter((part) => !members.some((member) => member.key === part.key))
  const layer = partsLayer(own?.at ?? placeOf(context), [...others, ...members])
  return [...parts.filter((part) => part.key !== under), { key: under, layer }]
}
