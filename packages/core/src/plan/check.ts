/** What stands against a plan, all of it in one go, before the first step: foreign objects, what an engine lacks, …. */
import { NEXT } from '../observe/query'
import type { ContainerResource, Resource } from '../resource/resource'
import type { Decision } from './decision'
import type { Found } from './found'
import { isOurs } from './found'
import type { PlanError } from './plan'
import type { Planning } from './planning'
import { unknownOrphans } from './prune'
import type { Renewal } from './renew'
import { inTheWayOfScript } from './script'

export const checkPlanning = (planning: Planning): ReadonlyArray<PlanError> => [
  ...notObserved(planning),
  ...unknownOrphans(planning),
  ...[...planning.scope.all].flatMap((id) => {
    const resource = planning.graph.byId.get(id)
    return resource === undefined ? [] : [...foreign(resource, planning), ...unsupported(resource, planning)]
  }),
  ...inTheWayOfScript(planning),
  ...[...planning.renewals.values()].flatMap(inUse),
  ...[...planning.decisions.values()].flatMap((decision) => [...protectedOnes(decision), ...startFirst(decision)]),
]

const notObserved = ({ scope, graph, found }: Planning): ReadonlyArray<PlanError> => {
  const clients = new Set([...scope.all].map((id) => graph.byId.get(id)?.client ?? ''))
  return [...clients]
    .filter((client) => !found.has(client))
    .sort()
    .map((client) => ({ _tag: 'NotObserved', client, message: `nothing is known of what exists on ${client}` }))
}

/** An object with our name and without our labels is somebody else's, unless it is to be adopted. */
const foreign = (resource: Resource, planning: Planning): ReadonlyArray<PlanError> => {
  const { intent, resources, found } = planning
  if (resource.kind === 'image' || intent.options.adopt === true || intent.kind === 'pull') return []
  const here = found.get(resource.client)
  const names = resource.kind === 'container' ? [resource.name, resource.name + NEXT] : [resource.name]
  return names.flatMap((name) => {
    const object = lookUp(resource.kind, name, here)
    if (object === undefined || isOurs(object, resources.map)) return []
    return [
      {
        _tag: 'Foreign' as const,
        id: resource.id,
        message: `the ${resource.kind} "${name}" on ${resource.client} was not made by the map "${resources.map}"`,
        hint: 'rename or remove it, or take it over with the option adopt=true',
      },
    ]
  })
}

const lookUp = (kind: 'container' | 'network' | 'volume', name: string, here: Found | undefined) => {
  if (kind === 'container') return here?.containers.get(name)
  return kind === 'network' ? here?.networks.get(name) : here?.volumes.get(name)
}

/** A network that must be made anew, and that somebody else is on: they would be cut off without being asked. */
const inUse = ({ resource, changes, strangers }: Renewal): ReadonlyArray<PlanError> => {
  if (strangers.length === 0) return []
  const fields = changes.filter(({ policy }) => policy === 'strict').map(({ field }) => field)
  const { id, name, client } = resource
  return [
    {
      _tag: 'InUse',
      id,
      message: `the network "${name}" on ${client} differs in ${fields.join(', ')} and must be made anew, but containers that are not of this map are on it: ${strangers.join(', ')}`,
      hint: 'take them off (docker network disconnect), or let the map describe the network as it is',
    },
  ]
}

/** An option that needs a newer or an older API than the engine has; only where the plan makes the container. */
const unsupported = (resource: Resource, planning: Planning): ReadonlyArray<PlanError> => {
  if (resource.kind !== 'container' || !planning.creating.has(resource.id)) return []
  const have = planning.found.get(resource.client)?.client.engine.apiVersion ?? ''
  if (have === '') return []
  const refused = (message: string): PlanError => ({ _tag: 'Unsupported', id: resource.id, message })
  return (resource.requires ?? []).flatMap(({ field, apiVersion, before }) => {
    if (isOlder(have, apiVersion))
      return [refused(`${field} needs the Engine API ${apiVersion}; ${resource.client} has ${have}`)]
    // An Engine that has dropped an option passes over it, and no comparison would ever find it done.
    if (before === undefined || isOlder(have, before)) return []
    return [refused(`${field} was dropped with the Engine API ${before}; ${resource.client} has ${have}`)]
  })
}

const isOlder = (have: string, need: string): boolean => {
  const [major = 0, minor = 0] = have.split('.').map(Number)
  const [wantMajor = 0, wantMinor = 0] = need.split('.').map(Number)
  return major < wantMajor || (major === wantMajor && minor < wantMinor)
}

const REMOVES: ReadonlySet<string> = new Set(['replace', 'recreate', 'remove', 'stop-remove'])

const protectedOnes = ({ resource, treatment }: Decision): ReadonlyArray<PlanError> => {
  if (!resource.preventDestroy || !REMOVES.has(treatment)) return []
  const message = `${resource.name} is marked prevent_destroy, and this plan would remove it`
  return [{ _tag: 'Protected', id: resource.id, message }]
}

/** Two containers cannot hold the same host port or address at the same time. */
const startFirst = ({ resource, treatment }: Decision): ReadonlyArray<PlanError> => {
  if (resource.updateOrder !== 'start-first' || treatment !== 'replace') return []
  return exclusives(resource).map((what) => ({
    _tag: 'Unsupported',
    id: resource.id,
    message: `update_order start-first cannot be: ${resource.name} has ${what}, which two containers cannot hold at once`,
  }))
}

const exclusives = ({ body, endpoints }: ContainerResource): ReadonlyArray<string> => {
  const ports = Object.entries(body.HostConfig?.PortBindings ?? {}).flatMap(([port, bindings]) =>
    bindings
      .filter(({ HostPort }) => HostPort !== undefined && HostPort !== '' && HostPort !== '0')
      .map(({ HostPort }) => `the host port ${HostPort} (for ${port})`),
  )
  const all = [...Object.values(body.NetworkingConfig?.EndpointsConfig ?? {}), ...endpoints.map(({ config }) => config)]
  const addresses = all.flatMap((config) => {
    const ipam = config['IPAMConfig'] as { readonly IPv4Address?: string; readonly IPv6Address?: string } | undefined
    return [ipam?.IPv4Address, ipam?.IPv6Address].filter((address) => address !== undefined)
  })
  return [...ports, ...addresses.map((address) => `the static address ${address}`)]
}
