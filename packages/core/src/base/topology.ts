/** Topological order of a graph given as data: ties are broken by id, so that equal graphs give equal orders. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { compareText } from './compare-text'

export interface Node {
  readonly id: string
  /** Ids of the nodes that come before this one; ids that no node has are passed over. */
  readonly after: ReadonlyArray<string>
}

/** Nodes in a circle, each after the next one; the first is the one with the smallest id. */
export type Cycle = ReadonlyArray<string>

/**
 * Every node after those it names in `after`; among the nodes that could come next, the smallest id does.
 * Neither recursion nor a scan per node: chains of 100,000 nodes are in order.
 *
 * @example
 * topologicalOrder([{ id: 'b', after: ['a'] }, { id: 'a', after: [] }]) // right(['a' node, 'b' node])
 */
export const topologicalOrder = <N extends Node>(nodes: ReadonlyArray<N>): Either<Cycle, ReadonlyArray<N>> => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const waiting = new Map<string, number>()
  const followers = new Map<string, string[]>()
  for (const { id, after } of byId.values()) {
    waiting.set(id, after.filter((before) => byId.has(before) && pushOnce(followers, before, id)).length)
  }
  const ready = new SmallestFirst([...waiting].filter(([, count]) => count === 0).map(([id]) => id))
  const order: N[] = []
  for (let id = ready.take(); id !== undefined; id = ready.take()) {
    order.push(byId.get(id) as N)
    for (const follower of followers.get(id) ?? []) {
      const left = (waiting.get(follower) as number) - 1
      waiting.set(follower, left)
      if (left === 0) ready.add(follower)
    }
  }
  return order.length === byId.size ? right(order) : left(findCycle(byId, new Set(order.map((node) => node.id))))
}

/** Follows `after` among the nodes that could not be ordered: every walk there ends in a circle. */
const findCycle = (byId: ReadonlyMap<string, Node>, ordered: ReadonlySet<string>): Cycle => {
  const stuck = [...byId.keys()].filter((id) => !ordered.has(id)).sort(compareText)
  const seen = new Map<string, number>()
  const walk: string[] = []
  let at = stuck[0] as string
  while (!seen.has(at)) {
    seen.set(at, walk.length)
    walk.push(at)
    const blocked = (byId.get(at) as Node).after.filter((id) => byId.has(id) && !ordered.has(id))
    at = blocked.sort(compareText)[0] as string
  }
  const circle = walk.slice(seen.get(at))
  const first = circle.indexOf([...circle].sort(compareText)[0] as string)
  return [...circle.slice(first), ...circle.slice(0, first)]
}

/** A binary heap of ids, the smallest on top. */
class SmallestFirst {
  private readonly items: string[] = []

  constructor(ids: ReadonlyArray<string>) {
    for (const id of ids) this.add(id)
  }

  add(id: string): void {
    const { items } = this
    let at = items.push(id) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (compareText(items[parent] as string, id) <= 0) break
      items[at] = items[parent] as string
      at = parent
    }
    items[at] = id
  }

  take(): string | undefined {
    const { items } = this
    const top = items[0]
    const last = items.pop()
    if (last === undefined || items.length === 0) return top
    let at = 0
    for (;;) {
      const child = this.smallerChild(at)
      if (child === undefined || compareText(last, items[child] as string) <= 0) break
      items[at] = items[child] as string
      at = child
    }
    items[at] = last
    return top
  }

  private smallerChild(at: number): number | undefined {
    const { items } = this
    const first = 2 * at + 1
    if (first >= items.length) return undefined
    const second = first + 1
    return second < items.length && compareText(items[second] as string, items[first] as string) < 0 ? second : first
  }
}

/** False where it is there already; equal values come one after the other. */
const pushOnce = (lists: Map<string, string[]>, key: string, value: string): boolean => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else if (list[list.length - 1] === value) return false
  else list.push(value)
  return true
}
