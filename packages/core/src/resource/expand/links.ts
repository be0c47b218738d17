/** Links between containers: in the Engine's own bridge they stand in the host config, elsewhere in an endpoint. */
import type { Issue, Path } from '../../base/issue'
import type { ContainerConfig, Link } from '../../map/model'
import { containerName, networkName, PRESET_NETWORKS } from '../naming'
import type { Endpoint, Need } from '../resource'
import { resolveInstance } from './references'
import type { Scope, Subject } from './scope'
import { containerId, taken } from './scope'

export interface FoundLink {
  readonly config: string
  readonly instance: string | null
  readonly alias: string
  readonly need: Need
}

/** The container that a link leads to; without an alias, it is the reference as the map has it. */
export const linkNeed = (scope: Scope, link: Link, field: Path): FoundLink | null => {
  const target = taken(scope, resolveInstance(scope.references, link.container, field))
  if (target === null) return null
  const alias = link.alias ?? link.container
  const id = containerId(scope, target.config, target.instance)
  return { ...target, alias, need: { id, because: { _tag: 'Links', reference: link.container, alias }, field } }
}

export interface Links {
  /** `container:alias`, for `HostConfig.Links`. */
  readonly host: ReadonlyArray<string>
  readonly origins: ReadonlyArray<Path>
  /** `container:alias` by network: the Engine silently drops `HostConfig.Links` of a container in a network of the user's. */
  readonly byNetwork: ReadonlyMap<string, ReadonlyArray<string>>
  readonly needs: ReadonlyArray<Need>
}

export const linksOf = (scope: Scope, subject: Subject, endpoints: ReadonlyArray<Endpoint>): Links => {
  const host: string[] = []
  const origins: Path[] = []
  const byNetwork = new Map<string, string[]>()
  const needs: Need[] = []
  for (const [index, link] of subject.config.links.entries()) {
    const field = [...subject.field, 'links', index]
    const found = linkNeed(scope, link, field)
    if (found === null) continue
    needs.push(found.need)
    const text = `${containerName(scope.map.name, found.config, found.instance)}:${found.alias}`
    const common = commonNetworks(scope, subject, found.config, endpoints)
    // The Engine links over its own bridge only what is made in it.
    const shared = common.find((network) => !PRESET_NETWORKS.has(network) || isFirst(network, subject, endpoints))
    if (shared === undefined) scope.issues.push(notReachable(subject, link, field, common))
    else if (PRESET_NETWORKS.has(shared)) {
      host.push(text)
      origins.push(field)
    } else byNetwork.set(shared, [...(byNetwork.get(shared) ?? []), text])
  }
  return { host, origins, byNetwork, needs }
}

const isFirst = (network: string, { config }: Subject, [first]: ReadonlyArray<Endpoint>): boolean =>
  config.network?._tag === 'Bridge' || first === undefined || first.network === network

/** The networks of the linking container that the other one is in as well. */
const commonNetworks = (
  scope: Scope,
  subject: Subject,
  other: string,
  endpoints: ReadonlyArray<Endpoint>,
): ReadonlyArray<string> => {
  const theirs = networksOf(scope, scope.map.containers[other] as ContainerConfig)
  const ours =
    subject.config.networks.length === 0 ? networksOf(scope, subject.config) : endpoints.map(({ network }) => network)
  return ours.filter((network) => theirs.includes(network))
}

/** Names of the networks that a config's containers are in; none where they use another stack. */
const networksOf = (scope: Scope, config: ContainerConfig): ReadonlyArray<string> => {
  const mode = config.network?._tag ?? 'Bridge'
  const named = config.networks.map(({ network }) =>
    networkName(scope.map.name, network === 'default' ? 'bridge' : network),
  )
  if (mode !== 'Bridge') return []
  return named.length === 0 || (config.network !== undefined && !named.includes('bridge'))
    ? ['bridge', ...named]
    : named
}

const notReachable = (subject: Subject, link: Link, path: Path, common: ReadonlyArray<string>): Issue =>
  common.length === 0
    ? {
        code: 'conflict',
        path,
        message: `"${subject.name}" and "${link.container}" have no network in common, so that a link cannot lead from one to the other`,
        hint: 'put both into one network, or remove the link',
      }
    : {
        code: 'conflict',
        path,
        message: `"${subject.name}" has only the Engine's own bridge in common with "${link.container}", over which a link leads from a container that is made in it`,
        hint: 'write the bridge first, or put both into a network of the map',
      }
