/**
 * Which containers must be made again because something they hang on by identity goes away: a legacy link follows the
 * old container, a shared network stack loses its interfaces, an attached volume is another one. Nothing else cascades.
 */

import type { JsonObject } from '../base/json'
import type { ResourceId } from '../resource/id'
import type { Because, ContainerResource } from '../resource/resource'
import type { Chain, Draft } from './chain'
import type { Decision } from './decision'
import type { Dependent } from './graph'
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
 * The need by link or network stack whose target is not the one that the container was made with: that one was removed
 * since, and the Engine would refuse to start it.
 */
export const lostTarget = ({ resource, observed }: Decision, input: Input): Cascade | null => {
  if (observed === null) return null
  const cause = input.graph.needs(resource.id).find((need) => isLost(need.because, resource, observed.hostConfig))
  return cause === undefined ? null : { cause, treatment: 'replace' }
}

const isLost = ({ _tag }: Because, { body }: ContainerResource, have: JsonObject): boolean => {
  if (_tag === 'NetworkMode') return have['NetworkMode'] !== body.HostConfig?.NetworkMode
  if (_tag !== 'Links') return false
  const links = (have['Links'] ?? []) as ReadonlyArray<string>
  return (body.HostConfig?.Links ?? []).some((link) => !links.includes(link))
}

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
  for (const { resource, cascade } of planning.decisions.values()) {
    const stop = chains.get(resource.id)?.stops[0]
    const other = cascade === null ? undefined : chains.get(cascade.id)
    if (stop === undefined || other === undefined) continue
    for (const step of endsOf(other)) step.after.add(stop.id)
  }
}

const endsOf = ({ lateStops, stops, starts }: Chain): ReadonlyArray<Draft> =>
  [lateStops, stops, starts].find((steps) => steps.length > 0) ?? []
