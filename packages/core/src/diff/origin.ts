/** Where in the map a field comes from. */
import type { Path } from '../base/issue'
import type { ContainerResource } from '../resource/resource'

/** Places of the request that a field of the comparison comes from, where they are not called the same. */
const SOURCES: ReadonlyArray<readonly [field: string, places: ReadonlyArray<string>]> = [
  ['Ports.', ['HostConfig.PortBindings.', 'ExposedPorts.']],
  ['Mounts.', ['Volumes.', 'HostConfig.Binds.', 'HostConfig.Mounts.', 'HostConfig.VolumesFrom.']],
  ['HostConfig.MemorySwap', ['HostConfig.MemorySwap', 'HostConfig.Memory']],
  ['Networks.', ['NetworkingConfig.EndpointsConfig.', 'Endpoints.', 'HostConfig.NetworkMode']],
]

/**
 * The field of the map that set `field`, or the nearest one around it; undefined where the map says nothing about it.
 *
 * @example
 * originOf('Env.PATH', { ...web, origins: { Env: ['containers', 'web', 'environment'] } })
 * // ['containers', 'web', 'environment']
 */
export const originOf = (field: string, want: ContainerResource): Path | undefined => {
  const endpoint = want.endpoints.find(({ network }) => field === `Networks.${network}`)
  if (endpoint !== undefined) return endpoint.field
  const source = SOURCES.find(([prefix]) => field.startsWith(prefix))
  const places = source === undefined ? [field] : renamed(field, ...source)
  return closest(places.map((place) => nearest(place, want.origins)))?.path
}

interface Found {
  /** How much of the place had to be cut off to find it. */
  readonly cut: number
  readonly path: Path
}

const renamed = (field: string, prefix: string, places: ReadonlyArray<string>): ReadonlyArray<string> => [
  field,
  ...places.map((place) => (place.endsWith('.') ? `${place}${field.slice(prefix.length)}` : place)),
]

const nearest = (place: string, origins: ContainerResource['origins']): Found | undefined => {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(origins, at)) return { cut: place.length - at.length, path: origins[at] as Path }
  }
  return undefined
}

const closest = (found: ReadonlyArray<Found | undefined>): Found | undefined =>
  found.reduce((best, one) => (one !== undefined && (best === undefined || one.cut < best.cut) ? one : best), undefined)
