/** Writes a journal: each event is in the file before the next thing happens, so that a run may be killed anywhere. */
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RunEvent } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import { reasonOf } from './files'
import { readJournal } from './journal'

export interface JournalFile {
  /** Null, or why the event could not be written: half of it may be there, and nothing may come after it. */
  readonly append: (event: RunEvent) => Failure | null
  readonly close: () => void
}

/**
 * One whose runs all came to a good end begins anew; to any other one this run is added. It is read here, and not handed
 * over by those who read it to plan: while somebody was asked, another run may have written to it.
 */
export const openJournal = async (cwd: string, file: string): Promise<Either<Failure, JournalFile>> => {
  const journal = await readJournal(cwd, file)
  if (isLeft(journal)) return journal
  try {
    // Commands print what they like: it is the owner's alone.
    const descriptor = openSync(resolve(cwd, file), 'a+', 0o600)
    if (journal.right.settled) ftruncateSync(descriptor)
    else endLastLine(descriptor)
    return right(writerOf(descriptor, file))
  } catch (error) {
    return left(cannot(file, error))
  }
}

/** What a killed run has half written goes, so that the next line is one of its own. */
const endLastLine = (descriptor: number): void => {
  const bytes = readFileSync(descriptor)
  const whole = bytes.lastIndexOf('\n') + 1
  if (whole === bytes.length) return
  try {
    JSON.parse(bytes.subarray(whole).toString('utf8'))
    writeFileSync(descriptor, '\n')
  } catch {
    ftruncateSync(descriptor, whole)
  }
}

const writerOf = (descriptor: number, file: string): JournalFile => ({
  append: (event) => {
    try {
      writeFileSync(descriptor, `${JSON.stringify(event)}\n`)
      // What was told before goes to the disk with it.
      if (event._tag === 'StepStarted') fdatasyncSync(descriptor)
      return null
    } catch (error) {
      return cannot(file, error)
    }
  },
  close: () => {
    try {
      closeSync(descriptor)
    } catch {
      // Each event was written when it was told; that went wrong then, or never.
    }
  },
})

const cannot = (file: string, error: unknown): Failure => usage(`${file} cannot be written: ${reasonOf(error)}`)
