/** Where the values of secrets come from: files of `NAME=value` lines, then the environment. */
import type { SecretResolver } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Failure } from './failure'
import type { Io } from './io'
import { valuesOf } from './sources'

/** `db-password` is looked for as `DMAP_SECRET_DB_PASSWORD`. */
export const secretVariable = (name: string): string => `DMAP_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`

export const secretsFrom = async (
  files: ReadonlyArray<string> | undefined,
  io: Io,
): Promise<Either<Failure, SecretResolver>> => {
  const values = await valuesOf(files ?? [], io)
  if (isLeft(values)) return values
  return right(async (name) => values.right[name] ?? io.env[`DMAP_SECRET_${name}`] ?? io.env[secretVariable(name)])
}
