/** What our labels say is ours and the map no longer has: removed where asked for, else reported. */
import { sortedBy } from '../base/compare-text'
import { didYouMean } from '../base/nearest'
import { present } from '../base/present'
import type { ObservedContainer, ObservedNetwork, ObservedVolume } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import type { ResourceId } from '../resource/id'
import { resourceId } from '../resource/id'
import { LABEL } from '../resource/labels'
import type { Chain } from './chain'
import { append, emptyChain, stepId } from './chain'
import { isOurs, labelsOf } from './found'
import type { PlanError } from './plan'
import type { Planning } from './planning'
import { seen } from './planning'
import { ALL, withoutMap } from './selection'
import { carriedBy } from './volumes'

interface Orphan {
  readonly id: ResourceId
  readonly client: string
  readonly object: ObservedContainer | ObservedNetwork | ObservedVolume
  readonly kind: 'container' | 'network' | 'volume'
}

export const pruneChains = (planning: Planning): ReadonlyArray<Chain> =>
  sortedBy(orphans(planning), ({ id }) => id).flatMap((orphan) => {
    const chain = emptyChain(orphan.id)
    const { client, kind, object } = orphan
    const stays = staying(orphan, planning)
    if (stays === undefined && isAskedFor(orphan, planning)) removeOrphan(chain, orphan)
    else planning.warnings.push(present({ _tag: 'NotInMap' as const, client, kind, name: object.name, stays }))
    return chain.steps.length === 0 ? [] : [chain]
  })

/** What is named and is not there, or is still in the map: all names in one go, each with the nearest that can go. */
export const unknownOrphans = (planning: Planning): ReadonlyArray<PlanError> => {
  const { intent, resources } = planning
  if (intent.kind !== 'prune') return []
  const there = orphans(planning)
  const own = `${resources.map}.`
  const names = there.flatMap(({ object: { name } }) =>
    name.startsWith(own) ? [name.slice(own.length), name] : [name],
  )
  return intent.selection
    .filter((name) => name !== ALL && !there.some((orphan) => isNamed(orphan, name, resources.map)))
    .map((name) => ({
      _tag: 'UnknownSelection',
      name,
      message: `"${name}" is nothing that was made for this map and is no longer in it`,
      ...didYouMean(name, names),
    }))
}

/** By its name on the host, with the name of the map or without it. */
const isNamed = ({ object }: Orphan, name: string, map: string): boolean => {
  const own = withoutMap(name, map)
  return object.name === own || object.name === `${map}.${own}`
}

const isAskedFor = (orphan: Orphan, { intent, resources }: Planning): boolean => {
  if (intent.kind !== 'prune') return intent.options.prune === true
  const { selection } = intent
  if (selection.length === 0 || selection.includes(ALL)) return true
  return selection.some((name) => isNamed(orphan, name, resources.map))
}

/** Attached containers, persistent ones, and volumes may hold data: they go only when they are named. */
const staying = (orphan: Orphan, { intent, resources }: Planning): 'data' | 'protected' | undefined => {
  const labels = labelsOf(orphan.object)
  if (labels[LABEL.protected] === 'true') return 'protected'
  const kept = labels[LABEL.kind] === 'attached' || labels[LABEL.persistent] === 'true'
  if (orphan.kind !== 'volume' && !kept) return undefined
  const named = intent.kind === 'prune' && intent.selection.some((name) => isNamed(orphan, name, resources.map))
  return named ? undefined : 'data'
}

const orphans = (planning: Planning): ReadonlyArray<Orphan> =>
  [...planning.found].flatMap(([client, found]) => {
    if (planning.intent.clients !== undefined && !planning.intent.clients.includes(client)) return []
    const known = knownNames(client, planning)
    const of = (kind: Orphan['kind'], objects: ReadonlyArray<Orphan['object']>): ReadonlyArray<Orphan> =>
      objects
        .filter((object) => isOurs(object, planning.resources.map) && !known.has(`${kind} ${object.name}`))
        .map((object) => ({ id: resourceId(kind, object.name, client), client, object, kind }))
    return [
      ...of('container', found.client.containers),
      ...of('network', found.client.networks),
      ...of('volume', found.client.volumes),
    ]
  })

const knownNames = (client: string, { resources, found }: Planning): ReadonlySet<string> => {
  const there = found.get(client)?.containers
  const names = new Set<string>()
  for (const resource of resources.all) {
    if (resource.client !== client) continue
    names.add(`${resource.kind} ${resource.name}`)
    if (resource.kind !== 'container') continue
    names.add(`container ${resource.name}${NEXT}`)
    names.add(`container ${resource.name}${PREVIOUS}`)
  }
  for (const { from, to } of resources.moved) {
    // The former name is one of the map only as long as it is what the new one is made of.
    const isTaken = [to, to + NEXT, to + PREVIOUS].some((name) => there?.has(name) === true)
    if (names.has(`container ${to}`) && !isTaken) names.add(`container ${from}`)
  }
  return names
}

const removeOrphan = (chain: Chain, { id, client, object, kind }: Orphan): void => {
  const common = { client, target: id, name: object.name }
  const reason = { _tag: 'NotInMap', field: [] } as const
  if (kind === 'container') {
    const container = object as ObservedContainer
    const subject = { ...common, objectId: container.id }
    if (
      container.state.status !== 'created' &&
      container.state.status !== 'exited' &&
      container.state.status !== 'dead'
    ) {
      const action = { _tag: 'StopContainer', ...subject, signal: null, timeout: null } as const
      chain.stops.push(append(chain, { id: stepId('stop', id), action, reason, expects: seen(container) }))
    }
    const force = container.state.status === 'dead'
    const removal = { _tag: 'RemoveContainer', ...subject, volumes: true, force } as const
    chain.removes.push(append(chain, { id: stepId('remove', id), action: removal, reason, expects: seen(container) }))
    for (const volume of carriedBy(container)) removeVolume(chain, client, volume)
    return
  }
  const action =
    kind === 'network'
      ? ({ _tag: 'RemoveNetwork', ...common, objectId: (object as ObservedNetwork).id } as const)
      : ({ _tag: 'RemoveVolume', ...common } as const)
  chain.removes.push(append(chain, { id: stepId('remove', id), action, reason, expects: seen(object) }))
}

const removeVolume = (chain: Chain, client: string, volume: string): void => {
  const target = resourceId('volume', volume, client)
  const action = { _tag: 'RemoveVolume', client, target, name: volume } as const
  append(chain, { id: stepId('remove', target), action, reason: { _tag: 'NotInMap', field: [] }, expects: 'planned' })
}
