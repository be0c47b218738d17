/** Commands that a run leaves undone in containers that run: no host shows that, and only a journal tells the next run. */
import { countText, type Plan } from '@dmap/core'
import type { Report } from '@dmap/runtime'

/** Ends with a line feed; empty where there is none. */
export const leftUndoneText = (plan: Plan, report: Report): string => {
  const count = leftUndone(plan, report)
  if (count === 0) return ''
  const [are, them] = count === 1 ? ['is', 'it'] : ['are', 'them']
  return [
    `dmap: ${countText(count, 'command')} ${are} left undone in containers that run, and no later run will see that\n`,
    `  hint: run ${them} by hand; where a run has a --journal FILE, the next one with that file runs ${them}\n`,
  ].join('')
}

/** A container that was not started, or was taken back, has its commands run when it is started. */
const leftUndone = (plan: Plan, report: Report): number => {
  const ended = new Map(report.steps.map(({ id, outcome }) => [id, outcome._tag]))
  const resting = new Set(
    plan.steps.flatMap(({ id, action }) =>
      STARTS.has(action._tag) && ended.get(id) !== 'Done' ? [action.target] : [],
    ),
  )
  const open = plan.steps.filter(
    ({ id, action }) => action._tag === 'Exec' && OPEN.has(ended.get(id) ?? '') && !resting.has(action.target),
  )
  return open.length
}

const STARTS: ReadonlySet<string> = new Set(['StartContainer', 'RestartContainer'])
const OPEN: ReadonlySet<string> = new Set(['Failed', 'Skipped', 'Cancelled'])
