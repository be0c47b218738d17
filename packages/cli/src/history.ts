/** How long steps took in earlier runs, from what those runs have written: their reports (`--out`), their events (`--json`, `--journal`). */
import { DEFAULT_PACE, type MeasuredStep, measuredOf, type Pace } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { eventsIn, type ToldEvent } from './events'
import { type Failure, usage } from './failure'
import { readText } from './files'
import type { Io } from './io'
import { parsedJson } from './json-text'

/** The pace that a simulation goes at: with what the files hold, as far as that goes. */
export const paceFrom = async (
  files: ReadonlyArray<string>,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<Either<Failure, Pace>> => {
  const steps: MeasuredStep[] = []
  for (const file of files) {
    const text = await readText(cwd, file)
    if (isLeft(text)) return text
    const found = stepsIn(text.right)
    if (found === null)
      return left(
        usage(`${file} holds no times of steps`, 'give a report (--out of a run) or events (--json of a run)'),
      )
    steps.push(...found)
  }
  return right(files.length === 0 ? DEFAULT_PACE : { ...DEFAULT_PACE, measured: measuredOf(steps) })
}

/** Null: neither a report nor events. */
const stepsIn = (text: string): ReadonlyArray<MeasuredStep> | null => {
  const whole = parsedJson(text)
  const { steps } = membersOf(whole)
  if (Array.isArray(steps)) return steps.flatMap(reportedStep)
  const events = eventsIn(text)
  return isLeft(events) || events.right.length === 0 ? null : events.right.flatMap(toldStep)
}

/** Of a step that failed, was undone or never began nothing can be learned. */
const reportedStep = (step: unknown): ReadonlyArray<MeasuredStep> => {
  const { id, outcome, took } = membersOf(step)
  return membersOf(outcome)['_tag'] === 'Done' ? measured(id, took) : []
}

const toldStep = ({ _tag, step, took }: ToldEvent): ReadonlyArray<MeasuredStep> =>
  _tag === 'StepDone' ? measured(step, took) : []

const measured = (step: unknown, took: unknown): ReadonlyArray<MeasuredStep> =>
  typeof step === 'string' && typeof took === 'number' && took >= 0 ? [{ step, took }] : []

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
