/** Where one side of a comparison is read from: the working folder, or a commit. Paths start from the working folder. */
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from '../failure'
import type { Io } from '../io'
import { loadModule } from '../map-module'
import { fileIn, namesIn, withFilesOf } from './git'

export interface Place {
  /** Null: there is no such file. */
  readonly text: (path: string) => Promise<string | null>
  /** Names in a folder; null: it is none. */
  readonly names: (folder: string) => Promise<ReadonlyArray<string> | null>
  /** Runs a map that is code. */
  readonly module: (path: string) => Promise<Either<Failure, unknown>>
}

export const workingFolder = ({ cwd }: Io): Place => ({
  text: (path) => orNull(readFile(resolve(cwd, path), 'utf8')),
  names: (folder) => orNull(readdir(resolve(cwd, folder))),
  module: (path) => loadModule(cwd, path),
})

export const commit = (io: Io, id: string): Place => ({
  text: (path) => fileIn(io, id, path),
  names: (folder) => namesIn(io, id, folder),
  module: async (path) => {
    const loaded = await withFilesOf(io, id, (folder) => loadModule(folder, path))
    if (loaded === null) return left(usage(`the files of ${id} cannot be read`))
    return loaded
  },
})

const orNull = async <T>(reading: Promise<T>): Promise<T | null> => {
  try {
    return await reading
  } catch {
    return null
  }
}
