/**
 * From chains to a DAG: the edges between resources, and the topological order. A hard edge is a named need; an edge
 * taken `preferably` shortens an outage and is given up where it would close a circle.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { isRight, left, right } from 'fp-ts/lib/Either.js'
import { topologicalOrder } from '../base/topology'
import type { ResourceId } from '../resource/id'
import type { Need } from '../resource/resource'
import type { Chain, Draft } from './chain'
import type { Graph } from './graph'
import type { StepId } from './plan'

export type Chains = ReadonlyMap<ResourceId, Chain>

/** Adds the edges that the needs of the map ask for, to steps of all chains. */
export const linkNeeds = (chains: Chains, graph: Graph): void => {
  for (const chain of chains.values()) {
    for (const need of graph.needs(chain.id)) {
      const other = chains.get(need.id)
      if (other !== undefined) linkNeed(chain, need, other)
    }
  }
}

const linkNeed = (chain: Chain, need: Need, other: Chain): void => {
  if (need.because._tag === 'HelperImage') linkHelper(chain, other)
  else linkOrdinary(chain, need, other)
}

const linkOrdinary = (chain: Chain, need: Need, other: Chain): void => {
  const existence = need.because._tag === 'DependsOn' ? null : other.exists
  const readiness = readinessOf(need, other)
  if (existence !== null) for (const step of chain.creates) step.after.add(existence)
  if (readiness !== null) {
    for (const step of chain.starts) step.after.add(readiness)
    for (const step of chain.lateStops) step.preferably.add(readiness)
  }
  linkEndings(chain, other)
}

/** Dependents stop first, and go first. */
const linkEndings = (chain: Chain, other: Chain): void => {
  const stopped = lastOf(chain.stops)
  const gone = lastOf(chain.removes) ?? stopped
  if (stopped !== undefined) for (const step of other.stops) step.after.add(stopped.id)
  if (gone !== undefined) for (const step of other.removes) step.after.add(gone.id)
}

const linkHelper = (chain: Chain, image: Chain): void => {
  if (image.exists !== null) for (const step of chain.prepares) step.after.add(image.exists)
}

const readinessOf = (need: Need, other: Chain): StepId | null => {
  const { because } = need
  if (because._tag !== 'DependsOn') return other.ready
  return other.conditions.get(because.condition) ?? other.ready
}

const lastOf = (steps: ReadonlyArray<Draft>): Draft | undefined => steps[steps.length - 1]

/** Left: ids of steps in a circle of hard edges, which a checked map cannot give. */
export const orderDrafts = (drafts: ReadonlyArray<Draft>): Either<ReadonlyArray<StepId>, ReadonlyArray<Draft>> => {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]))
  for (;;) {
    const nodes = drafts.map(({ id, after, preferably }) => ({
      id,
      after: preferably.size === 0 ? [...after] : [...after, ...preferably],
    }))
    const order = topologicalOrder(nodes)
    if (isRight(order)) return right(order.right.map((node) => byId.get(node.id) as Draft))
    if (!giveUpOne(order.left, byId)) return left(order.left)
  }
}

/** Drops one edge of the circle that was only preferred. */
const giveUpOne = (cycle: ReadonlyArray<StepId>, byId: ReadonlyMap<StepId, Draft>): boolean => {
  for (const [index, id] of cycle.entries()) {
    const next = cycle[(index + 1) % cycle.length] as StepId
    const draft = byId.get(id) as Draft
    if (!draft.after.has(next) && draft.preferably.delete(next)) return true
  }
  return false
}
