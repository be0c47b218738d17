/** Which containers of a resource are up and when, and the gaps in between. */
import { sortedBy } from '../base/compare-text'
import type { Observation, ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import type { Action } from '../plan/action'
import { type ResourceId, resourceId } from '../resource/id'
import { isUp } from './state'

/** A time in which none of the containers of a resource is ready. Milliseconds from the beginning of the run. */
export interface Outage {
  readonly id: ResourceId
  readonly begin: number
  /** Null: it is not brought back. */
  readonly end: number | null
}

interface Stay {
  from: number
  until: number
}

export class Presence {
  /** By resource, then by the container's id. */
  private readonly stays = new Map<ResourceId, Map<string, Stay[]>>()
  private readonly upAtFirst = new Set<ResourceId>()

  constructor(observation: Observation) {
    for (const [client, { containers }] of Object.entries(observation.clients)) {
      for (const container of containers.filter(isUp)) {
        const id = resourceId('container', withoutSuffix(container.name), client)
        this.upAtFirst.add(id)
        this.staysOf(id, container.id).push({ from: 0, until: Number.POSITIVE_INFINITY })
      }
    }
  }

  /** What an action did to the container that it is about. */
  note(
    action: Action,
    before: ObservedContainer | undefined,
    after: ObservedContainer | undefined,
    { begin, end }: { readonly begin: number; readonly end: number },
  ): void {
    const container = after ?? before
    if (container === undefined) return
    const stays = this.staysOf(action.target, container.id)
    const last = stays[stays.length - 1]
    const wasUp = before !== undefined && isUp(before)
    const nowUp = after !== undefined && isUp(after)
    if (wasUp && (!nowUp || action._tag === 'RestartContainer') && last !== undefined) last.until = begin
    if (nowUp && (!wasUp || action._tag === 'RestartContainer'))
      stays.push({ from: end, until: Number.POSITIVE_INFINITY })
    // It is of use only when what it waits for has come.
    if (nowUp && action._tag === 'Wait' && last !== undefined && last.from > 0) last.from = Math.max(last.from, end)
  }

  /** Only of resources that were up at first. */
  outages(): ReadonlyArray<Outage> {
    const found: Outage[] = []
    for (const [id, containers] of this.stays) {
      if (this.upAtFirst.has(id)) found.push(...gaps(id, [...containers.values()].flat()))
    }
    return sortedBy(found, ({ id }) => id)
  }

  private staysOf(id: ResourceId, container: string): Stay[] {
    const containers = this.stays.get(id) ?? new Map<string, Stay[]>()
    this.stays.set(id, containers)
    const stays = containers.get(container) ?? []
    containers.set(container, stays)
    return stays
  }
}

const gaps = (id: ResourceId, stays: ReadonlyArray<Stay>): ReadonlyArray<Outage> => {
  const found: Outage[] = []
  let until = 0
  for (const stay of [...stays].sort((a, b) => a.from - b.from)) {
    if (stay.from > until) found.push({ id, begin: until, end: stay.from })
    until = Math.max(until, stay.until)
  }
  return until === Number.POSITIVE_INFINITY ? found : [...found, { id, begin: until, end: null }]
}

const withoutSuffix = (name: string): string => {
  const suffix = [NEXT, PREVIOUS].find((ending) => name.endsWith(ending))
  return suffix === undefined ? name : name.slice(0, -suffix.length)
}
