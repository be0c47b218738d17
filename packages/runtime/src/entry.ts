/** A step while its plan is carried out. */
import type { Step } from '@dmap/core'
import { laneOf } from './cost'
import type { Graph } from './graph'
import type { Candidate } from './ready'
import type { Outcome, StepReport } from './report'

export interface Entry {
  readonly step: Step
  readonly client: string
  readonly candidate: Candidate
  /** Steps before it that are not done yet. */
  waiting: number
  running: boolean
  /** Milliseconds since the run began. */
  startedAt?: number
  took?: number
  outcome?: Outcome
}

export const entriesOf = (graph: Graph): ReadonlyArray<Entry> =>
  graph.steps.map((step, index) => {
    const { client } = step.action
    const [priority, depth] = [graph.priority[index] ?? 0, graph.depth[index] ?? 0]
    const candidate = { index, client, lane: laneOf(step.action), priority, depth }
    return { step, client, candidate, waiting: graph.before[index] ?? 0, running: false }
  })

export const isOpen = (entry: Entry): boolean => !entry.running && entry.outcome === undefined

export const stepReportOf = (entry: Entry): StepReport => ({
  id: entry.step.id,
  client: entry.client,
  outcome: entry.outcome ?? { _tag: 'Cancelled' },
  ...(entry.startedAt === undefined ? {} : { startedAt: entry.startedAt }),
  ...(entry.took === undefined ? {} : { took: entry.took }),
})
