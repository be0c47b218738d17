/** What a simulation foretells of a plan, as far as renderings show it. */
import type { StepId } from '../plan/plan'

export interface Prediction {
  /** Config (`web`, or `web@edge` with several hosts) to the seconds in which none of its containers serves. */
  readonly outages: Readonly<Record<string, number>>
  /** Steps of the longest chain, in order. */
  readonly criticalPath: ReadonlyArray<StepId>
  /** Seconds that the longest chain takes. */
  readonly duration: number
}
