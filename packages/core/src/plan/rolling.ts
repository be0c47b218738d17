/** Instances of one config are replaced one after the other: the next one stops when the one before is up. */
import { sortedBy } from '../base/compare-text'
import type { ResourceId } from '../resource/id'
import type { Chain } from './chain'
import type { Planning } from './planning'

export const linkInstances = (chains: ReadonlyMap<ResourceId, Chain>, planning: Planning): void => {
  for (const instances of replacedInstances(chains, planning).values()) {
    for (const [index, chain] of instances.entries()) {
      const before = instances[index - 1]?.ready
      if (before != null) for (const stop of chain.lateStops) stop.preferably.add(before)
    }
  }
}

/** By client and config, sorted by id. */
const replacedInstances = (
  chains: ReadonlyMap<ResourceId, Chain>,
  planning: Planning,
): ReadonlyMap<string, ReadonlyArray<Chain>> => {
  const byConfig = new Map<string, Chain[]>()
  for (const { resource } of sortedBy(planning.decisions.values(), ({ resource: { id } }) => id)) {
    const chain = chains.get(resource.id)
    if (chain === undefined || chain.lateStops.length === 0) continue
    const key = `${resource.client} ${resource.config}`
    byConfig.set(key, [...(byConfig.get(key) ?? []), chain])
  }
  return byConfig
}
