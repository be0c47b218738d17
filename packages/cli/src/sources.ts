/** Finds and reads the documents that a command works on: maps, clients, environments, secrets. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { MapSource } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import { readText } from './files'
import type { Io } from './io'
import { isModule, loadModule } from './map-module'
import { nameValues } from './name-values'

export const DEFAULT_MAPS: ReadonlyArray<string> = [
  'dmap.yaml',
  'dmap.yml',
  'dmap.json',
  'dmap.ts',
  'dmap.mjs',
  'dmap.js',
]
export const DEFAULT_CLIENTS: ReadonlyArray<string> = ['dmap.clients.yaml', 'dmap.clients.yml', 'dmap.clients.json']

export interface Sources {
  readonly sources: ReadonlyArray<MapSource>
  /** Of those that are text, by file: for excerpts. */
  readonly texts: Readonly<Record<string, string>>
}

/** The maps that were named, else the first of the default ones that is there. */
export const mapSources = async (
  files: ReadonlyArray<string> | undefined,
  io: Io,
): Promise<Either<Failure, Sources>> => {
  const found = files ?? firstOf(DEFAULT_MAPS, io)
  if (found.length === 0)
    return left(
      usage(`there is no map here (${DEFAULT_MAPS.join(', ')})`, 'name one with -f FILE, or -f - for standard input'),
    )
  return readAll(found, io)
}

/** Without a file there are no sources: then there is one client, `default`. */
export const clientSources = async (
  files: ReadonlyArray<string> | undefined,
  io: Io,
): Promise<Either<Failure, Sources>> => readAll(files ?? firstOf(DEFAULT_CLIENTS, io), io)

/** The folder that relative paths in the clients files start from: that of the first one. */
export const clientsFolder = (files: ReadonlyArray<string> | undefined, io: Io): string => {
  const [found] = files ?? firstOf(DEFAULT_CLIENTS, io)
  return found === undefined || found === '-' ? io.cwd : dirname(resolve(io.cwd, found))
}

/** Values of files of `NAME=value` lines, later files over earlier ones. */
export const valuesOf = async (
  files: ReadonlyArray<string>,
  io: Io,
): Promise<Either<Failure, Readonly<Record<string, string>>>> => {
  const all: Record<string, string> = Object.create(null)
  for (const file of files) {
    const text = await readText(io.cwd, file)
    if (isLeft(text)) return text
    const values = nameValues(text.right)
    if (isLeft(values)) return left(usage(`${file}: ${values.left.join('; ')}`))
    Object.assign(all, values.right)
  }
  return right(all)
}

const firstOf = (names: ReadonlyArray<string>, io: Io): ReadonlyArray<string> =>
  names.filter((name) => existsSync(resolve(io.cwd, name))).slice(0, 1)

const readAll = async (files: ReadonlyArray<string>, io: Io): Promise<Either<Failure, Sources>> => {
  if (files.filter((file) => file === '-').length > 1) return left(usage('standard input can be read only once'))
  const sources: MapSource[] = []
  const texts: Record<string, string> = {}
  for (const file of files) {
    const source = await readOne(file, io)
    if (isLeft(source)) return source
    sources.push(source.right)
    if ('text' in source.right) texts[source.right.file] = source.right.text
  }
  return right({ sources, texts })
}

const readOne = async (file: string, io: Io): Promise<Either<Failure, MapSource>> => {
  if (file === '-') return right({ file: '<stdin>', text: await io.stdin() })
  if (isModule(file)) {
    const value = await loadModule(io.cwd, file)
    return isLeft(value) ? value : right({ file, value: value.right })
  }
  const text = await readText(io.cwd, file)
  return isLeft(text) ? text : right({ file, text: text.right })
}
