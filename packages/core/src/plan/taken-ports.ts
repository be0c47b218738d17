/** Host ports that somebody has who goes on running: known before the Engine refuses the start, which would be halfway. */
import type { JsonObject } from '../base/json'
import { isUp } from '../observe/is-up'
import { collide, type HostPort, hostPortsIn } from '../resource/host-ports'
import { type ResourceId, resourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import type { Chain } from './chain'
import type { Planning } from './planning'

interface Holder extends HostPort {
  readonly id: ResourceId
}

/** Only of containers that were observed: those of the map, and what it no longer has. */
export const warnOfTakenPorts = (
  chains: ReadonlyMap<ResourceId, Chain>,
  pruned: ReadonlyArray<Chain>,
  planning: Planning,
): void => {
  const starting = [...planning.decisions.values()].filter(({ resource: { id } }) => chains.get(id)?.starts[0])
  const asked = starting.flatMap(({ resource }) => askedBy(resource))
  if (asked.length === 0) return
  const kept = holders([...chains.values(), ...pruned], planning)
  for (const { resource, binding } of asked) {
    const holder = (kept.get(resource.client) ?? []).find((one) => one.id !== resource.id && collide(one, binding))
    if (holder === undefined) continue
    planning.warnings.push({ _tag: 'PortTaken', id: resource.id, port: binding.port, holder: holder.id })
  }
}

const askedBy = (resource: ContainerResource) =>
  hostPortsIn((resource.body.HostConfig ?? {}) as JsonObject).map((binding) => ({ resource, binding }))

/** By client: the ports of what runs and is neither stopped nor removed. */
const holders = (chains: ReadonlyArray<Chain>, planning: Planning): ReadonlyMap<string, ReadonlyArray<Holder>> => {
  const going = new Set(
    chains.flatMap(({ steps }) =>
      steps.flatMap(({ action }) =>
        action._tag === 'StopContainer' || action._tag === 'RemoveContainer'
          ? [`${action.client} ${action.objectId ?? action.name}`]
          : [],
      ),
    ),
  )
  return new Map(
    [...planning.found].map(([client, { client: observed }]) => [
      client,
      observed.containers
        .filter(({ id, name }) => !going.has(`${client} ${id}`) && !going.has(`${client} ${name}`))
        .filter(isUp)
        .flatMap(({ name, hostConfig }) =>
          hostPortsIn(hostConfig).map((binding) => ({ ...binding, id: resourceId('container', name, client) })),
        ),
    ]),
  )
}
