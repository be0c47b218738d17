/** Circles in a graph: one of each group of nodes that reach each other. No recursion, whatever the length. */
import { compareText } from './compare-text'
import type { Cycle, Node } from './topology'

/**
 * One shortest circle for each strongly connected group, beginning at the group's smallest id; sorted by that id.
 *
 * @example
 * cyclesOf([{ id: 'a', after: ['b'] }, { id: 'b', after: ['a'] }, { id: 'c', after: ['a'] }]) // [['a', 'b']]
 */
export const cyclesOf = (nodes: ReadonlyArray<Node>): ReadonlyArray<Cycle> => {
  const after = new Map(nodes.map((node) => [node.id, node.after]))
  const edges = new Map(nodes.map((node) => [node.id, [...new Set(node.after)].filter((id) => after.has(id))]))
  return groupsOf(edges)
    .filter((group) => group.length > 1 || edges.get(group[0] as string)?.includes(group[0] as string))
    .map((group) => shortestCircle([...group].sort(compareText)[0] as string, new Set(group), edges))
    .sort((a, b) => compareText(a[0] as string, b[0] as string))
}

type Edges = ReadonlyMap<string, ReadonlyArray<string>>

interface Frame {
  readonly id: string
  next: number
}

/** Tarjan's algorithm with a stack of its own. */
const groupsOf = (edges: Edges): ReadonlyArray<ReadonlyArray<string>> => {
  const groups: string[][] = []
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const path: string[] = []
  const onPath = new Set<string>()
  const frames: Frame[] = []
  const enter = (id: string): void => {
    order.set(id, order.size)
    low.set(id, order.size - 1)
    path.push(id)
    onPath.add(id)
    frames.push({ id, next: 0 })
  }
  const lower = (id: string, to: number | undefined): void => {
    low.set(id, Math.min(low.get(id) as number, to as number))
  }
  const leave = (id: string): void => {
    frames.pop()
    const parent = frames[frames.length - 1]
    if (parent !== undefined) lower(parent.id, low.get(id))
    if (low.get(id) !== order.get(id)) return
    const group = path.splice(path.lastIndexOf(id))
    for (const member of group) onPath.delete(member)
    groups.push(group)
  }
  const step = (frame: Frame): void => {
    const target = edges.get(frame.id)?.[frame.next++]
    if (target === undefined) leave(frame.id)
    else if (!order.has(target)) enter(target)
    else if (onPath.has(target)) lower(frame.id, order.get(target))
  }
  for (const id of edges.keys()) {
    if (order.has(id)) continue
    enter(id)
    for (let frame = frames[0]; frame !== undefined; frame = frames[frames.length - 1]) step(frame)
  }
  return groups
}

/** Breadth first from `start` back to it, inside its group. */
const shortestCircle = (start: string, group: ReadonlySet<string>, edges: Edges): Cycle => {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (let at = 0; at < queue.length; at++) {
    const id = queue[at] as string
    const targets = edges.get(id) ?? []
    if (targets.includes(start)) return wayTo(id, start, cameFrom)
    for (const target of targets) {
      if (!group.has(target) || target === start || cameFrom.has(target)) continue
      cameFrom.set(target, id)
      queue.push(target)
    }
  }
  return [start]
}

const wayTo = (last: string, start: string, cameFrom: ReadonlyMap<string, string>): Cycle => {
  const way = [last]
  for (let id = last; id !== start; ) {
    id = cameFrom.get(id) as string
    way.push(id)
  }
  return way.reverse()
}
