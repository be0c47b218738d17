/** Networks of the map that some container is on, and the endpoints of a container. */

import { contentHash } from '../../base/canonical'
import type { Path } from '../../base/issue'
import type { JsonObject } from '../../base/json'
import { didYouMean } from '../../base/nearest'
import { present } from '../../base/present'
import { ownMember } from '../../base/record'
import type { NetworkConfig, NetworkEndpoint } from '../../map/model'
import type { ResourceId } from '../id'
import { resourceId } from '../id'
import { LABEL } from '../labels'
import { containerName, networkName, PRESET_NETWORKS, referenceName } from '../naming'
import { secretsLabel } from '../placeholder'
import type { Endpoint, Need } from '../resource'
import { checkAddress } from './addresses'
import { linkNeed } from './links'
import type { Scope, Subject } from './scope'

export interface Connections {
  /** In the map's order; presets included. */
  readonly endpoints: ReadonlyArray<Endpoint>
  readonly needs: ReadonlyArray<Need>
}

/** The endpoints of `networks`, each with the container's own name as an alias. */
export const connectionsOf = (scope: Scope, subject: Subject): Connections => {
  const endpoints: Endpoint[] = []
  const needs: Need[] = []
  for (const [index, endpoint] of subject.config.networks.entries()) {
    const field = [...subject.field, 'networks', index]
    const name = networkName(scope.map.name, endpoint.network)
    const preset = PRESET_NETWORKS.has(endpoint.network)
    if (!preset) {
      const id = needNetwork(scope, endpoint.network, field)
      if (id === null) continue
      needs.push({ id, because: { _tag: 'Networks', network: endpoint.network }, field })
      checkAddress(scope, endpoint, field)
    } else refuseSettings(scope, endpoint, field)
    const links = linksOf(scope, endpoint, field, needs)
    endpoints.push({
      network: name === 'default' ? 'bridge' : name,
      config: settingsOf(subject, endpoint, preset, links),
      field,
    })
  }
  return { endpoints, needs }
}

/** The Engine refuses aliases and addresses in its own networks, and passes over links there. */
const refuseSettings = (scope: Scope, endpoint: NetworkEndpoint, field: Path): void => {
  for (const [key, what] of USER_ONLY) {
    const value = endpoint[key]
    if (value === undefined || value.length === 0) continue
    scope.issues.push({
      code: 'conflict',
      path: [...field, key],
      message: `"${endpoint.network}" is a network of the Engine, in which a container has no ${what} of its own`,
      hint: key === 'links' ? 'write them in `links` of the config' : 'use a network of the map',
    })
  }
}

const USER_ONLY = [
  ['aliases', 'aliases'],
  ['links', 'links'],
  ['ipv4_address', 'address'],
  ['ipv6_address', 'address'],
  ['link_local_ips', 'addresses'],
] as const

/** Names that a container has in every network of the user's: its own first, so that it stays the same under another name. */
export const ownAliases = (subject: Subject): ReadonlyArray<string> => [
  ...new Set([subject.container, subject.name, referenceName(subject.name, subject.instance)]),
]

const settingsOf = (
  subject: Subject,
  endpoint: NetworkEndpoint,
  preset: boolean,
  links: ReadonlyArray<string>,
): JsonObject => {
  const ipam = present({
    IPv4Address: endpoint.ipv4_address,
    IPv6Address: endpoint.ipv6_address,
    LinkLocalIPs: endpoint.link_local_ips.length === 0 ? undefined : endpoint.link_local_ips,
  }) as JsonObject
  return present({
    // The Engine refuses aliases in its own networks.
    Aliases: preset ? undefined : [...new Set([...endpoint.aliases, ...ownAliases(subject)])],
    Links: links.length === 0 ? undefined : links,
    IPAMConfig: Object.keys(ipam).length === 0 ? undefined : ipam,
  }) as JsonObject
}

const linksOf = (scope: Scope, endpoint: NetworkEndpoint, field: Path, needs: Need[]): ReadonlyArray<string> =>
  endpoint.links.flatMap((link, index) => {
    const found = linkNeed(scope, link, [...field, 'links', index])
    if (found === null) return []
    needs.push(found.need)
    return [`${containerName(scope.map.name, found.config, found.instance)}:${found.alias}`]
  })

const needNetwork = (scope: Scope, network: string, field: Path): ResourceId | null => {
  const config = ownMember(scope.map.networks, network)
  if (config === undefined) {
    scope.issues.push({
      code: 'unknown-reference',
      path: field,
      message: `there is no network "${network}"`,
      found: network,
      ...didYouMean(network, [...Object.keys(scope.map.networks), ...PRESET_NETWORKS]),
    })
    return null
  }
  const name = networkName(scope.map.name, network)
  const id = resourceId('network', name, scope.client)
  if (!scope.gathered.has(id)) {
    const body = networkBody(scope.map.name, network, config)
    scope.gathered.set(id, {
      kind: 'network',
      id,
      client: scope.client,
      name,
      needs: [],
      field: ['networks', network],
      body,
    })
  }
  return id
}

const networkBody = (map: string, network: string, config: NetworkConfig): JsonObject => {
  const wanted = present({
    Driver: config.driver,
    Options: filled(config.driver_options as JsonObject),
    Internal: config.internal || undefined,
    Attachable: config.attachable || undefined,
    EnableIPv6: config.enable_ipv6 || undefined,
    IPAM: config.ipam === undefined ? undefined : ipamOf(config.ipam),
    Labels: filled(config.labels as JsonObject),
  }) as JsonObject
  const own = { [LABEL.map]: map, [LABEL.alias]: network, [LABEL.kind]: 'network', [LABEL.spec]: contentHash(wanted) }
  return { ...wanted, Labels: { ...config.labels, ...own, ...secretsLabel(wanted) } as JsonObject }
}

const ipamOf = (ipam: NonNullable<NetworkConfig['ipam']>): JsonObject =>
  present({
    Driver: ipam.driver,
    Options: filled(ipam.options as JsonObject),
    Config:
      ipam.config.length === 0
        ? undefined
        : ipam.config.map((pool) =>
            present({
              Subnet: pool.subnet,
              IPRange: pool.ip_range,
              Gateway: pool.gateway,
              AuxiliaryAddresses: filled(pool.aux_addresses),
            }),
          ),
  }) as JsonObject

const filled = (record: JsonObject): JsonObject | undefined => (Object.keys(record).length === 0 ? undefined : record)
