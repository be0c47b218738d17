/** Attached volumes: a container that holds one, or a named Docker volume; and what prepares them. */

import { contentHash, shortHash } from '../../base/canonical'
import type { Issue, Path } from '../../base/issue'
import type { JsonObject } from '../../base/json'
import { didYouMean } from '../../base/nearest'
import { ownMember } from '../../base/record'
import type { ContainerConfig, Text, VolumeConfig } from '../../map/model'
import type { ResourceId } from '../id'
import { resourceId } from '../id'
import { LABEL } from '../labels'
import { attachedName } from '../naming'
import { hasNames, ownerOf } from '../owner'
import { secretsLabel } from '../placeholder'
import type { AttachedVolume, ContainerBody, ContainerResource, Need, Preparation, VolumeResource } from '../resource'
import { attachedImage, needAttachedImage, needHelperImage, needOwnImage } from './images'
import { instancesOf } from './references'
import type { Scope, Subject } from './scope'
import { attachedId, attachedMode, attachedObjectName, containerId } from './scope'

/** Id of the volume that `parent` attaches as `alias`, which is made where it is not there yet; null with an issue noted. */
export const needAttached = (scope: Scope, parent: string, alias: string, index: number): ResourceId | null => {
  const field: Path = ['containers', parent, 'attaches', index]
  const volume = ownMember(scope.map.volumes, alias)
  if (volume === undefined) {
    scope.issues.push(unknownVolume(scope, alias, field))
    return null
  }
  const id = attachedId(scope, alias, parent)
  const known = scope.gathered.get(id)
  if (known !== undefined) {
    reportSecondParent(scope, known, parent, alias, field)
    return id
  }
  const attached = attachedVolume(scope, parent, alias, volume, field)
  const volumeMode = attachedMode(scope, alias) === 'volume'
  scope.gathered.set(
    id,
    volumeMode ? volumeResource(scope, id, attached, volume, field) : containerResource(scope, id, attached, field),
  )
  return id
}

/** A volume with a driver that is bound like a host path: nobody's, and never prepared. */
export const needDriverVolume = (
  scope: Scope,
  subject: Subject,
  alias: string,
  field: Path,
): { readonly id: ResourceId; readonly name: string } => {
  const volume = scope.map.volumes[alias] as VolumeConfig
  const name = attachedName(scope.map.name, alias, null)
  const id = resourceId('volume', name, scope.client)
  const attached: AttachedVolume = { alias, parent: subject.name, owners: [], path: volume.path, preparation: null }
  if (!scope.gathered.has(id)) scope.gathered.set(id, volumeResource(scope, id, attached, volume, field))
  return { id, name }
}

/** Labels that show that a started container of `config` has seen its volumes prepared. */
export const evidenceOf = (scope: Scope, name: string, config: ContainerConfig): Readonly<Record<string, string>> => {
  const labels: Record<string, string> = {}
  for (const { name: alias } of config.attaches) {
    const attached = attachedOf(scope.gathered.get(attachedId(scope, alias, name)))
    if (attached?.preparation) labels[attached.preparation.label] = attached.preparation.evidence
  }
  return labels
}

const attachedOf = (resource: unknown): AttachedVolume | null =>
  resource === undefined ? null : (resource as ContainerResource | VolumeResource).attached

const attachedVolume = (
  scope: Scope,
  parent: string,
  alias: string,
  volume: VolumeConfig,
  field: Path,
): AttachedVolume => {
  const config = scope.map.containers[parent] as ContainerConfig
  const owners = instancesOf(config).map((instance) => containerId(scope, parent, instance))
  return { alias, parent, owners, path: volume.path, preparation: preparationOf(scope, parent, alias, volume, field) }
}

const preparationOf = (
  scope: Scope,
  parent: string,
  alias: string,
  volume: VolumeConfig,
  field: Path,
): Preparation | null => {
  const config = scope.map.containers[parent] as ContainerConfig
  const [user, userField] =
    volume.user === undefined
      ? [config.user, ['containers', parent, 'user']]
      : [volume.user, ['volumes', alias, 'user']]
  const [mode, modeField] =
    volume.permissions === undefined
      ? [config.permissions, ['containers', parent, 'permissions']]
      : [volume.permissions, ['volumes', alias, 'permissions']]
  const owner = user === undefined || user === '' ? null : preparedFor(user)
  if (owner === undefined) {
    scope.issues.push(noOwner(user as Text, alias, userField))
    return null
  }
  if (owner === null && !mode) return null
  const name = attachedObjectName(scope, alias, parent)
  return {
    owner,
    mode: mode || null,
    label: `${LABEL.preparedPrefix}${alias}`,
    evidence: shortHash({ owner, mode: mode || null, volume: name }),
    // Names mean what the owner's image says.
    helperImage: hasNames(owner) ? needOwnImage(scope, parent) : needHelperImage(scope, field),
    field: owner === null ? modeField : userField,
  }
}

/** A secret is none: it would stand in the words of chown. */
const preparedFor = (user: Text): string | undefined => (typeof user === 'string' ? ownerOf(user) : undefined)

const containerResource = (scope: Scope, id: ResourceId, attached: AttachedVolume, field: Path): ContainerResource => {
  const image = needAttachedImage(scope, field)
  const needs: Need[] = [{ id: image, because: { _tag: 'Image' }, field }, ...helperNeed(attached)]
  const wanted = { Image: attachedImage(scope), Volumes: { [attached.path]: {} }, NetworkDisabled: true }
  const body: ContainerBody = { ...wanted, Labels: ownLabels(scope, attached, 'attached', wanted) }
  return {
    kind: 'container',
    id,
    client: scope.client,
    name: attachedObjectName(scope, attached.alias, attached.parent),
    needs,
    field,
    config: attached.parent,
    instance: null,
    attached,
    image,
    body,
    endpoints: [],
    exec: [],
    stopSignal: null,
    stopTimeout: null,
    startDelay: 0,
    persistent: false,
    preventDestroy: false,
    updateOrder: 'stop-first',
    compare: scope.settings.compare,
    origins: { [`Volumes.${attached.path}`]: ['volumes', attached.alias] },
  }
}

const volumeResource = (
  scope: Scope,
  id: ResourceId,
  attached: AttachedVolume,
  volume: VolumeConfig,
  field: Path,
): VolumeResource => {
  const options = volume.driver_options as JsonObject
  const wanted: JsonObject = {
    ...(volume.driver === undefined ? {} : { Driver: volume.driver }),
    ...(Object.keys(options).length === 0 ? {} : { DriverOpts: options }),
  }
  const whole: JsonObject = { ...wanted, Labels: volume.labels as JsonObject }
  const labels = { ...volume.labels, ...ownLabels(scope, attached, 'volume', whole), ...secretsLabel(whole) }
  return {
    kind: 'volume',
    id,
    client: scope.client,
    name: attachedObjectName(scope, attached.alias, attached.parent),
    needs: helperNeed(attached),
    field,
    body: { ...wanted, Labels: labels as JsonObject },
    attached,
  }
}

const helperNeed = ({ preparation }: AttachedVolume): ReadonlyArray<Need> =>
  preparation === null
    ? []
    : [{ id: preparation.helperImage, because: { _tag: 'HelperImage' }, field: preparation.field }]

const ownLabels = (
  scope: Scope,
  { alias, parent }: AttachedVolume,
  kind: string,
  wanted: JsonObject,
): Readonly<Record<string, string>> => ({
  [LABEL.map]: scope.map.name,
  [LABEL.config]: parent,
  [LABEL.alias]: alias,
  [LABEL.kind]: kind,
  [LABEL.spec]: contentHash(wanted),
})

const reportSecondParent = (scope: Scope, known: unknown, parent: string, alias: string, field: Path): void => {
  const { attached, field: first } = known as ContainerResource
  if (attached === null || attached.parent === parent) return
  scope.issues.push({
    code: 'duplicate-name',
    path: field,
    message: `"${alias}" is attached by "${attached.parent}" as well`,
    hint: 'set `use_attached_parent_name`, or use the volume in one of the two instead of attaching it',
    related: [{ path: first, message: 'attached here' }],
  })
}

const unknownVolume = (scope: Scope, alias: string, field: Path): Issue => ({
  code: 'unknown-reference',
  path: field,
  message: `there is no volume "${alias}"`,
  found: alias,
  ...didYouMean(alias, Object.keys(scope.map.volumes)),
})

const noOwner = (user: Text, alias: string, path: Path): Issue => ({
  code: 'invalid-value',
  path,
  message: `the owner of the attached volume "${alias}" is ${typeof user === 'string' ? 'neither a number nor a name' : 'a secret, and stands in the words of chown'}`,
  expected: "numbers (1000, 1000:1000), or names of the config's image (app, app:staff)",
  found: typeof user === 'string' ? user : 'a secret',
  hint: `write the numbers here, or set volumes.${alias}.user`,
})
