/** What two containers cannot both have on one client: a host port, an address in a network. */
import type { Issue, Path } from '../../base/issue'
import type { JsonObject } from '../../base/json'
import { fixedPortsIn, type HostPort } from '../host-ports'
import type { ContainerResource, Resource } from '../resource'

interface Claim extends HostPort {
  readonly container: ContainerResource
}

/** One host port cannot be published twice on one client, at one address or at all of them. */
export const portClashes = (resources: ReadonlyArray<Resource>): ReadonlyArray<Issue> => {
  const claims = new Map<string, Claim[]>()
  for (const container of resources) {
    if (container.kind !== 'container' || container.body.HostConfig?.NetworkMode === 'host') continue
    for (const published of fixedPortsIn((container.body.HostConfig ?? {}) as JsonObject)) {
      const place = `${container.client} ${published.port}`
      const list = claims.get(place)
      if (list === undefined) claims.set(place, [{ ...published, container }])
      else list.push({ ...published, container })
    }
  }
  return [...claims.values()].flatMap(clashesIn)
}

/** Claims on one port: each is held against the first at its address, and the first at all addresses. */
const clashesIn = (claims: ReadonlyArray<Claim>): ReadonlyArray<Issue> => {
  const first = new Map<string, Claim>()
  return claims.flatMap((claim) => {
    const other = rivals(claim.address, first)
    if (!first.has(claim.address)) first.set(claim.address, claim)
    return other === undefined ? [] : [clash(claim, other)]
  })
}

const rivals = (address: string, first: ReadonlyMap<string, Claim>): Claim | undefined => {
  if (address === '') return first.values().next().value
  const wildcard = address.includes(':') ? '::' : '0.0.0.0'
  if (address !== wildcard) return first.get(address) ?? first.get(wildcard) ?? first.get('')
  const family = [...first].find(([one]) => one === '' || one.includes(':') === address.includes(':'))
  return family?.[1]
}

const originOfPort = ({ container, inside }: Claim): Path =>
  container.origins[`HostConfig.PortBindings.${inside}`] ?? container.field

const clash = (claim: Claim, other: Claim): Issue => ({
  code: 'conflict',
  path: originOfPort(claim),
  message: `the host port ${claim.port} of "${claim.container.name}" is taken by "${other.container.name}" on the client "${claim.container.client}"`,
  hint: 'publish another port, bind them to different interfaces, or let the engine choose (0)',
  related: [{ path: originOfPort(other), message: `published by "${other.container.name}"` }],
})

/** One static address cannot be given twice in one network. */
export const addressClashes = (resources: ReadonlyArray<Resource>): ReadonlyArray<Issue> => {
  const taken = new Map<string, ContainerResource>()
  return resources.flatMap((container) => {
    if (container.kind !== 'container') return []
    return staticAddresses(container).flatMap(({ network, address, field }): ReadonlyArray<Issue> => {
      const place = `${container.client} ${network} ${address}`
      const other = taken.get(place)
      taken.set(place, container)
      if (other === undefined) return []
      return [
        {
          code: 'conflict',
          path: field,
          message: `the address ${address} of "${container.name}" belongs to "${other.name}" in the network "${network}"`,
          found: address,
          hint: 'a static address can belong to one container only: give each its own, or none',
          related: [{ path: other.field, message: 'the other one is here' }],
        },
      ]
    })
  })
}

const staticAddresses = (container: ContainerResource) => {
  const first = Object.entries(container.body.NetworkingConfig?.EndpointsConfig ?? {}).map(([network, config]) => ({
    network,
    config,
    field: container.origins[`NetworkingConfig.EndpointsConfig.${network}`] ?? container.field,
  }))
  return [...first, ...container.endpoints].flatMap(({ network, config, field }) => {
    const { IPv4Address, IPv6Address } = (config.IPAMConfig ?? {}) as JsonObject
    return [IPv4Address, IPv6Address].flatMap((address) =>
      typeof address === 'string' ? [{ network, address, field }] : [],
    )
  })
}
