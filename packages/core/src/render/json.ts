/** Values as pretty JSON, the same bytes for the same value. */
import { canonicalJson } from '../base/canonical'
import type { Json } from '../base/json'
import { inOrder } from '../plan/finish'
import type { Plan } from '../plan/plan'

/**
 * A plan, the members of the whole in the order in which they are read; ends with a line feed. Secrets stay references:
 * what is written here can be carried out.
 */
export const renderJson = (plan: Plan): string => {
  const sorted = Object.entries(inOrder(plan)).map(([key, value]) => [key, sortedKeys(value as Json)] as const)
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`
}

/** Any JSON value with sorted keys; ends with a line feed. */
export const prettyJson = (value: Json): string => `${JSON.stringify(sortedKeys(value), null, 2)}\n`

const sortedKeys = (value: Json): unknown => JSON.parse(canonicalJson(value))
