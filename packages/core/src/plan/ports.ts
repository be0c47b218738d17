/** Host ports that change hands within one plan: the one that gives a port away stops before the other one starts. */
import type { JsonObject } from '../base/json'
import { hostPortsIn } from '../resource/host-ports'
import type { ResourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import type { Chain, Draft } from './chain'
import type { Planning } from './planning'

/** Adds the edges; every one is a need: the Engine refuses a port that is taken. */
export const linkPorts = (
  chains: ReadonlyMap<ResourceId, Chain>,
  pruned: ReadonlyArray<Chain>,
  planning: Planning,
): void => {
  const givenUp = portsGivenUp([...chains.values(), ...pruned], planning)
  if (givenUp.size === 0) return
  for (const { resource } of planning.decisions.values()) {
    const start = chains.get(resource.id)?.starts[0]
    if (start !== undefined) waitForPorts(start, resource, givenUp)
  }
}

const waitForPorts = (
  start: Draft,
  resource: ContainerResource,
  givenUp: ReadonlyMap<string, ReadonlyArray<GivenUp>>,
): void => {
  for (const port of portsOf((resource.body.HostConfig ?? {}) as JsonObject)) {
    for (const { id, step } of givenUp.get(`${resource.client} ${port}`) ?? []) {
      if (id !== resource.id) start.after.add(step.id)
    }
  }
}

interface GivenUp {
  readonly id: ResourceId
  /** The step with which the container lets go of the port. */
  readonly step: Draft
}

const portsGivenUp = (
  chains: ReadonlyArray<Chain>,
  planning: Planning,
): ReadonlyMap<string, ReadonlyArray<GivenUp>> => {
  const givenUp = new Map<string, GivenUp[]>()
  for (const { id, steps } of chains) {
    const step = steps.find(({ action }) => action._tag === 'StopContainer')
    if (step?.action._tag !== 'StopContainer') continue
    const { client, name } = step.action
    for (const port of portsOf(planning.found.get(client)?.containers.get(name)?.hostConfig ?? {})) {
      const key = `${client} ${port}`
      givenUp.set(key, [...(givenUp.get(key) ?? []), { id, step }])
    }
  }
  return givenUp
}

/** Addresses are not told apart, since a wildcard takes them all. */
const portsOf = (hostConfig: JsonObject): ReadonlyArray<string> => hostPortsIn(hostConfig).map(({ port }) => port)
