/**
 * Networks that differ from what is wanted. The Engine changes nothing of a network, and lets one go only when nobody is
 * on it: so all of its users leave it as they run, a new one takes its place, and they come back (tried on Engine 20.10:
 * running, paused and stopped ones can, and published ports come back with them).
 */
import type { FieldChange } from '../diff/difference'
import { compareNetwork } from '../diff/network'
import type { ObservedContainer, ObservedNetwork } from '../observe/observation'
import type { ResourceId } from '../resource/id'
import type { ContainerResource, Endpoint, NetworkResource } from '../resource/resource'
import type { Decision, Decisions } from './decision'
import { endpointsOf, settingsOf } from './endpoints'
import { isOurs } from './found'
import type { Input } from './input'

export interface Renewal {
  readonly resource: NetworkResource
  readonly old: ObservedNetwork
  readonly changes: ReadonlyArray<FieldChange>
  /** Sorted by name. One that was never started is none: the Engine looks its network up by name when it starts. */
  readonly users: ReadonlyArray<NetworkUser>
  /** Names of containers on it that are somebody else's. */
  readonly strangers: ReadonlyArray<string>
}

export interface NetworkUser {
  readonly observed: ObservedContainer
  /** What it is, or is left of; null: ours, and no longer in the map. */
  readonly resource: ContainerResource | null
  /** Where the map wants it; null: no longer on this network. */
  readonly endpoint: Endpoint | null
  /** What differs at its endpoint, which is put right on the way. */
  readonly changes: ReadonlyArray<FieldChange>
}

export type Renewals = ReadonlyMap<ResourceId, Renewal>

/** Networks in the scope that an update makes anew: those with more than labels that differ. */
export const renewalsOf = (input: Input, decisions: Decisions): Renewals => {
  const renewals = new Map<ResourceId, Renewal>()
  if (input.intent.kind !== 'update') return renewals
  for (const id of input.scope.all) {
    const resource = input.graph.byId.get(id)
    const renewal = resource?.kind === 'network' ? renewalOf(resource, input, decisions) : null
    if (renewal !== null) renewals.set(id, renewal)
  }
  return renewals
}

/** Decisions without what happens to the containers' endpoints on the way. */
export const withoutRenewed = (decisions: Decisions, renewals: Renewals): Decisions => {
  if (renewals.size === 0) return decisions
  return new Map([...decisions].map(([id, decision]) => [id, spared(decision, renewals)]))
}

const spared = (decision: Decision, renewals: Renewals): Decision => {
  const { resource, observed, changes } = decision
  const renewed = new Set(
    [...renewals.values()].filter((renewal) => renewal.resource.client === resource.client && uses(renewal, observed)),
  )
  if (renewed.size === 0) return decision
  const networks = new Set([...renewed].map((renewal) => renewal.resource.name))
  const fields = new Set([...networks].map((network) => `Networks.${network}`))
  return { ...decision, renewed: networks, changes: changes.filter(({ field }) => !fields.has(field)) }
}

const uses = ({ users }: Renewal, observed: ObservedContainer | null): boolean =>
  observed !== null && users.some((user) => user.observed.id === observed.id)

const renewalOf = (resource: NetworkResource, input: Input, decisions: Decisions): Renewal | null => {
  const here = input.found.get(resource.client)
  const old = here?.networks.get(resource.name)
  if (here === undefined || old === undefined) return null
  const adopt = input.intent.options.adopt === true
  const difference = compareNetwork(resource, old, { adopt, defaults: here.client.engine.defaults })
  if (difference._tag !== 'Changed' || difference.changes.every(({ policy }) => policy === 'warn')) return null
  const known = decidedOn(resource.client, decisions)
  const own = (container: ObservedContainer): boolean =>
    isOurs(container, input.resources.map) || (adopt && known.has(container.id))
  const connected = here.client.containers.filter(({ networks }) => networks[resource.name] !== undefined)
  const ours = new Set(here.client.containers.filter(own).map(({ name }) => name))
  const strangers = [...old.containers, ...connected.map(({ name }) => name)].filter((name) => !ours.has(name))
  return {
    resource,
    old,
    changes: difference.changes,
    users: connected
      .filter((container) => own(container) && container.state.started)
      .map((observed) => userOf(resource, observed, known.get(observed.id), input)),
    strangers: [...new Set(strangers)].sort(),
  }
}

/** Decisions by the ids of the containers that they are on, those that an interrupted replacement has left included. */
const decidedOn = (client: string, decisions: Decisions): ReadonlyMap<string, Decision> => {
  const known = new Map<string, Decision>()
  for (const decision of decisions.values()) {
    if (decision.resource.client !== client) continue
    const { observed, next, previous, discarded } = decision
    for (const container of [observed, next, previous, discarded]) {
      if (container !== null) known.set(container.id, decision)
    }
  }
  return known
}

const userOf = (
  network: NetworkResource,
  observed: ObservedContainer,
  decision: Decision | undefined,
  input: Input,
): NetworkUser => {
  const resource = decision?.resource ?? namedLike(observed, network, input)
  const isLeftover = decision !== undefined && decision.observed?.id !== observed.id
  const compared = isLeftover ? [] : (decision?.changes ?? [])
  const changes = compared.filter(({ field }) => field === `Networks.${network.name}`)
  const endpoints = resource === null || isLeftover ? [] : endpointsOf(resource)
  const wanted = endpoints.find((one) => one.network === network.name)
  const leaves = changes.some(({ effect }) => effect === 'disconnect')
  // Of what the map says nothing, or nothing any more: it comes back as it was.
  const same: Endpoint = { network: network.name, config: settingsOf(observed, network.name), field: network.field }
  return { observed, resource, endpoint: leaves ? null : (wanted ?? same), changes }
}

/** A container of the map that is out of the intent's scope. */
const namedLike = (
  { name }: ObservedContainer,
  { client }: NetworkResource,
  { resources }: Input,
): ContainerResource | null =>
  resources.all.find(
    (one): one is ContainerResource => one.kind === 'container' && one.client === client && one.name === name,
  ) ?? null
