/**
 * When a volume's owner and mode must be set: a container that mounts it is about to start, and no container of the
 * attaching config that was ever started carries the evidence that it was done.
 */
import { shortHash } from '../base/canonical'
import type { ObservedContainer } from '../observe/observation'
import type { ResourceId } from '../resource/id'
import { partsOf } from '../resource/id'
import { LABEL } from '../resource/labels'
import { hasNames } from '../resource/owner'
import type { AttachedVolume, ContainerResource, Preparation, Resource, VolumeResource } from '../resource/resource'
import type { Chain } from './chain'
import { append, stepId } from './chain'
import { type Decision, MAKES_ANEW } from './decision'
import { labelsOf, objectOf } from './found'
import { attachedOf } from './graph'
import type { Input } from './input'
import type { Planning } from './planning'
import { seen } from './planning'
import { heldVolume } from './volumes'

type Prepared = (ContainerResource | VolumeResource) & { readonly attached: AttachedVolume }

/** Attached containers and volumes whose preparation is due, each with the first of the starting that mounts it. */
export const duePreparations = (
  input: Input,
  decisions: ReadonlyMap<ResourceId, Decision>,
  starting: ReadonlySet<ResourceId>,
): ReadonlyMap<ResourceId, ResourceId> => {
  const mounted = new Map<ResourceId, ResourceId>()
  for (const starter of [...starting].sort())
    for (const { id } of input.graph.needs(starter)) if (!mounted.has(id)) mounted.set(id, starter)
  return new Map([...mounted].filter(([id]) => isDue(input.graph.byId.get(id), input, decisions)))
}

const isDue = (resource: Resource | undefined, input: Input, decisions: ReadonlyMap<ResourceId, Decision>): boolean => {
  const attached = attachedOf(resource)
  if (resource === undefined || attached?.preparation == null) return false
  const { preparation, owners } = attached
  if (isFresh(resource, input, decisions)) return true
  if (!isThere(resource, input, decisions) && !isMadeAnew(resource, decisions)) return false
  return !owners.some((owner) => isEvidence(owner, preparation, input, decisions))
}

/** Under its own name, or under the one that it had before it was moved. */
const isThere = (resource: Resource, input: Input, decisions: ReadonlyMap<ResourceId, Decision>): boolean =>
  objectOf(resource, input.found) !== undefined || (decisions.get(resource.id)?.observed ?? null) !== null

/** Nothing is in it yet: what containers say of the volume before it is no evidence. */
const isFresh = (resource: Resource, input: Input, decisions: ReadonlyMap<ResourceId, Decision>): boolean => {
  if (resource.kind === 'volume')
    return objectOf(resource, input.found) === undefined && MAKES_VOLUMES.has(input.intent.kind)
  return resource.kind === 'container' && isMadeAnew(resource, decisions) && heldVolume(resource, input) === null
}

const MAKES_VOLUMES: ReadonlySet<string> = new Set(['startup', 'update', 'script'])

const isMadeAnew = ({ id }: Resource, decisions: ReadonlyMap<ResourceId, Decision>): boolean => {
  const decision = decisions.get(id)
  return decision !== undefined && decision.state === 'absent' && decision.treatment === 'create-start'
}

const isEvidence = (
  owner: ResourceId,
  preparation: Preparation,
  input: Input,
  decisions: ReadonlyMap<ResourceId, Decision>,
): boolean => {
  const { name, client } = partsOf(owner)
  const known = decisions.get(owner)
  const here = input.found.get(client)
  // Another image may know the owner's names by other numbers.
  const image = hasNames(preparation.owner) && known !== undefined && MAKES_ANEW.has(known.treatment)
  const wanted = image ? (here?.images.get(partsOf(preparation.helperImage).name)?.id ?? null) : undefined
  const containers = [known?.observed, known?.previous, here?.containers.get(name)]
  return containers.some(
    (container) =>
      container != null && carries(container, preparation) && (wanted === undefined || container.image === wanted),
  )
}

const carries = (container: ObservedContainer, { label, evidence }: Preparation): boolean =>
  container.state.started && labelsOf(container)[label] === evidence

/** One helper container a volume, chown first, then chmod; because `starter` mounts it and is about to start. */
export const appendPreparation = (chain: Chain, resource: Prepared, starter: ResourceId, planning: Planning): void => {
  const { preparation, path, alias } = resource.attached
  if (preparation === null) return
  const { client, id, name } = resource
  const helperImage = planning.graph.byId.get(preparation.helperImage)
  const object = objectOf(resource, planning.found)
  const step = append(chain, {
    id: stepId('prepare', id),
    action: {
      _tag: 'PrepareVolume',
      client,
      target: id,
      mount: resource.kind === 'volume' ? { _tag: 'Volume', volume: name } : { _tag: 'VolumesFrom', container: name },
      path,
      owner: preparation.owner,
      mode: preparation.mode,
      image: helperImage?.name ?? partsOf(preparation.helperImage).name,
      helper: `dmap-prepare-${shortHash(id)}`,
      labels: { [LABEL.map]: planning.resources.map, [LABEL.alias]: alias, [LABEL.kind]: 'helper' },
    },
    reason: { _tag: 'Unprepared', id: starter, field: preparation.field },
    expects: chain.steps.length > 0 || object === undefined ? 'planned' : seen(object),
  })
  chain.prepares.push(step)
  chain.ready = step.id
}
