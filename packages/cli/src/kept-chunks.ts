/**
 * Keeps what V8 compiled of the program's own files, for versions of Node that do not do so themselves (before 22.1). Only
 * for those files: their names hold a hash of what is in them, so that nothing old can be taken for them.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Not in `@types/node`: how Node turns a file to a module. */
interface Loading {
  readonly _extensions: { '.js': (target: NodeJS.Module, file: string) => void }
  readonly wrap: (source: string) => string
}

interface Compiled {
  readonly script: Script
  readonly kept: string
}

type Wrapper = (exports: unknown, require: NodeJS.Require, target: NodeJS.Module, file: string, folder: string) => void

/**
 * @param own the folder of the program's files
 * @param folder where what is compiled is kept, by the version of Node and by command: each runs other functions, and what
 *   was never run is not compiled
 */
export const keepChunks = (own: string, folder: string, command = ''): void => {
  const { _extensions: extensions, wrap } = module as unknown as Loading
  const place = join(folder, process.version, /^[a-z]{1,10}$/.test(command) ? command : 'other')
  const usual = extensions['.js']
  const fresh: Compiled[] = []
  extensions['.js'] = (target, file) => {
    if (dirname(file) !== own) return usual(target, file)
    const kept = join(place, `${basename(file)}.cache`)
    const script = compiled(wrap(readFileSync(file, 'utf8')), file, contentOf(kept))
    if (script.cachedDataRejected !== false) fresh.push({ script, kept })
    const run = script.runInThisContext() as Wrapper
    run.call(target.exports, target.exports, createRequire(file), target, file, own)
  }
  process.once('exit', (code) => {
    // A command that ended early has compiled little of what it needs.
    if (code === 0 || code === 2) keep(fresh, place, own)
  })
}

const compiled = (source: string, filename: string, cachedData: Buffer | undefined): Script =>
  new Script(source, { filename, ...(cachedData === undefined ? {} : { cachedData }) })

const contentOf = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

/** That nothing can be kept is no reason to fail: the folder may be on a disk that is full, or belong to someone else. */
const keep = (fresh: ReadonlyArray<Compiled>, place: string, own: string): void => {
  if (fresh.length === 0) return
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    forgetOthers(place, own)
    for (const { script, kept } of fresh) {
      // Another process must never read half of it.
      const written = `${kept}.${process.pid}`
      writeFileSync(written, script.createCachedData(), { mode: 0o600 })
      renameSync(written, kept)
    }
  } catch {
    return
  }
}

/** What was compiled of another version of the program, whose files have other names. */
const forgetOthers = (place: string, own: string): void => {
  const files = new Set(readdirSync(own))
  for (const kept of readdirSync(place))
    if (!files.has(kept.replace(/\.cache(\.\d+)?$/, ''))) rmSync(join(place, kept), { force: true })
}
