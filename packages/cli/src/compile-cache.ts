/** What Node compiles is kept for the next time: to compile the program takes longer than to run it. */
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { keepChunks } from './kept-chunks'

/** Since Node 22.1; `@types/node` 20 does not know it. */
interface Caching {
  readonly enableCompileCache?: (folder: string) => unknown
}

/**
 * In a folder of the user's own, since what stands there is run: the usual one is shared by all users. Where it cannot be
 * written to, nothing is kept. `NODE_COMPILE_CACHE` names another folder, and `NODE_DISABLE_COMPILE_CACHE` keeps nothing:
 * newer versions of Node see to both themselves.
 */
export const keepCompiled = (
  environment: Readonly<Record<string, string | undefined>>,
  words: ReadonlyArray<string>,
): void => {
  const { enableCompileCache } = module as Caching
  const { XDG_CACHE_HOME, NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } = environment
  const folder = join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'dmap')
  if (enableCompileCache !== undefined) enableCompileCache(folder)
  else if (!NODE_DISABLE_COMPILE_CACHE) keepChunks(__dirname, NODE_COMPILE_CACHE || folder, words[0])
}
