/**
 * Who needs whom among the resources of a map, in both directions. A container that uses an attached volume needs the
 * volume's owners as well: they fill it.
 */
import { compareText, sortedBy } from '../base/compare-text'
import type { Path } from '../base/issue'
import type { ResourceId } from '../resource/id'
import type { AttachedVolume, Because, ContainerResource, Need, Resource, Resources } from '../resource/resource'

export interface Dependent {
  readonly id: ResourceId
  readonly because: Because
  readonly field: Path
}

export interface Graph {
  readonly byId: ReadonlyMap<ResourceId, Resource>
  readonly needs: (id: ResourceId) => ReadonlyArray<Need>
  readonly dependents: (id: ResourceId) => ReadonlyArray<Dependent>
}

/** Needs of what `resources` does not hold (other clients, left out by `--client`) are kept; they lead nowhere. */
export const graphOf = (resources: Resources): Graph => {
  const byId = new Map(resources.all.map((resource) => [resource.id, resource]))
  const needs = new Map(resources.all.map((resource) => [resource.id, withOwners(resource, byId)]))
  const dependents = new Map<ResourceId, Dependent[]>()
  for (const [id, list] of needs) {
    for (const need of list) {
      const known = dependents.get(need.id) ?? []
      if (known.length === 0) dependents.set(need.id, known)
      known.push({ id, because: need.because, field: need.field })
    }
  }
  for (const list of dependents.values()) list.sort((a, b) => compareText(a.id, b.id))
  return { byId, needs: (id) => needs.get(id) ?? [], dependents: (id) => dependents.get(id) ?? [] }
}

/** The attached volume that a resource is, in either mode. */
export const attachedOf = (resource: Resource | undefined): AttachedVolume | null =>
  resource?.kind === 'container' || resource?.kind === 'volume' ? resource.attached : null

/** An instance of a config: a container that is no attached one. */
export const isInstance = (resource: Resource | undefined): resource is ContainerResource =>
  resource?.kind === 'container' && resource.attached === null

/**
 * All that is reached from `start` by `next`, including `start`; without recursion.
 */
export const reach = (
  start: Iterable<ResourceId>,
  next: (id: ResourceId) => ReadonlyArray<ResourceId>,
): ReadonlySet<ResourceId> => {
  const seen = new Set(start)
  const open = [...seen]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const further of next(id)) {
      if (seen.has(further)) continue
      seen.add(further)
      open.push(further)
    }
  }
  return seen
}

const withOwners = (resource: Resource, byId: ReadonlyMap<ResourceId, Resource>): ReadonlyArray<Need> => {
  const known = new Set(resource.needs.map((need) => need.id))
  const owners = resource.needs.flatMap((need) => {
    if (need.because._tag !== 'Uses') return []
    const attached = attachedOf(byId.get(need.id))
    const wanted = (attached?.owners ?? []).filter((owner) => owner !== resource.id && !known.has(owner))
    for (const owner of wanted) known.add(owner)
    return wanted.map((id): Need => ({ ...need, id }))
  })
  return sortedBy([...resource.needs, ...owners], (need) => need.id)
}
