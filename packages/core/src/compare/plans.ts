/** Plan against plan: which steps come, go, or change, and the fields that make the difference. */
import { canonicalJson } from '../base/canonical'
import { compareText } from '../base/compare-text'
import { isJsonObject, type Json } from '../base/json'
import type { Plan, Step, StepId } from '../plan/plan'

/** A value inside a step, as each plan has it; absent where a plan lacks it. */
export interface StepChange {
  /** Place in the step: `action.body.Env[0]`, `reason._tag`, `after`. */
  readonly field: string
  readonly have?: Json
  readonly want?: Json
}

export interface ChangedStep {
  readonly id: StepId
  readonly changes: ReadonlyArray<StepChange>
}

export interface PlanComparison {
  /** Steps that only the second plan has, in its order. */
  readonly added: ReadonlyArray<Step>
  /** Steps that only the first plan has, in its order. */
  readonly gone: ReadonlyArray<Step>
  /** Steps that both have, with another action, reason, precondition, undo or place; in the second plan's order. */
  readonly changed: ReadonlyArray<ChangedStep>
}

/**
 * Both plans may be for another map, intent or host; steps are the same where their ids are.
 *
 * @example
 * comparePlans(before, after).added.map(({ id }) => id) // ['create container:shop.cache@default', …]
 */
export const comparePlans = (a: Plan, b: Plan): PlanComparison => {
  const before = new Map(a.steps.map((step) => [step.id, step]))
  const after = new Set(b.steps.map(({ id }) => id))
  const changed = b.steps.flatMap((step) => {
    const old = before.get(step.id)
    const changes = old === undefined ? [] : changesOf('', old as unknown as Json, step as unknown as Json)
    return changes.length === 0 ? [] : [{ id: step.id, changes }]
  })
  return {
    added: b.steps.filter(({ id }) => !before.has(id)),
    gone: a.steps.filter(({ id }) => !after.has(id)),
    changed,
  }
}

const changesOf = (field: string, have: Json | undefined, want: Json | undefined): ReadonlyArray<StepChange> => {
  if (have !== undefined && want !== undefined && canonicalJson(have) === canonicalJson(want)) return []
  if (isPlain(have) && isPlain(want)) return membersOf(field, have, want)
  if (Array.isArray(have) && Array.isArray(want) && have.length === want.length)
    return have.flatMap((item: Json, index) => changesOf(`${field}[${index}]`, item, want[index] as Json))
  return [
    {
      field,
      ...(have === undefined ? {} : { have }),
      ...(want === undefined ? {} : { want }),
    },
  ]
}

const membersOf = (
  field: string,
  have: Readonly<Record<string, Json | undefined>>,
  want: Readonly<Record<string, Json | undefined>>,
): ReadonlyArray<StepChange> =>
  [...new Set([...Object.keys(have), ...Object.keys(want)])]
    .sort(compareText)
    .flatMap((key) =>
      have[key] === undefined && want[key] === undefined
        ? []
        : changesOf(field === '' ? key : `${field}.${key}`, own(have, key), own(want, key)),
    )

const own = (record: Readonly<Record<string, Json | undefined>>, key: string): Json | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** References to secrets are compared and shown whole. */
const isPlain = (value: Json | undefined): value is Readonly<Record<string, Json | undefined>> =>
  isJsonObject(value) && !Object.keys(value).some((key) => key.startsWith('$'))
