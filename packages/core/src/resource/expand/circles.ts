/** Circles that lead over several clients: the check of a map does not know where its configs run. */
import { cyclesOf } from '../../base/cycles'
import type { Issue } from '../../base/issue'
import { describeCycle } from '../../map/cycle-text'
import type { ContainerMap } from '../../map/model'
import type { ResourceId } from '../id'
import { referenceName } from '../naming'
import type { Because, ContainerResource, Need, Resource } from '../resource'

export const circlesAcross = (map: ContainerMap, resources: ReadonlyArray<Resource>): ReadonlyArray<Issue> => {
  if (!crossesClients(map)) return []
  const containers = new Map<ResourceId, ContainerResource>()
  for (const resource of resources) if (resource.kind === 'container') containers.set(resource.id, resource)
  const nodes = [...containers].map(([id, { needs }]) => ({ id, after: needs.map((need) => need.id) }))
  return cyclesOf(nodes).map((cycle) => {
    const members = cycle.map((id) => containers.get(id as ResourceId) as ContainerResource)
    const steps = members.map((member, index) => {
      const next = members[(index + 1) % members.length] as ContainerResource
      const need = member.needs.find(({ id }) => id === next.id) as Need
      return { path: need.field, message: `"${nameOf(member)}" on ${member.client} ${verbOf(need.because)}` }
    })
    const names = members.map((member) => `${nameOf(member)}@${member.client}`)
    return describeCycle('containers wait for each other in a circle', names, steps)
  })
}

/** All others are found by the check of the map. */
const crossesClients = ({ containers }: ContainerMap): boolean =>
  Object.values(containers).some(({ depends_on }) => depends_on.some(({ reference }) => reference.includes('@')))

const nameOf = ({ config, instance }: ContainerResource): string => referenceName(config, instance)

const verbOf = (because: Because): string => {
  switch (because._tag) {
    case 'Uses':
      return `uses "${because.reference}"`
    case 'Links':
      return `links to "${because.reference}"`
    case 'NetworkMode':
      return `has the network of "${because.reference}"`
    case 'DependsOn':
      return `depends on "${because.reference}"`
    case 'Attaches':
      return `attaches "${because.alias}"`
    case 'Networks':
      return `is in the network "${because.network}"`
    case 'Image':
    case 'HelperImage':
      return 'is made from it'
  }
}
