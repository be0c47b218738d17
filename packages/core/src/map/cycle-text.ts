/** A circle as an issue: its members in the message, and every step with its place. */
import type { Issue } from '../base/issue'

type Related = NonNullable<Issue['related']>[number]

/** Members that a message names; a circle may have 100,000. */
const MOST_NAMED = 10

export const describeCycle = (what: string, cycle: ReadonlyArray<string>, steps: ReadonlyArray<Related>): Issue => {
  const first = steps[0] as Related
  const named = cycle.slice(0, MOST_NAMED)
  const more = cycle.length > MOST_NAMED ? [`… (${cycle.length - MOST_NAMED} more)`] : []
  const message = `${what}: ${[...named, ...more, cycle[0]].join(' → ')}`
  const at = first.position === undefined ? {} : { position: first.position }
  return { code: 'cycle', path: first.path, ...at, message, hint: 'take one of the steps out', related: steps }
}
