/**
 * The steps of one resource while a plan is made, with the places where steps of other resources hook in. Mutable, and
 * gone when the plan is there.
 */

import type { Condition } from '../map/model'
import type { ObservedObject } from '../observe/fingerprint'
import type { ResourceId } from '../resource/id'
import { partsOf } from '../resource/id'
import type { Action } from './action'
import type { Expectation, Reason, StepId } from './plan'

/** The object itself in place of its fingerprint: many steps expect the same one, and it is taken once. */
export type Expected = Exclude<Expectation, { readonly fingerprint: string }> | { readonly seen: ObservedObject }

export interface Draft {
  readonly id: StepId
  readonly action: Action
  readonly reason: Reason
  readonly expects: Expected
  readonly after: Set<StepId>
  /** Edges that only shorten an outage or keep instances rolling: given up where they would close a circle. */
  readonly preferably: Set<StepId>
  readonly undo?: ReadonlyArray<Action>
  readonly replacement?: ResourceId
}

export interface Chain {
  readonly id: ResourceId
  readonly steps: Draft[]
  /** Steps that need the dependencies to exist: creation. */
  readonly creates: Draft[]
  /** Steps that need the dependencies to be ready: start. */
  readonly starts: Draft[]
  /** Steps that need the helper's image. */
  readonly prepares: Draft[]
  readonly stops: Draft[]
  readonly removes: Draft[]
  /** Of a replacement: the old one's stop, best as late as possible. */
  readonly lateStops: Draft[]
  /** The step after which others can name the object; null when it is there already. */
  exists: StepId | null
  /** The step after which dependents may go on. */
  ready: StepId | null
  /** Readiness in the sense of a condition, where it is more than `ready`. */
  readonly conditions: Map<Condition, StepId>
}

export const emptyChain = (id: ResourceId): Chain => ({
  id,
  steps: [],
  creates: [],
  starts: [],
  prepares: [],
  stops: [],
  removes: [],
  lateStops: [],
  exists: null,
  ready: null,
  conditions: new Map(),
})

export interface DraftInput {
  readonly id: StepId
  readonly action: Action
  readonly reason: Reason
  readonly expects: Expected
  readonly undo?: ReadonlyArray<Action>
  readonly replacement?: ResourceId
}

/** Appends a step that comes after the chain's last one, and returns it. */
export const append = (chain: Chain, input: DraftInput): Draft => {
  const last = chain.steps[chain.steps.length - 1]
  const draft: Draft = { ...input, after: new Set(last === undefined ? [] : [last.id]), preferably: new Set() }
  chain.steps.push(draft)
  return draft
}

/**
 * @example
 * stepId('stop', 'container:shop.web@edge', { mark: 'prev' }) // 'stop container:shop.web~prev@edge'
 * stepId('exec', 'container:shop.web@edge', { tail: '#2' }) // 'exec container:shop.web@edge #2'
 */
export const stepId = (
  verb: string,
  target: ResourceId,
  more: { readonly mark?: 'next' | 'prev' | undefined; readonly tail?: string } = {},
): StepId => {
  const { kind, name, client } = partsOf(target)
  const mark = more.mark === undefined ? '' : `~${more.mark}`
  const tail = more.tail === undefined ? '' : ` ${more.tail}`
  return `${verb} ${kind}:${name}${mark}@${client}${tail}`
}
