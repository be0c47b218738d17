/** Steps that could begin, and the places that are free for them: the most urgent one first, within every limit. */
import { ownMember } from '@dmap/core'
import type { Lane } from './cost'
import { DEFAULT_CLIENT_CONCURRENCY, type RunOptions } from './options'

export interface Candidate {
  readonly index: number
  readonly client: string
  readonly lane: Lane
  readonly priority: number
  readonly depth: number
}

export interface Limits {
  readonly inAll: number
  readonly ofClient: (client: string) => number
}

export const limitsOf = ({ concurrency, clientConcurrency }: RunOptions): Limits => ({
  inAll: Math.max(1, concurrency ?? Number.POSITIVE_INFINITY),
  ofClient: (client) => {
    const limit = typeof clientConcurrency === 'object' ? ownMember(clientConcurrency, client) : clientConcurrency
    return Math.max(1, limit ?? DEFAULT_CLIENT_CONCURRENCY)
  },
})

/**
 * Steps that mostly wait for processes to end (stops) load a host little, and a stop timeout of ten seconds must not
 * hold back the rest: they have more places. One at a time stays one at a time.
 */
const IDLE_FACTOR = 8

export class Ready {
  private readonly queues = new Map<string, Heap>()
  private readonly used = new Map<string, number>()
  /** By client: steps of the idle lane that may not be idle yet. */
  private readonly fresh = new Map<string, Set<number>>()
  private usedInAll = { work: 0, idle: 0 }
  private readonly ended = new Map<string, number>()

  constructor(private readonly limits: Limits) {}

  add(candidate: Candidate): void {
    const key = keyOf(candidate)
    let queue = this.queues.get(key)
    if (queue === undefined) {
      queue = new Heap()
      this.queues.set(key, queue)
    }
    queue.add(candidate)
  }

  /** The most urgent candidate whose lane has a place, which it takes; `release` gives it back. */
  take(): Candidate | undefined {
    let best: Heap | undefined
    for (const queue of this.queues.values()) {
      const top = queue.top()
      if (top === undefined || !this.hasPlace(top)) continue
      const other = best?.top()
      if (other === undefined || moreUrgent(top, other)) best = queue
    }
    const candidate = best?.take()
    if (candidate === undefined) return undefined
    this.count(candidate, 1)
    if (candidate.lane === 'idle') this.freshOf(candidate).add(candidate.index)
    return candidate
  }

  /** It has taken so long that it only waits. */
  settle(candidate: Candidate): void {
    this.freshOf(candidate).delete(candidate.index)
  }

  release(candidate: Candidate): void {
    this.settle(candidate)
    this.count(candidate, -1)
    const key = keyOf(candidate)
    this.ended.set(key, (this.ended.get(key) ?? 0) + 1)
  }

  /** How many of the same client and lane have ended so far. */
  endedLike(candidate: Candidate): number {
    return this.ended.get(keyOf(candidate)) ?? 0
  }

  private hasPlace(candidate: Candidate): boolean {
    if (candidate.lane === 'free') return true
    if (candidate.lane === 'idle' && this.freshOf(candidate).size >= this.limits.ofClient(candidate.client)) {
      return false
    }
    const factor = (limit: number): number => (candidate.lane === 'idle' && limit > 1 ? limit * IDLE_FACTOR : limit)
    return (
      this.usedInAll[candidate.lane] < factor(this.limits.inAll) &&
      (this.used.get(keyOf(candidate)) ?? 0) < factor(this.limits.ofClient(candidate.client))
    )
  }

  private freshOf({ client }: Candidate): Set<number> {
    const known = this.fresh.get(client) ?? new Set()
    this.fresh.set(client, known)
    return known
  }

  private count(candidate: Candidate, by: 1 | -1): void {
    if (candidate.lane === 'free') return
    const key = keyOf(candidate)
    this.used.set(key, (this.used.get(key) ?? 0) + by)
    this.usedInAll[candidate.lane] += by
  }
}

const keyOf = (candidate: Candidate): string => `${candidate.lane} ${candidate.client}`

/**
 * Of two that are as urgent, the one that is further on: a container that was made is started before the next one is made.
 * It is up sooner, and an Engine takes a tenth less processor time than for all creations before all starts (28.5).
 */
const moreUrgent = (a: Candidate, b: Candidate): boolean => {
  if (a.priority !== b.priority) return a.priority > b.priority
  return a.depth !== b.depth ? a.depth > b.depth : a.index < b.index
}

/** A binary heap, the most urgent candidate on top. */
class Heap {
  private readonly items: Candidate[] = []

  top(): Candidate | undefined {
    return this.items[0]
  }

  add(item: Candidate): void {
    const { items } = this
    let at = items.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!moreUrgent(item, items[parent] as Candidate)) break
      items[at] = items[parent] as Candidate
      at = parent
    }
    items[at] = item
  }

  take(): Candidate | undefined {
    const { items } = this
    const top = items[0]
    const last = items.pop()
    if (last === undefined || items.length === 0) return top
    let at = 0
    for (let child = this.urgentChild(0); child < items.length; child = this.urgentChild(at)) {
      if (!moreUrgent(items[child] as Candidate, last)) break
      items[at] = items[child] as Candidate
      at = child
    }
    items[at] = last
    return top
  }

  private urgentChild(at: number): number {
    const first = 2 * at + 1
    const [a, b] = [this.items[first], this.items[first + 1]]
    return a !== undefined && b !== undefined && moreUrgent(b, a) ? first + 1 : first
  }
}
