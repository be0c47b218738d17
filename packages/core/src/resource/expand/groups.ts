/** Groups as ids of containers, and the new names of what was moved. */
import type { Issue, Path } from '../../base/issue'
import { didYouMean } from '../../base/nearest'
import { ownMember, recordOf } from '../../base/record'
import type { ContainerMap } from '../../map/model'
import type { ResourceId } from '../id'
import { attachedName, containerName, referenceName } from '../naming'
import type { Resource, Resources } from '../resource'
import { instancesOf } from './references'

/** Group to the ids of its containers on all clients, sorted. */
export const groupsOf = (map: ContainerMap, resources: ReadonlyArray<Resource>): Resources['groups'] => {
  const byReference = new Map<string, ResourceId[]>()
  for (const resource of resources) {
    if (resource.kind !== 'container' || resource.attached !== null) continue
    for (const name of new Set([resource.config, referenceName(resource.config, resource.instance)])) {
      const list = byReference.get(name)
      if (list === undefined) byReference.set(name, [resource.id])
      else list.push(resource.id)
    }
  }
  return recordOf(
    Object.entries(map.groups).map(([group, members]) => [
      group,
      [...new Set(members.flatMap((name) => byReference.get(name) ?? []))].sort(),
    ]),
  )
}

export type Moved = Resources['moved']

/** Object names before and after, for each instance and attached volume of what was moved. */
export const movedNames = (map: ContainerMap, issues: Issue[]): Moved =>
  Object.entries(map.moved).flatMap(([from, to]) => {
    const field: Path = ['moved', from]
    const config = ownMember(map.containers, to)
    if (config === undefined) {
      if (isInstance(map, to)) return [{ from: `${map.name}.${from}`, to: `${map.name}.${to}`, field }]
      issues.push({
        code: 'unknown-reference',
        path: field,
        message: `there is no configuration or instance "${to}" to move to`,
        found: to,
        ...didYouMean(to, Object.keys(map.containers)),
      })
      return []
    }
    const instances = instancesOf(config).map((instance) => ({
      from: containerName(map.name, from, instance),
      to: containerName(map.name, to, instance),
      field,
    }))
    const attached = map.use_attached_parent_name
      ? config.attaches.map(({ name }) => ({
          from: attachedName(map.name, name, from),
          to: attachedName(map.name, name, to),
          field,
        }))
      : []
    return [...instances, ...attached]
  })

const isInstance = (map: ContainerMap, reference: string): boolean => {
  for (let dot = reference.indexOf('.'); dot > 0; dot = reference.indexOf('.', dot + 1)) {
    if (ownMember(map.containers, reference.slice(0, dot))?.instances.includes(reference.slice(dot + 1))) return true
  }
  return false
}
