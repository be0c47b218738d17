/** Images that containers are made from: one resource per reference and client. */

import { quote } from '../../base/describe'
import type { Path } from '../../base/issue'
import type { ResourceId } from '../id'
import { resourceId } from '../id'
import { isReference, withTag } from '../image-name'
import type { ImageResource } from '../resource'
import type { Scope } from './scope'

const DEFAULT_ATTACHED_IMAGE = 'tianon/true'
const DEFAULT_HELPER_IMAGE = 'busybox'
const STRONGEST = ['never', 'missing', 'always'] as const

/** Notes that `reference` is needed; where several configs ask for it, the strongest pull policy holds. */
export const needImage = (scope: Scope, reference: string, pull: ImageResource['pull'], field: Path): ResourceId => {
  const id = resourceId('image', reference, scope.client)
  if (!isReference(reference)) {
    scope.issues.push({
      code: 'invalid-value',
      path: field,
      message: `${quote(reference)} is no image reference`,
      expected: 'lower case letters, digits, and single separators, with a tag or digest: registry.example.com/app:1.2',
      found: quote(reference),
    })
  }
  const known = scope.gathered.get(id) as ImageResource | undefined
  const strongest = known !== undefined && STRONGEST.indexOf(known.pull) >= STRONGEST.indexOf(pull) ? known.pull : pull
  scope.gathered.set(id, {
    kind: 'image',
    id,
    client: scope.client,
    name: reference,
    reference,
    pull: strongest,
    needs: [],
    field: known?.field ?? field,
  })
  return id
}

export const needAttachedImage = (scope: Scope, field: Path): ResourceId =>
  needImage(scope, attachedImage(scope), 'missing', field)

export const attachedImage = (scope: Scope): string =>
  withTag(scope.settings.attached_image ?? DEFAULT_ATTACHED_IMAGE, 'latest')

export const needHelperImage = (scope: Scope, field: Path): ResourceId =>
  needImage(scope, withTag(scope.settings.helper_image ?? DEFAULT_HELPER_IMAGE, 'latest'), 'missing', field)
