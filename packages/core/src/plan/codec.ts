/** A saved plan: written as stable JSON, read back with every mistake told, refused when it was tampered with. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { deepFreeze } from '../base/freeze'
import { isJsonObject } from '../base/json'
import { hashOf, inOrder } from './finish'
import type { Plan, Step } from './plan'

/** Pretty JSON with a newline at its end; `decodePlan` of it gives an equal plan. */
export const encodePlan = (plan: Plan): string => `${JSON.stringify(inOrder(plan), null, 2)}\n`

/**
 * @returns what is wrong with the text, in one go: no JSON, another major format, a missing member, a hash that does not
 *   fit what it was made over
 */
export const decodePlan = (text: string): Either<ReadonlyArray<string>, Plan> => {
  const value = parse(text)
  if (!isJsonObject(value)) return left(['expected a plan: a JSON object'])
  const format = String(value['format'])
  if (format.split('.')[0] !== '1')
    return left([`expected a plan of format 1, found ${JSON.stringify(value['format'])}`])
  const problems = [...missingMembers(value), ...badSteps(value['steps'])]
  if (problems.length > 0) return left(problems)
  const read = value as unknown as Plan
  const plan: Plan = { ...read, sources: read.sources ?? {} }
  const hash = hashOf(plan)
  if (hash !== plan.hash)
    return left([`the plan was changed after it was made: its hash is ${hash}, it says ${plan.hash}`])
  return right(deepFreeze(plan))
}

const MEMBERS: Readonly<Record<Exclude<keyof Plan, 'sources' | 'format'>, (value: unknown) => boolean>> = {
  hash: (value) => typeof value === 'string',
  map: (value) => typeof value === 'string',
  intent: isJsonObject,
  environment: (value) => value === null || typeof value === 'string',
  engines: isJsonObject,
  steps: Array.isArray,
  warnings: Array.isArray,
  summary: isJsonObject,
}

const missingMembers = (value: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.entries(MEMBERS)
    .filter(([key, fits]) => !fits(value[key]))
    .map(([key]) => `"${key}" is missing or of another type`)

const badSteps = (steps: unknown): ReadonlyArray<string> =>
  (Array.isArray(steps) ? steps : []).flatMap((step: unknown, index) =>
    isStep(step) ? [] : [`steps[${index}] is no step: expected id, action, after, reason, expects`],
  )

const isStep = (step: unknown): step is Step =>
  isJsonObject(step) &&
  typeof step['id'] === 'string' &&
  isJsonObject(step['action']) &&
  Array.isArray(step['after']) &&
  isJsonObject(step['reason']) &&
  step['expects'] !== undefined

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
