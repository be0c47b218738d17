/** Where in the map a field comes from. */
import type { Path } from '../base/issue'
import { linkOf } from '../observe/links'
import { textsAt } from '../observe/read'
import type { ContainerResource } from '../resource/resource'

/**
 * The field of the map that set `field`, or the nearest one around it; undefined where the map says nothing about it.
 *
 * @example
 * originOf('Env.PATH', { ...web, origins: { Env: ['containers', 'web', 'environment'] } })
 * // ['containers', 'web', 'environment']
 */
export const originOf = (field: string, want: ContainerResource): Path | undefined => {
  const renamed = RENAMED.find(([prefix]) => field.startsWith(prefix))
  return renamed === undefined ? nearest(field, want.origins) : renamed[1](field.slice(renamed[0].length), want, field)
}

type Origin = (name: string, want: ContainerResource, field: string) => Path | undefined

/** A mount, port or network comes from one of several places in the request. */
const RENAMED: ReadonlyArray<readonly [prefix: string, origin: Origin]> = [
  ['Ports.', (port, want) => first(want, `HostConfig.PortBindings.${port}`, `ExposedPorts.${port}`)],
  ['Mounts.', (path, want) => mountOrigin(path, want)],
  ['Networks.', (network, want) => networkOrigin(network, want)],
  ['HostConfig.Links.', (alias, want, field) => linkOrigin(alias, want) ?? nearest(field, want.origins)],
  ['HostConfig.MemorySwap', (_, want) => first(want, 'HostConfig.MemorySwap', 'HostConfig.Memory')],
]

const mountOrigin = (path: string, want: ContainerResource): Path | undefined =>
  first(want, `HostConfig.Mounts.${path}`, `HostConfig.Binds.${path}`, `Volumes.${path}`, 'HostConfig.VolumesFrom')

const networkOrigin = (network: string, want: ContainerResource): Path | undefined =>
  want.endpoints.find((endpoint) => endpoint.network === network)?.field ??
  first(want, `NetworkingConfig.EndpointsConfig.${network}`, 'NetworkingConfig', 'HostConfig.NetworkMode')

/** The map's links are told apart by the container that they lead to, the comparison's by their alias. */
const linkOrigin = (alias: string, want: ContainerResource): Path | undefined => {
  const link = textsAt(want.body.HostConfig, 'Links').find((entry) => linkOf(entry).endsWith(`:${alias}`))
  return link === undefined ? undefined : first(want, `HostConfig.Links.${link.split(':', 1)[0]}`)
}

const first = ({ origins }: ContainerResource, ...places: ReadonlyArray<string>): Path | undefined => {
  const found = places.find((place) => Object.hasOwn(origins, place))
  return found === undefined ? undefined : origins[found]
}

const nearest = (place: string, origins: ContainerResource['origins']): Path | undefined => {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(origins, at)) return origins[at]
  }
  return undefined
}
