/** Volumes that outlive the container that holds them: what a new container mounts in place of fresh, empty ones. */
import { sortedBy } from '../base/compare-text'
import type { ObservedContainer } from '../observe/observation'
import { LABEL } from '../resource/labels'
import type { ContainerBody, ContainerResource } from '../resource/resource'
import type { Input } from './input'
import { imageOf } from './input'

/**
 * The volume of an attached container that is missing, as long as one of its users still mounts it: the container that
 * is made anew mounts it again, and nothing is lost.
 */
export const heldVolume = (resource: ContainerResource, input: Input): string | null => {
  const path = resource.attached?.path
  const here = input.found.get(resource.client)
  for (const { id } of input.graph.dependents(resource.id)) {
    const user = input.graph.byId.get(id)
    const observed = user === undefined ? undefined : here?.containers.get(user.name)
    const name = observed === undefined ? undefined : volumeAt(observed, path)
    if (name !== undefined) return name
  }
  return null
}

export const volumeAt = (observed: ObservedContainer, path: string | undefined): string | undefined =>
  observed.mounts.find((mount) => mount.type === 'volume' && mount.destination === path)?.name

/** The body with a volume that is there already at `path`, in place of a new anonymous one. */
export const holding = (body: ContainerBody, path: string, volume: string): ContainerBody => {
  const { Volumes, HostConfig, ...rest } = body
  const volumes = Object.fromEntries(Object.entries(Volumes ?? {}).filter(([at]) => at !== path))
  return {
    ...rest,
    ...(Object.keys(volumes).length === 0 ? {} : { Volumes: volumes }),
    HostConfig: { ...HostConfig, Binds: [...(HostConfig?.Binds ?? []), `${volume}:${path}`] },
  }
}

/**
 * The body of a successor: the anonymous volumes of the container before are mounted by name, and the label says which
 * they are, so that they are removed with the last container that carries them.
 */
export const carrying = (resource: ContainerResource, before: ObservedContainer, input: Input): ContainerBody => {
  const volumes = carriedVolumes(resource, before, input)
  const body = volumes.reduce((soFar, { path, name }) => holding(soFar, path, name), resource.body)
  if (volumes.length === 0) return body
  const names = volumes.map(({ name }) => name).join(',')
  return { ...body, Labels: { ...body.Labels, [LABEL.carried]: names } }
}

/** Names of the volumes that a container carries, by its label. */
export const carriedBy = (observed: ObservedContainer): ReadonlyArray<string> => {
  const label = (observed.config['Labels'] as Readonly<Record<string, string>> | undefined)?.[LABEL.carried]
  return label === undefined || label === '' ? [] : label.split(',')
}

const carriedVolumes = (
  resource: ContainerResource,
  before: ObservedContainer,
  input: Input,
): ReadonlyArray<{ readonly path: string; readonly name: string }> => {
  const anonymous = anonymousPaths(resource, input)
  return sortedBy(before.mounts, (mount) => mount.destination).flatMap(({ type, name, destination }) =>
    type === 'volume' && name !== undefined && anonymous.has(destination) ? [{ path: destination, name }] : [],
  )
}

/** Paths at which the new container would get an anonymous volume of its own. */
const anonymousPaths = (resource: ContainerResource, input: Input): ReadonlySet<string> => {
  const { body } = resource
  const paths = new Set([
    ...Object.keys(body.Volumes ?? {}),
    ...Object.keys((imageOf(resource, input)?.config['Volumes'] as object | undefined) ?? {}),
  ])
  for (const path of pathsOfOthers(resource, input)) paths.delete(path)
  return paths
}

/** Paths at which it mounts what is not its own. */
const pathsOfOthers = ({ id, client, body }: ContainerResource, input: Input): ReadonlyArray<string> => [
  ...(body.HostConfig?.Binds ?? []).map((bind) => bind.split(':')[1] ?? ''),
  ...(body.HostConfig?.VolumesFrom ?? []).flatMap((source) =>
    (sourceOf(source.split(':')[0] ?? '', client, input)?.mounts ?? []).map(({ destination }) => destination),
  ),
  // An attached container may be missing; it is made anew with what it held.
  ...input.graph.needs(id).flatMap((need) => {
    const needed = input.graph.byId.get(need.id)
    return needed?.kind === 'container' && needed.attached !== null ? [needed.attached.path] : []
  }),
]

/** The container of that name, which may have another one until it is moved. */
const sourceOf = (name: string, client: string, { found, resources }: Input): ObservedContainer | undefined => {
  const here = found.get(client)?.containers
  return here?.get(name) ?? here?.get(resources.moved.find(({ to }) => to === name)?.from ?? '')
}
