/** Reads and writes files that the user named; what goes wrong is a failure that names the file. */
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be accessed',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read-only',
}

export const readText = async (cwd: string, file: string): Promise<Either<Failure, string>> => {
  try {
    return right(await readFile(resolve(cwd, file), 'utf8'))
  } catch (error) {
    return left(usage(`${file} cannot be read: ${reasonOf(error)}`))
  }
}

/** Undefined where there is no such file. Nothing is read of devices and pipes, which may have no end. */
export const readPlainFile = async (cwd: string, file: string): Promise<Either<Failure, string | undefined>> => {
  try {
    const found = await stat(resolve(cwd, file))
    if (found.isFile()) return await readText(cwd, file)
    return left(usage(`${file} cannot be read: ${found.isDirectory() ? REASONS['EISDIR'] : 'it is no plain file'}`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return right(undefined)
    return left(usage(`${file} cannot be read: ${reasonOf(error)}`))
  }
}

/** All of it or nothing: whoever reads the file meanwhile sees the old text or the new one. */
export const writeText = async (cwd: string, file: string, text: string): Promise<Either<Failure, void>> => {
  const path = resolve(cwd, file)
  try {
    const there = isStream(path) ? undefined : await stat(path).catch(absent)
    if (isStream(path) || there?.isFile() === false) await writeFile(path, text)
    else if (there === undefined) await replace(path, text)
    else await replace(await realpath(path), text, there.mode)
    return right(undefined)
  } catch (error) {
    return left(usage(`${file} cannot be written: ${reasonOf(error)}`))
  }
}

/** What may be a device or a pipe (`/dev/stdout`) is written to, never replaced, even where it leads to a plain file. */
const isStream = (path: string): boolean => path.startsWith('/dev/') || path.startsWith('/proc/')

/** @param mode that of the file before: one that only its owner could read stays so */
const replace = async (path: string, text: string, mode?: number): Promise<void> => {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await writeFile(beside, text, mode === undefined ? {} : { mode })
    if (mode !== undefined) await chmod(beside, mode)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}

export const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return (code === undefined ? undefined : REASONS[code]) ?? message
}
