/** Whether a container was made from the image that its reference leads to now. */
import type { ClientObservation, ObservedContainer, ObservedImage } from '../observe/observation'
import { textAt } from '../observe/read'
import type { ImageResource } from '../resource/resource'
import type { Difference } from './difference'
import { familiar } from './familiar'
import { type Known, knownOn } from './known'

/** What differs between two containers' images, as texts to show; undefined where nothing does. */
export interface ImageChange {
  readonly want: string
  readonly have: string
}

/**
 * By identity where the image is there: another id behind the reference is a change, another reference to the same id
 * is none. One that is still to be pulled is a change when its reference is another one.
 */
export const imageChange = (
  reference: string,
  have: ObservedContainer,
  image: ObservedImage | undefined,
): ImageChange | undefined => {
  const made = textAt(have.config, 'Image')
  if (image === undefined) return sameReference(reference, made) ? undefined : { want: reference, have: made }
  if (image.id === have.image) return undefined
  return sameReference(reference, made) ? { want: image.id, have: have.image } : { want: reference, have: made }
}

/** The image behind a reference. */
export const imageBehind = (reference: string, { imagesById, imagesByReference }: Known): ObservedImage | undefined =>
  imagesById.get(reference) ?? imagesByReference.get(familiar(reference))

/**
 * Whether the image is there.
 *
 * @example
 * compareImage(image, client) // { _tag: 'Missing' }
 */
export const compareImage = (want: ImageResource, client: ClientObservation): Difference =>
  imageBehind(want.reference, knownOn(client)) === undefined ? { _tag: 'Missing' } : { _tag: 'Same' }

const sameReference = (a: string, b: string): boolean => familiar(a) === familiar(b)
