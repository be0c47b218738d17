/** Asks git for what a revision holds: no shell, no pager, nothing written into the repository. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Io } from '../io'

const run = promisify(execFile)

/** Standard output, or null where git says no or is not there. */
const git = async (
  { cwd, env }: Pick<Io, 'cwd' | 'env'>,
  args: ReadonlyArray<string>,
  more: Readonly<Record<string, string>> = {},
): Promise<string | null> => {
  try {
    const environment = { ...env, ...more, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
    const { stdout } = await run('git', [...args], { cwd, env: environment, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch {
    return null
  }
}

/**
 * The commit that a name stands for. What begins with `-` would be an option, and is no name.
 *
 * @example
 * await commitOf(io, 'main') // '4b32ee0…', or null
 */
export const commitOf = async (io: Io, revision: string): Promise<string | null> => {
  if (revision === '' || revision.startsWith('-')) return null
  const found = await git(io, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  return found === null ? null : found.trim()
}

/** Where two commits have parted: what a merge of `head` into `base` starts from. */
export const mergeBase = async (io: Io, base: string, head: string): Promise<string | null> =>
  (await git(io, ['merge-base', base, head]))?.trim() ?? null

/** Text of a file in a commit, its path relative to the working folder; null where there is none. */
export const fileIn = (io: Io, commit: string, path: string): Promise<string | null> =>
  git(io, ['cat-file', 'blob', `${commit}:./${path}`])

/** Names in a folder of a commit; null where there is no such folder. */
export const namesIn = async (io: Io, commit: string, folder: string): Promise<ReadonlyArray<string> | null> => {
  const text = await git(io, ['ls-tree', '--name-only', '-z', `${commit}:./${folder === '.' ? '' : folder}`])
  return text === null ? null : text.split('\0').filter((name) => name !== '')
}

/** All files of a commit in a temporary folder, which is gone afterwards; the own index of the repository is not used. */
export const withFilesOf = async <T>(
  io: Io,
  commit: string,
  use: (folder: string) => Promise<T>,
): Promise<T | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'dmap-revision-'))
  try {
    const index = { GIT_INDEX_FILE: join(folder, 'index') }
    const prefix = (await git(io, ['rev-parse', '--show-prefix']))?.trim() ?? ''
    const top = (await git(io, ['rev-parse', '--show-toplevel']))?.trim() ?? io.cwd
    const there = { ...io, cwd: top }
    if ((await git(there, ['read-tree', commit], index)) === null) return null
    if ((await git(there, ['checkout-index', '--all', `--prefix=${folder}/files/`], index)) === null) return null
    return await use(join(folder, 'files', prefix))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
