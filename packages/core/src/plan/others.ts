/** Chains of images, networks and volumes. */

import type { Difference } from '../diff/difference'
import { compareNetwork } from '../diff/network'
import { compareVolume } from '../diff/volume'
import { EMPTY_ENGINE } from '../observe/assemble'
import type { ResourceId } from '../resource/id'
import type { ImageResource, NetworkResource, Resource, VolumeResource } from '../resource/resource'
import type { Chain } from './chain'
import { append, emptyChain, stepId } from './chain'
import { objectOf } from './found'
import type { Dependent } from './graph'
import type { Planning } from './planning'
import { expectationOf, requested, seen, whyMissing } from './planning'

export const imageChain = (image: ImageResource, planning: Planning): Chain => {
  const chain = emptyChain(image.id)
  warnOfMissing(image, planning)
  const why = whyPulled(image, planning)
  if (why === null) return chain
  if (isUnknownAfter(image, planning)) planning.warnings.push({ _tag: 'ImageUnknown', id: image.id })
  const step = append(chain, {
    id: stepId('pull', image.id),
    action: { _tag: 'PullImage', client: image.client, target: image.id, reference: image.reference },
    reason: why === 'missing' ? whyMissing(image, planning) : requested(image.field, 'pull'),
    expects: expectationOf(image, planning),
  })
  chain.exists = step.id
  chain.ready = step.id
  return chain
}

/** Nothing is known of the images of a host that nobody looked at. */
const warnOfMissing = (image: ImageResource, planning: Planning): void => {
  if (image.pull !== 'never' || objectOf(image, planning.found) !== undefined) return
  if (planning.found.get(image.client)?.client.engine.id === EMPTY_ENGINE.id) return
  const dependent = planning.graph.dependents(image.id).find((one) => makesOf(one, planning))
  if (dependent !== undefined) planning.warnings.push({ _tag: 'ImageMissing', id: image.id, dependent: dependent.id })
}

/** Containers were compared with the image that is there, and the pull may put another one behind its tag. */
const isUnknownAfter = (image: ImageResource, { intent, found }: Planning): boolean =>
  intent.kind === 'update' && objectOf(image, found) !== undefined && !image.reference.includes('@')

const whyPulled = (image: ImageResource, planning: Planning): 'missing' | 'asked' | null => {
  const { kind, options } = planning.intent
  if (image.pull === 'never') return null
  if (kind === 'pull') return 'asked'
  const used = planning.graph.dependents(image.id).some((dependent) => makesOf(dependent, planning))
  if (options.pull === true && kind === 'update') return 'asked'
  if (!used) return null
  if (objectOf(image, planning.found) === undefined) return 'missing'
  return options.pull === true || image.pull === 'always' ? 'asked' : null
}

/** Whether the plan makes a container of it: the resource itself, or a helper for its volume. */
const makesOf = ({ id, because }: Dependent, planning: Planning): boolean =>
  because._tag === 'HelperImage' ? planning.preparing.has(id) : planning.creating.has(id)

/** Made where it is missing and something in the scope needs it; what is there stays as it is. */
export const madeChain = (resource: NetworkResource | VolumeResource, planning: Planning): Chain => {
  const chain = emptyChain(resource.id)
  if (objectOf(resource, planning.found) !== undefined || !isNeeded(resource, planning)) return chain
  const { kind, client, id, name, body } = resource
  const step = append(chain, {
    id: stepId('create', id),
    action: { _tag: kind === 'network' ? 'CreateNetwork' : 'CreateVolume', client, target: id, name, body },
    reason: whyMissing(resource, planning),
    expects: 'absent',
  })
  chain.exists = step.id
  chain.ready = step.id
  return chain
}

const MAKES_OBJECTS: ReadonlySet<string> = new Set(['create', 'startup', 'update', 'script'])

/** `start` makes nothing; the others make what a container of the scope needs. */
const isNeeded = (resource: Resource, planning: Planning): boolean => {
  if (!MAKES_OBJECTS.has(planning.intent.kind)) return false
  return planning.graph.dependents(resource.id).some(({ id }) => planning.scope.all.has(id))
}

/** What differs and cannot be changed without loss: it is reported, never done silently. */
export const reportDifference = (resource: NetworkResource | VolumeResource, planning: Planning): void => {
  const difference = differenceOf(resource, planning)
  if (difference._tag !== 'Changed') return
  planning.warnings.push({ _tag: 'Ignored', id: resource.id, changes: difference.changes })
}

const differenceOf = (resource: NetworkResource | VolumeResource, planning: Planning): Difference => {
  const here = planning.found.get(resource.client)
  const adopt = planning.intent.options.adopt === true
  if (resource.kind === 'network') {
    const have = here?.networks.get(resource.name)
    return compareNetwork(resource, have, { adopt, defaults: here?.client.engine.defaults })
  }
  const have = here?.volumes.get(resource.name)
  return compareVolume(resource, have, { adopt })
}

/** Networks and named volumes whose users are all gone afterwards. */
export const removalChain = (resource: NetworkResource | VolumeResource, planning: Planning): Chain => {
  const chain = emptyChain(resource.id)
  const { client, id, name } = resource
  const here = planning.found.get(client)
  const object = resource.kind === 'network' ? here?.networks.get(name) : here?.volumes.get(name)
  if (object === undefined || !isRemovable(resource, object, planning)) return chain
  const step = append(chain, {
    id: stepId('remove', id),
    action:
      'id' in object
        ? { _tag: 'RemoveNetwork', client, target: id, name, objectId: object.id }
        : { _tag: 'RemoveVolume', client, target: id, name },
    reason: requested(resource.field, resource.kind === 'network' ? undefined : 'remove_attached'),
    expects: seen(object),
  })
  chain.removes.push(step)
  return chain
}

const isRemovable = (
  resource: NetworkResource | VolumeResource,
  object: { readonly containers?: ReadonlyArray<string>; readonly users?: ReadonlyArray<string> },
  planning: Planning,
): boolean => {
  const { kind, options } = planning.intent
  const asked = options.remove_attached === true || (resource.kind === 'network' && kind === 'shutdown')
  if (!asked || kind === 'stop') return false
  const names = object.containers ?? object.users ?? []
  const going = removedNames(resource.client, planning)
  const strangers = names.filter((name) => !going.has(name))
  if (strangers.length > 0) {
    planning.warnings.push({ _tag: 'Kept', id: resource.id, why: `in use by ${strangers.join(', ')}` })
    return false
  }
  return planning.graph.dependents(resource.id).every(({ id }) => !remains(id, planning))
}

/** True where a container is there and the plan does not remove it. */
const remains = (id: ResourceId, planning: Planning): boolean => {
  const resource = planning.graph.byId.get(id)
  if (resource?.kind !== 'container') return false
  const decision = planning.decisions.get(id)
  if (decision === undefined) return objectOf(resource, planning.found) !== undefined
  return decision.observed !== null && decision.treatment !== 'remove' && decision.treatment !== 'stop-remove'
}

const removedNames = (client: string, planning: Planning): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { resource, observed, next, previous, treatment } of planning.decisions.values()) {
    if (resource.client !== client || (treatment !== 'remove' && treatment !== 'stop-remove')) continue
    for (const container of [observed, next, previous]) if (container !== null) names.add(container.name)
  }
  return names
}
