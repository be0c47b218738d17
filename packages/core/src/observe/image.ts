/** Reads an image from `GET /images/NAME/json`. */
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { compareText } from '../base/compare-text'
import { normalConfig } from './config'
import type { ObservedImage } from './observation'
import { objectAt, textAt, textsAt } from './read'
import { without } from './sparse'

/** Left says what is missing in `raw`. */
export const imageFromInspect = (raw: unknown): Either<string, ObservedImage> => {
  const id = textAt(raw, 'Id')
  if (id === '') return left('an inspected image has no Id')
  const references = [...textsAt(raw, 'RepoTags'), ...textsAt(raw, 'RepoDigests')]
  return right({
    id,
    references: references.filter((reference) => !reference.includes('<none>')).sort(compareText),
    // Old Engines give the id of the image it was built from, and the host name of the container that built it.
    config: without(normalConfig(objectAt(raw, 'Config')), 'Image', 'Hostname', 'Domainname'),
  })
}
