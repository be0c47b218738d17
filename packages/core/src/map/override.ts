/** Puts single values over a merged map: what `--set web.image=app:2` asks for. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Issue } from '../base/issue'
import { didYouMean } from '../base/nearest'
import { recordOf } from '../base/record'
import type { Layer } from './layer'
import { mergeLayers, partOf } from './layer'
import { MAP_KEYS, normalise } from './normalise'
import { readValue } from './read-value'

/** A value for one path: keys from the map's root, or from a config's name. It replaces what stands there. */
export interface Override {
  readonly path: ReadonlyArray<string | number>
  readonly value: unknown
}

export interface Overridden {
  readonly map: Layer
  readonly issues: ReadonlyArray<Issue>
}

export const applyOverrides = (map: Layer, overrides: ReadonlyArray<Override>): Overridden => {
  const issues: Issue[] = []
  let result = map
  for (const override of overrides) {
    const layer = layerOf(override, result)
    if (isLeft(layer)) for (const issue of layer.left) issues.push(issue)
    else result = mergeLayers(result, layer.right)
  }
  return { map: result, issues }
}

const layerOf = ({ path, value }: Override, map: Layer): Either<ReadonlyArray<Issue>, Layer> => {
  const file = `--set ${path.join('.')}`
  const position = { file, line: 1, column: 1 }
  if (path.length === 0 || path.some((key) => typeof key === 'number')) {
    const message = 'an override names keys only; give the whole list instead of one entry of it'
    return left([{ code: 'invalid-value', path, message, position }])
  }
  const unknown = unknownConfig(longPath(path.map(String)), map)
  if (unknown !== null) return left([{ ...unknown, path, position }])
  const { document, issues } = readValue(
    file,
    [...path].reverse().reduce<unknown>((inner, key) => recordOf([[String(key), inner]]), value),
  )
  if (document === undefined || issues.length > 0) return left(issues)
  const layer = normalise(document)
  return isLeft(layer) ? layer : right(replacing(layer.right, longPath(path.map(String))))
}

/** A field of a config that is not there is a mistyped name; a new config is set as a whole. */
const unknownConfig = ([section, name = '', field]: ReadonlyArray<string>, map: Layer) => {
  const configs = partOf(map, 'containers')
  if (section !== 'containers' || field === undefined || partOf(configs, name) !== undefined) return null
  const known = (configs?.parts ?? []).map(({ key }) => key)
  const message = `there is no config "${name}"`
  return { code: 'unknown-reference' as const, message, found: name, ...didYouMean(name, known) }
}

const longPath = (path: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (path[0] === 'host_root') return ['host', 'root']
  return MAP_KEYS.includes(path[0] as string) ? path : ['containers', ...path]
}

/** Marks what stands at the path as replacing; everything around it merges. */
const replacing = (layer: Layer, path: ReadonlyArray<string>): Layer => {
  const [key, ...rest] = path
  // Names of other forms (`network_mode`) lead to the one part that is there.
  if (key === undefined || layer.parts === undefined) return { ...layer, resets: true }
  return { ...layer, parts: layer.parts.map((part) => ({ key: part.key, layer: replacing(part.layer, rest) })) }
}
