/** Maps of a git revision, read without checking anything out: `main:maps/shop.yaml`. */
import { execFile } from 'node:child_process'
import type { MapSource } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import { isModule } from './map-module'

const LARGEST = 64 * 1024 * 1024

/** A revision, a colon, a path in the repository. Neither may look like an option. */
export const isRevision = (name: string): boolean => /^[^-:\s][^:\s]*:[^-].*$/.test(name)

/** Text only: code of a revision is never run here. */
export const readRevision = (cwd: string, name: string): Promise<Either<Failure, MapSource>> => {
  if (isModule(name)) return Promise.resolve(left(usage(`${name} is code, which is not run from a revision`)))
  return new Promise((resolve) => {
    execFile('git', ['show', '--end-of-options', name], { cwd, maxBuffer: LARGEST }, (error, text, said) => {
      const reason = said.trim().split('\n')[0] ?? ''
      resolve(
        error === null
          ? right({ file: name, text })
          : left(usage(`${name} cannot be read: ${reason || error.message}`)),
      )
    })
  })
}
