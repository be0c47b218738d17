/** A plan's steps as a graph with numbers for ids: who follows whom, and how long the chain behind each step is. */
import type { Plan, Step } from '@dmap/core'
import { costOf } from './cost'

export interface Graph {
  readonly steps: ReadonlyArray<Step>
  readonly indexOf: ReadonlyMap<string, number>
  readonly followers: ReadonlyArray<ReadonlyArray<number>>
  /** How many steps come before. */
  readonly before: ReadonlyArray<number>
  /** Seconds from the step's beginning to the end of the longest chain that hangs on it. */
  readonly priority: ReadonlyArray<number>
  /** How many steps the longest chain before it has. */
  readonly depth: ReadonlyArray<number>
}

/** Ids in `after` that no step has are passed over. Linear in steps and edges. */
export const graphOf = (plan: Plan): Graph => {
  const { steps } = plan
  const indexOf = new Map(steps.map((step, index) => [step.id, index]))
  const followers: number[][] = steps.map(() => [])
  const depth: number[] = []
  const before = steps.map((step, index) => {
    const earlier = [...new Set(step.after)].flatMap((id) => indexOf.get(id) ?? [])
    for (const at of earlier) followers[at]?.push(index)
    depth.push(earlier.reduce((most, at) => Math.max(most, (depth[at] ?? 0) + 1), 0))
    return earlier.length
  })
  return { steps, indexOf, followers, before, priority: priorities(steps, followers), depth }
}

/** A plan is in topological order: from the last step to the first, every follower is known already. */
const priorities = (
  steps: ReadonlyArray<Step>,
  followers: ReadonlyArray<ReadonlyArray<number>>,
): ReadonlyArray<number> => {
  const priority = new Array<number>(steps.length).fill(0)
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    let longest = 0
    for (const follower of followers[index] ?? []) longest = Math.max(longest, priority[follower] ?? 0)
    priority[index] = longest + costOf((steps[index] as Step).action)
  }
  return priority
}
