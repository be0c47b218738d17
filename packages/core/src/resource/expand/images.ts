/** Images that containers are made from: one resource per reference and client. */

import { quote } from '../../base/describe'
import type { Path } from '../../base/issue'
import type { ContainerConfig } from '../../map/model'
import type { ResourceId } from '../id'
import { resourceId } from '../id'
import { expandImage, isReference, withTag } from '../image-name'
import { readOptions } from '../options/read'
import type { ImageResource } from '../resource'
import { overridesFor } from './overrides'
import { instancesOf } from './references'
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

/** The image that containers of `name` are made from, options included; that of the first instance. */
export const needOwnImage = (scope: Scope, name: string): ResourceId => {
  const config = scope.map.containers[name] as ContainerConfig
  const [instance = null] = instancesOf(config)
  const calls = overridesFor(scope.map, scope.overrides, name, instance).map(({ options }) => options)
  // What is wrong with the options is told where the container is made.
  const settings = [config.create_options, config.host_config, ...calls].flatMap((one) => readOptions(one, []).settings)
  const given = settings.filter(({ field }) => field === 'Image').at(-1)?.value
  const reference = withTag(String(given ?? expandImage(config.image ?? name, scope.map)), 'latest')
  return needImage(scope, reference, config.pull ?? 'missing', ['containers', name, 'image'])
}
