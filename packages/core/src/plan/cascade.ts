/**
 * Which containers must be made again because something they hang on by identity goes away: a legacy link follows the
 * old container, a shared network stack loses its interfaces, an attached volume is another one. Nothing else cascades.
 */

import type { JsonObject } from '../base/json'
import type { ObservedContainer } from '../observe/observation'
import { PREVIOUS } from '../observe/query'
import { textAt, textsAt } from '../observe/read'
import type { ResourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import type { Chain, Draft } from './chain'
import type { Decision } from './decision'
import type { Dependent, Graph } from './graph'
import type { Input } from './input'
import type { Planning } from './planning'
import { heldVolume } from './volumes'

export interface Cascade {
  readonly cause: Dependent
  /** A sharer of a network stack that is only started again needs no more than a start of its own. */
  readonly treatment: 'replace' | 'stop-start'
}

/** What follows from the first need, by id, that forces something on `resource`; replacement outweighs a start. */
export const cascadeOf = (
  resource: ContainerResource,
  input: Input,
  before: ReadonlyMap<ResourceId, Decision>,
): Cascade | null => {
  let started: Cascade | null = null
  for (const cause of input.graph.needs(resource.id)) {
    const decision = before.get(cause.id)
    if (decision === undefined) continue
    const treatment = forcedBy(cause, decision, input)
    if (treatment === 'replace') return { cause, treatment }
    if (treatment === 'stop-start') started ??= { cause, treatment }
  }
  return started
}

/**
 * What the container is tied to and is gone: the Engine would refuse to start it, whatever has the name by now. Null
 * where it holds on to nothing of the past.
 *
 * @example
 * lostTie(web, observed, graph) // 'linked to the former m.db'
 */
export const lostTie = (resource: ContainerResource, observed: ObservedContainer, graph: Graph): string | null =>
  lostLink(resource, observed.hostConfig) ?? lostStack(resource, observed.hostConfig, graph)

/** One that leads nowhere; or still to the old container, where a replacement that was cut off takes that one away. */
const lostLink = ({ body }: ContainerResource, have: JsonObject): string | null => {
  const wanted = body.HostConfig?.Links ?? []
  for (const link of textsAt(have, 'Links')) {
    const [target = '', alias = ''] = link.split(':')
    const name = wanted.find((other) => other.endsWith(`:${alias}`))?.split(':')[0]
    if (target === '') return `linked to the former ${name ?? alias}`
    if (name !== undefined && target === name + PREVIOUS) return `linked to the former ${name}`
  }
  return null
}

/** The Engine keeps the id, for which observation puts the name while that container is there. */
const lostStack = (resource: ContainerResource, have: JsonObject, graph: Graph): string | null => {
  const shares = graph.needs(resource.id).some(({ because }) => because._tag === 'NetworkMode')
  const mode = textAt(have, 'NetworkMode')
  const wanted = resource.body.HostConfig?.NetworkMode ?? ''
  if (!shares || !mode.startsWith(STACK_OF)) return null
  const lost = ID.test(mode.slice(STACK_OF.length)) || mode === wanted + PREVIOUS
  return lost ? `in the network of the former ${wanted.slice(STACK_OF.length)}` : null
}

const STACK_OF = 'container:'
const ID = /^[0-9a-f]{64}$/

const forcedBy = ({ because }: Dependent, decision: Decision, input: Input): Cascade['treatment'] | null => {
  switch (because._tag) {
    case 'Links':
      return changesIdentity(decision) ? 'replace' : null
    case 'NetworkMode':
      if (changesIdentity(decision)) return 'replace'
      return decision.treatment === 'start' || decision.treatment === 'stop-start' ? 'stop-start' : null
    case 'Uses':
    case 'Attaches':
      return changesVolume(decision, input) ? 'replace' : null
    default:
      return null
  }
}

/** True where the container will be another one, or its network stack is made anew by a start. */
const changesIdentity = ({ treatment, state }: Decision): boolean =>
  treatment === 'replace' || treatment === 'recreate' || (treatment === 'create-start' && state === 'absent')

const changesVolume = (decision: Decision, input: Input): boolean => {
  const { resource, treatment, changes } = decision
  if (resource.attached === null) {
    return treatment === 'replace' && changes.some(({ field }) => VOLUME_FIELDS.test(field))
  }
  if (treatment === 'replace') return true
  return treatment === 'create-start' && heldVolume(resource, input) === null
}

const VOLUME_FIELDS = /^(Mounts|Volumes|HostConfig\.(Binds|VolumesFrom))(\.|$)/

/** Who hangs on a container stops before it does, and before it starts anew: it could do nothing in between. */
export const linkCascades = (chains: ReadonlyMap<ResourceId, Chain>, planning: Planning): void => {
  const tied = new Map<Chain, Tied[]>()
  for (const { resource, cascade } of planning.decisions.values()) {
    const stop = chains.get(resource.id)?.stops[0]
    const other = cascade === null ? undefined : chains.get(cascade.id)
    if (stop === undefined || other === undefined) continue
    const one = { stop, image: chains.get(resource.image) }
    tied.set(other, [...(tied.get(other) ?? []), one])
  }
  for (const [other, all] of tied) linkTied(endsOf(other), all)
}

interface Tied {
  readonly stop: Draft
  readonly image: Chain | undefined
}

/**
 * As late as that allows: when all that the other one's stop waits for is done, and its own image is there. Not one after
 * the other: each would be away for the stops of all that come after it.
 */
const linkTied = (ends: ReadonlyArray<Draft>, tied: ReadonlyArray<Tied>): void => {
  const own = new Set(ends.map(({ id }) => id))
  const waits = ends.flatMap(({ after, preferably }) => [...after, ...preferably]).filter((id) => !own.has(id))
  for (const { stop, image } of tied) {
    for (const id of waits) stop.preferably.add(id)
    if (image?.exists != null) stop.preferably.add(image.exists)
    for (const step of ends) step.after.add(stop.id)
  }
}

const endsOf = ({ lateStops, stops, starts }: Chain): ReadonlyArray<Draft> =>
  [lateStops, stops, starts].find((steps) => steps.length > 0) ?? []
