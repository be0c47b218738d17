/** The steps of every resource that the plan deals with, by what is to be done to it, before they are linked. */
import type { ResourceId } from '../resource/id'
import type { Resource } from '../resource/resource'
import { backwardChain, restartChain } from './backward'
import type { Chain } from './chain'
import { emptyChain } from './chain'
import type { Decision } from './decision'
import { forwardChain } from './forward'
import { attachedOf, isInstance } from './graph'
import { imageChain, madeChain, removalChain, reportDifference } from './others'
import type { Planning } from './planning'
import { appendPreparation } from './prepare'
import { renewalChain } from './renewal-steps'
import { replacementChain } from './replace'
import { scriptChain } from './script'
import { DIRECTIONS } from './selection'

export const chainsOf = (planning: Planning): ReadonlyMap<ResourceId, Chain> => {
  const ids = new Set([...planning.scope.all, ...planning.preparing.keys()])
  const images = [...ids]
    .flatMap((id) => planning.graph.needs(id))
    .filter(({ id }) => planning.graph.byId.get(id)?.kind === 'image')
  for (const { id } of images) ids.add(id)
  const chains = new Map<ResourceId, Chain>()
  for (const id of [...ids].sort()) {
    const resource = planning.graph.byId.get(id)
    if (resource === undefined) continue
    const chain = chainOf(resource, planning)
    const starter = planning.preparing.get(id)
    if (attachedOf(resource) !== null && starter !== undefined)
      appendPreparation(chain, resource as Parameters<typeof appendPreparation>[1], starter, planning)
    chains.set(id, chain)
  }
  return chains
}

const chainOf = (resource: Resource, planning: Planning): Chain => {
  switch (resource.kind) {
    case 'image':
      return imageChain(resource, planning)
    case 'network':
    case 'volume':
      return DIRECTIONS[planning.intent.kind] === 'dependents'
        ? removalChain(resource, planning)
        : comparedChain(resource, planning)
    case 'container':
      return containerChain(planning.decisions.get(resource.id), resource, planning)
  }
}

const comparedChain = (resource: Extract<Resource, { kind: 'network' | 'volume' }>, planning: Planning): Chain => {
  const renewal = planning.renewals.get(resource.id)
  if (renewal !== undefined) return renewalChain(renewal)
  if (planning.intent.kind === 'update') reportDifference(resource, planning)
  return madeChain(resource, planning)
}

const containerChain = (
  decision: Decision | undefined,
  resource: Extract<Resource, { kind: 'container' }>,
  planning: Planning,
): Chain => {
  const { kind } = planning.intent
  if (decision === undefined || kind === 'pull' || kind === 'prune') return emptyChain(resource.id)
  if (kind === 'script' && isInstance(resource) && planning.scope.selected.has(resource.id))
    return scriptChain(resource, planning)
  if (DIRECTIONS[kind] === 'dependents' || kind === 'signal') return backwardChain(decision, planning)
  if (decision.treatment === 'replace') return replacementChain(decision, planning)
  if (decision.treatment === 'restart') return restartChain(decision, planning)
  return forwardChain(decision, planning)
}
