/** What is on a client, found by name and by id: looked through once, and not again for each container. */
import type { ClientObservation, ObservedContainer, ObservedImage } from '../observe/observation'
import { familiar } from './familiar'

export interface Known {
  readonly containers: ReadonlyMap<string, ObservedContainer>
  readonly containersById: ReadonlyMap<string, ObservedContainer>
  readonly imagesById: ReadonlyMap<string, ObservedImage>
  /** By every reference that leads to it, in the form that `familiar` gives. */
  readonly imagesByReference: ReadonlyMap<string, ObservedImage>
}

export const knownOn = ({ containers, images }: ClientObservation): Known => ({
  containers: firstBy(containers, ({ name }) => [name]),
  containersById: firstBy(containers, ({ id }) => [id]),
  imagesById: firstBy(images, ({ id }) => [id]),
  imagesByReference: firstBy(images, ({ references }) => references.map(familiar)),
})

const firstBy = <T>(items: ReadonlyArray<T>, keys: (item: T) => ReadonlyArray<string>): ReadonlyMap<string, T> => {
  const found = new Map<string, T>()
  for (const item of items) {
    for (const key of keys(item)) if (!found.has(key)) found.set(key, item)
  }
  return found
}
