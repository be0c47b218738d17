/** The documents of one side: which maps there are, and the clients that they run on. */
import { join } from 'node:path'
import type { MapSource } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from '../failure'
import { isModule } from '../map-module'
import { DEFAULT_CLIENTS, DEFAULT_MAPS } from '../sources'
import type { Place } from './place'
import type { Side } from './sides'

/** Files of one map, merged in order, and what it is called in a review. */
export interface MapFiles {
  readonly title: string
  readonly files: ReadonlyArray<string>
}

export interface Wanted {
  readonly map?: ReadonlyArray<string>
  readonly clients?: ReadonlyArray<string>
  readonly allowCode: boolean
}

/**
 * A folder with a default map is that map; of another one, each document in it is a map of its own. None: the side has
 * no map (yet).
 */
export const mapsOf = async ({ place, path }: Side, { map }: Wanted): Promise<ReadonlyArray<MapFiles>> => {
  if (path === null && map !== undefined) return present([{ title: map[0] ?? '', files: map }], place)
  const folder = path ?? '.'
  const names = await place.names(folder)
  if (names === null) return present([{ title: folder, files: [folder] }], place)
  const found = DEFAULT_MAPS.find((name) => names.includes(name))
  const chosen = found === undefined && path !== null ? names.filter(isDocument) : found === undefined ? [] : [found]
  return [...chosen].sort().map((name) => ({ title: name, files: [join(folder, name)] }))
}

/** The clients files that were named, else the default one in the folder, else in the working folder; none: no sources. */
export const clientsOf = async (
  { place, path }: Side,
  wanted: Wanted,
): Promise<Either<Failure, ReadonlyArray<MapSource>>> => {
  if (wanted.clients !== undefined) return sourcesOf(wanted.clients, place, wanted)
  for (const folder of [path ?? '.', '.']) {
    const names = (await place.names(folder)) ?? []
    const found = DEFAULT_CLIENTS.find((name) => names.includes(name))
    if (found !== undefined) return sourcesOf([join(folder, found)], place, wanted)
  }
  return right([])
}

/** A map that is code is run only where that is allowed. */
export const sourcesOf = async (
  files: ReadonlyArray<string>,
  place: Place,
  { allowCode }: Wanted,
): Promise<Either<Failure, ReadonlyArray<MapSource>>> => {
  const sources: MapSource[] = []
  for (const file of files) {
    if (isModule(file) && !allowCode)
      return left(usage(`${file} is code, which is not run`, '--allow-code lets it run: never for code of strangers'))
    const source = isModule(file) ? await moduleSource(file, place) : await textSource(file, place)
    if (isLeft(source)) return source
    sources.push(source.right)
  }
  return right(sources)
}

const moduleSource = async (file: string, place: Place): Promise<Either<Failure, MapSource>> => {
  const value = await place.module(file)
  return isLeft(value) ? value : right({ file, value: value.right })
}

const textSource = async (file: string, place: Place): Promise<Either<Failure, MapSource>> => {
  const text = await place.text(file)
  return text === null ? left(usage(`${file} cannot be read: there is no such file`)) : right({ file, text })
}

const isDocument = (name: string): boolean => /\.(ya?ml|json)$/.test(name) && !DEFAULT_CLIENTS.includes(name)

/** Files that the side does not have are a map that it does not have. */
const present = async (maps: ReadonlyArray<MapFiles>, place: Place): Promise<ReadonlyArray<MapFiles>> => {
  const there: MapFiles[] = []
  for (const map of maps) {
    const texts = await Promise.all(map.files.map((file) => place.text(file)))
    if (texts.every((text) => text !== null)) there.push(map)
  }
  return there
}
