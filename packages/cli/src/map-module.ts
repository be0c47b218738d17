/** Maps that are code: `.ts` and `.js` modules whose default export is a map. */
import { resolve } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import { reasonOf } from './files'

const MODULE = /\.[cm]?[jt]s$/

export const isModule = (file: string): boolean => MODULE.test(file)

/** Runs the module; it is the user's own code. `@dmap/core` is there for it, installed beside it or not. */
export const loadModule = async (cwd: string, file: string): Promise<Either<Failure, unknown>> => {
  const path = resolve(cwd, file)
  const { createJiti } = await import('jiti')
  const jiti = createJiti(path, {
    // What was loaded before may have changed since: a map is a small file, and a cache beside it a surprise.
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    alias: { '@dmap/core': require.resolve('@dmap/core') },
  })
  try {
    const map = exportedMap(await jiti.import(path))
    if (typeof map === 'function' || (typeof map === 'object' && map !== null)) return right(map)
    return left(usage(`${file} exports no map`, 'export it with "export default { … }"'))
  } catch (error) {
    return left(usage(`${file} cannot be loaded: ${reasonOf(error)}`))
  }
}

/** The default export; of a CommonJS module, which has none, all that it exports. */
const exportedMap = (loaded: unknown): unknown => {
  if (typeof loaded !== 'object' || loaded === null) return undefined
  if ('default' in loaded) return loaded.default
  const isModule = '__esModule' in loaded || Object.prototype.toString.call(loaded) === '[object Module]'
  return isModule ? undefined : loaded
}
