/** How long steps took in earlier runs: a better guess at how long they will take than any that is made without hosts. */
import type { StepId } from '../plan/plan'

export interface MeasuredStep {
  readonly step: StepId
  /** Milliseconds. */
  readonly took: number
}

/** Milliseconds: the median of each. */
export interface Measured {
  /** By what was done to which object: `stop container:shop.web@edge`, whatever name it had in the meantime. */
  readonly objects: Readonly<Record<string, number>>
  /** By what was done to what kind of object on which host: `start container@edge`. */
  readonly kinds: Readonly<Record<string, number>>
}

/**
 * What can be learned from steps of earlier runs, of whatever plans; ids that are none are passed over.
 *
 * @example
 * measuredOf([{ step: 'stop container:shop.web~prev@edge', took: 2100 }]).objects // { 'stop container:shop.web@edge': 2100 }
 */
export const measuredOf = (steps: ReadonlyArray<MeasuredStep>): Measured => {
  const objects = new Map<string, number[]>()
  const kinds = new Map<string, number[]>()
  for (const { step, took } of steps) {
    const parts = partsOfStep(step)
    if (parts === null) continue
    noted(objects, parts.object, took)
    if (!OF_THE_PROGRAM.has(parts.verb)) noted(kinds, parts.kind, took)
  }
  return { objects: medians(objects), kinds: medians(kinds) }
}

/** Milliseconds that the step took with the same object, else with others of its kind; undefined: nothing is known. */
export const recall = (step: StepId, measured: Measured | undefined): number | undefined => {
  const parts = measured === undefined ? null : partsOfStep(step)
  if (measured === undefined || parts === null) return undefined
  return own(measured.objects, parts.object) ?? own(measured.kinds, parts.kind)
}

/** How long these take is up to the program, the data or the network: what one object took says nothing of another. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(['pull', 'stop', 'restart', 'wait', 'exec', 'prepare'])

interface StepParts {
  readonly verb: string
  readonly object: string
  readonly kind: string
}

/** `start container:shop.web~next@edge`, with a tail where there are several: `wait container:shop.web@edge healthy`. */
const STEP = /^(\S+) ([a-z]+):(\S+?)(?:~(?:next|prev))?@([^\s@]+)( .*)?$/

const partsOfStep = (step: StepId): StepParts | null => {
  const [, verb = '', kind = '', name = '', client = '', tail = ''] = STEP.exec(step) ?? []
  return verb === ''
    ? null
    : { verb, object: `${verb} ${kind}:${name}@${client}${tail}`, kind: `${verb} ${kind}@${client}` }
}

const noted = (all: Map<string, number[]>, key: string, took: number): void => {
  const known = all.get(key)
  if (known === undefined) all.set(key, [took])
  else known.push(took)
}

const medians = (all: ReadonlyMap<string, ReadonlyArray<number>>): Readonly<Record<string, number>> =>
  Object.fromEntries([...all].map(([key, times]) => [key, median(times)]))

/** Of an even number the lower of the two in the middle, which is one that was measured. */
const median = (times: ReadonlyArray<number>): number =>
  [...times].sort((a, b) => a - b)[(times.length - 1) >> 1] as number

const own = (record: Readonly<Record<string, number>>, key: string): number | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
