/** Snapshot files: what a host was seen to hold, to be planned against without it. */
import { readFile, writeFile } from 'node:fs/promises'
import { decodeObservation, encodeObservation, type Observation } from '@dmap/core'
import { type Either, left } from 'fp-ts/lib/Either.js'

/** Left says what is wrong, one line for each mistake. */
export const readSnapshot = async (file: string): Promise<Either<ReadonlyArray<string>, Observation>> => {
  try {
    return decodeObservation(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    return left([`${file}: ${error instanceof Error ? error.message : String(error)}`])
  }
}

/** Equal observations give equal files. Rejects where the file cannot be written. */
export const writeSnapshot = (file: string, observation: Observation): Promise<void> =>
  writeFile(file, encodeObservation(observation))
