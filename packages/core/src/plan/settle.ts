/**
 * What an interrupted replacement left behind, recognised by the reserved suffixes and confirmed by the id in the
 * label: which container counts as the config's one, and what is to be cleared away or kept until the new one is ready.
 */

import type { ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import { LABEL } from '../resource/labels'
import type { ContainerResource, Resources } from '../resource/resource'
import type { Found } from './found'
import { isOurs, labelsOf } from './found'

export interface Settled {
  /** The config's container, under whatever name it has at the moment. */
  readonly observed: ObservedContainer | null
  /** Name that it must be freed of: it is renamed to its own one first. */
  readonly misnamed: 'next' | 'prev' | 'moved' | null
  /** Made for a replacement that did not come to pass; it goes. */
  readonly next: ObservedContainer | null
  /** The old one of a replacement that has not been finished: it stays until the new one is ready. */
  readonly previous: ObservedContainer | null
  /** Has the config's name and gives it back to the old one. */
  readonly discarded: ObservedContainer | null
  /** True: the old one's restart policy may have been switched off, its stop may have been ours. */
  readonly interrupted: boolean
}

export const settle = (resource: ContainerResource, found: Found | undefined, resources: Resources): Settled => {
  const { map } = resources
  const ours = (name: string): ObservedContainer | null => {
    const object = found?.containers.get(name)
    return object !== undefined && isOurs(object, map) ? object : null
  }
  const own = found?.containers.get(resource.name) ?? null
  const next = ours(resource.name + NEXT)
  const previous = ours(resource.name + PREVIOUS)
  const interrupted = next !== null || previous !== null
  if (own !== null) return { ...NOTHING, observed: own, next, previous, interrupted }
  // Between the two renames: the old one is taken back, and the new one is made again.
  if (previous !== null) return { ...NOTHING, observed: previous, misnamed: 'prev', next, interrupted }
  // The old one is gone for good (removed by hand, or on its stop): the new one takes its place.
  if (next !== null) return { ...NOTHING, observed: next, misnamed: 'next', interrupted }
  // `moved` in the map: it has the name of before.
  const before = resources.moved.find(({ to }) => to === resource.name)
  const old = before === undefined ? null : ours(before.from)
  return old === null ? NOTHING : { ...NOTHING, observed: old, misnamed: 'moved' }
}

const NOTHING: Settled = {
  observed: null,
  misnamed: null,
  next: null,
  previous: null,
  discarded: null,
  interrupted: false,
}

/** The other way to settle a replacement whose new container never worked: the old one is taken back. */
export const takenBack = (settled: Settled): Settled => ({
  ...settled,
  observed: settled.previous,
  misnamed: 'prev',
  previous: null,
  discarded: settled.observed,
})

/** True for a container that was made to take another one's place: the first start of it is no first creation. */
export const isSuccessor = (observed: ObservedContainer | null): boolean =>
  observed !== null && labelsOf(observed)[LABEL.replaces] !== undefined
