/** Which containers of a resource are up and when, and the gaps in between. */

import { sortedBy } from '../base/compare-text'
import { isUp } from '../observe/is-up'
import type { Observation, ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import type { Action } from '../plan/action'
import { type ResourceId, resourceId } from '../resource/id'

/** A time in which none of the containers of a resource is ready. Milliseconds from the beginning of the run. */
export interface Outage {
  readonly id: ResourceId
  readonly begin: number
  /** Null: it is not brought back. */
  readonly end: number | null
}

/** From when until when, in milliseconds from the beginning of the run. */
interface Span {
  readonly from: number
  readonly until: number
}

/** What is known of one container. */
interface Life {
  /** Another one after a move. */
  resource: ResourceId
  /** When it is ready; the last one may go on. */
  stays: ReadonlyArray<Span>
  /** Networks that it was taken off, and when. */
  readonly cuts: Map<string, number>
}

export class Presence {
  /** By client and the container's id. */
  private readonly lives = new Map<string, Life>()
  private readonly upAtFirst = new Set<ResourceId>()

  constructor(observation: Observation) {
    for (const [client, { containers }] of Object.entries(observation.clients)) {
      for (const container of containers.filter(isUp)) {
        const id = resourceId('container', withoutSuffix(container.name), client)
        this.upAtFirst.add(id)
        this.lifeOf(client, container.id, id).stays = [{ from: 0, until: Number.POSITIVE_INFINITY }]
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
    const life = this.lifeOf(action.client, container.id, action.target)
    if (action._tag === 'RenameContainer') this.hand(life, action.target)
    else if (action._tag === 'DisconnectNetwork') life.cuts.set(action.network, begin)
    else if (action._tag === 'ConnectNetwork')
      life.stays = without(life.stays, { from: life.cuts.get(action.network) ?? end, until: end })
    else life.stays = staysAfter(action, life.stays, { before, after }, { begin, end })
  }

  /** Only of resources that were up at first. */
  outages(): ReadonlyArray<Outage> {
    const stays = new Map<ResourceId, Span[]>()
    for (const life of this.lives.values())
      stays.set(life.resource, [...(stays.get(life.resource) ?? []), ...life.stays])
    const found = [...stays].flatMap(([id, spans]) => (this.upAtFirst.has(id) ? gaps(id, spans) : []))
    return sortedBy(found, ({ id }) => id)
  }

  /** A container that is moved takes with it that it was up. */
  private hand(life: Life, resource: ResourceId): void {
    if (this.upAtFirst.has(life.resource)) this.upAtFirst.add(resource)
    life.resource = resource
  }

  private lifeOf(client: string, container: string, resource: ResourceId): Life {
    const key = `${client} ${container}`
    const life = this.lives.get(key) ?? { resource, stays: [], cuts: new Map() }
    this.lives.set(key, life)
    return life
  }
}

const staysAfter = (
  action: Action,
  stays: ReadonlyArray<Span>,
  { before, after }: { readonly before: ObservedContainer | undefined; readonly after: ObservedContainer | undefined },
  { begin, end }: { readonly begin: number; readonly end: number },
): ReadonlyArray<Span> => {
  const wasUp = before !== undefined && isUp(before)
  const nowUp = after !== undefined && isUp(after)
  // It is of use only when what it waits for has come.
  if (action._tag === 'Wait') return nowUp ? readyAt(stays, end) : stays
  const restarted = action._tag === 'RestartContainer'
  const left = wasUp && (!nowUp || restarted) ? without(stays, { from: begin, until: Number.POSITIVE_INFINITY }) : stays
  return nowUp && (!wasUp || restarted) ? [...left, { from: end, until: Number.POSITIVE_INFINITY }] : left
}

/** What is left of the times. */
const without = (spans: ReadonlyArray<Span>, { from, until }: Span): ReadonlyArray<Span> =>
  spans
    .flatMap((span) => [
      { from: span.from, until: Math.min(span.until, from) },
      { from: Math.max(span.from, until), until: span.until },
    ])
    .filter((span) => span.from < span.until)

/** The last time begins later; what was up from the beginning is not waited for. */
const readyAt = (spans: ReadonlyArray<Span>, time: number): ReadonlyArray<Span> =>
  spans.map((span, at) =>
    at === spans.length - 1 && span.from > 0 ? { ...span, from: Math.max(span.from, time) } : span,
  )

const gaps = (id: ResourceId, stays: ReadonlyArray<Span>): ReadonlyArray<Outage> => {
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
