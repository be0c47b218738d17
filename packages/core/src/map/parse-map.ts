/** `parseMap`: documents to one checked map in long form. The phases in order; each reports all its mistakes. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Place } from '../base/document'
import { deepFreeze } from '../base/freeze'
import type { Issue, Path } from '../base/issue'
import { checkWhatIsLeft } from './check'
import { inherit } from './inherit'
import type { Variables } from './interpolate'
import type { Layer, Part } from './layer'
import { leaf, mergeLayers, partOf, partsLayer } from './layer'
import { joinLost } from './lost'
import { mapFields } from './map-fields'
import type { ContainerMap } from './model'
import { normalise, partAt } from './normalise'
import type { Override } from './override'
import { applyOverrides } from './override'
import type { Positions } from './positions'
import { positionKey } from './positions'
import { readText } from './read-text'
import { readValue } from './read-value'
import type { Reading } from './salvage'
import { salvage } from './salvage'
import { sortIssues } from './sort-issues'
import { table } from './table-field'

/** A source of a map: a text in YAML or JSON, or a value (from code, from a module). `file` names it in issues. */
export type MapSource =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly value: unknown }

export interface ParseContext {
  /** What `!env`, `!var` and `!path` see. */
  readonly environment: Variables
  /** The map's name; else its `name` key, else the base name of the first file. */
  readonly name?: string
  /** Values put at a path of the merged map, before inheritance: `{ path: ['web', 'image'], value: 'app:2' }`. */
  readonly overrides?: ReadonlyArray<Override>
  /** False: the checks of `checkIntegrity` are left out. */
  readonly checkIntegrity?: boolean
}

export interface ParsedMap {
  readonly map: ContainerMap
  readonly positions: Positions
}

/**
 * Reads, normalises, merges (in order), inherits and checks. All mistakes of all phases are reported in one go, sorted by
 * position: a part that cannot be read is left out, and what may follow from its absence is not held against the rest.
 *
 * @example
 * parseMap([{ file: 'map.yaml', text: 'web: { image: nginx }' }], { environment: {} })
 * // right({ map: { name: 'map', containers: { web: { image: 'nginx', … } }, … }, positions })
 */
export const parseMap = (
  sources: ReadonlyArray<MapSource>,
  context: ParseContext,
): Either<ReadonlyArray<Issue>, ParsedMap> => {
  const { issues, parsed } = readMap(sources, context)
  return issues.length > 0 ? left(issues) : right(parsed)
}

/** The issues, and what could be read of the map all the same: it is sound only without any. */
export const readMap = (
  sources: ReadonlyArray<MapSource>,
  context: ParseContext,
): { readonly issues: ReadonlyArray<Issue>; readonly parsed: ParsedMap } => {
  const files = sources.map((source) => source.file)
  const read = sources.map((source) => salvage(readSource(source, context.environment), normalise, partAt))
  const lost = joinLost(read.map((source) => source.lost))
  const start = partsLayer(startOf(files[0]), [])
  const merged = read.flatMap(({ layer }) => layer ?? []).reduce(mergeLayers, start)
  const overridden = applyOverrides(merged, context.overrides ?? [])
  const inherited = inherit(partOf(overridden.map, 'containers') ?? partsLayer(merged.at, []), lost)
  const named = withPart(overridden.map, 'name', nameLayer(overridden.map, context.name, files[0]))
  const parsed = build(withPart(named, 'containers', inherited.containers))
  const issues = [
    ...read.flatMap((source) => source.issues),
    ...overridden.issues,
    ...inherited.issues,
    ...(context.checkIntegrity === false ? [] : checkWhatIsLeft(parsed.map, parsed.positions, lost)),
  ]
  return { issues: sortIssues(issues, files), parsed }
}

/** A source as a document with positions. */
export const readSource = (source: MapSource, environment: Variables): Reading =>
  'text' in source ? readText(source.file, source.text, environment) : readValue(source.file, source.value)

const mapTable = table<ContainerMap>('a map', mapFields)

const build = (layer: Layer): ParsedMap => {
  const positions = new Map<string, Place>()
  const note = (path: Path, at: Place): void => {
    positions.set(positionKey(path), at)
  }
  return { map: deepFreeze(mapTable.build(layer, [], note)), positions }
}

const withPart = (layer: Layer, key: string, part: Layer): Layer => {
  const others = (layer.parts ?? []).filter((other: Part) => other.key !== key)
  return { ...layer, parts: [...others, { key, layer: part }] }
}

const nameLayer = (map: Layer, given: string | undefined, file: string | undefined): Layer => {
  if (given !== undefined) return leaf(map.at, given)
  const own = partOf(map, 'name')
  return own?.value === undefined ? leaf(map.at, baseName(file ?? '')) : own
}

/** `maps/shop.yaml` to `shop`. */
const baseName = (file: string): string => {
  const last = file.split(/[/\\]/).pop() ?? ''
  return last.replace(/\.(ya?ml|json|[cm]?[jt]s)$/i, '')
}

export const startOf = (file: string | undefined): Place => ({
  path: [],
  position: { file: file ?? '', line: 1, column: 1 },
})
