/** Differences that are none: what the Engine writes by itself, cannot do, or does not show. */
import { isJsonObject, type JsonObject } from '../base/json'
import type { Materialised } from '../observe/materialise'
import { volumesFromOf } from '../observe/mounts'
import type { ObservedContainer } from '../observe/observation'
import { numberAt, objectAt, textAt, textsAt } from '../observe/read'
import { LABEL } from '../resource/labels'
import { DISCARDABLE } from '../resource/limits'
import type { ContainerResource } from '../resource/resource'
import type { Changed } from './changed'
import type { Known } from './known'
import { isMadeOfSecret } from './made'
import { movedHostName } from './moved'

/** Whether a difference is to be passed over. */
export type Noise = (change: Changed) => boolean

interface Situation {
  readonly known: Known
  readonly adopt?: boolean
}

export const noiseOf = (
  want: ContainerResource,
  have: ObservedContainer,
  desired: Materialised,
  { known, adopt = false }: Situation,
): Noise => {
  const rules: ReadonlyArray<Noise> = [
    ({ field }) => OURS.has(field),
    movedHostName(want, have),
    ...(adopt && isForeign(have) ? [hasPrefix('Labels.')] : []),
    ...(sharesStack(desired.hostConfig) ? [({ field }: Changed) => NAMES.has(field)] : []),
    ...(known.imagesById.has(have.image) ? [] : [inherited]),
    ...(sourcesKnown(desired.hostConfig, known) ? [] : [takenOver]),
    ({ want: value, have: there }) =>
      there === undefined && isMadeOfSecret(value, want.body.Labels, objectAt(have.config, 'Labels')),
    discarded(have, sameSpec(want, have)),
    impliedSwap(desired.hostConfig, have.hostConfig),
    unresolved(have, known),
  ]
  return (change) => rules.some((rule) => rule(change))
}

const hasPrefix =
  (prefix: string): Noise =>
  ({ field }) =>
    field.startsWith(prefix)

/**
 * Labels that say how a container came about, and what is to become of it without the map. What its config was called then
 * is one of them: it may have been moved since.
 */
const OURS: ReadonlySet<string> = new Set(
  [
    LABEL.config,
    LABEL.instance,
    LABEL.spec,
    LABEL.replaces,
    LABEL.carried,
    LABEL.secrets,
    LABEL.limits,
    LABEL.persistent,
    LABEL.protected,
  ].map((label) => `Labels.${label}`),
)

const isForeign = (have: ObservedContainer): boolean => objectAt(have.config, 'Labels')[LABEL.map] === undefined

/** In another container's stack the Engine writes that one's names into this one. */
const sharesStack = (hostConfig: JsonObject): boolean => textAt(hostConfig, 'NetworkMode').startsWith('container:')

const NAMES: ReadonlySet<string> = new Set(['Hostname', 'Domainname'])

/** The image is not known, and the field is one that an image may have set. */
const inherited: Noise = ({ field, want, have }) => {
  if (want !== undefined) return false
  if (field.startsWith('Mounts.')) return isJsonObject(have) && have['Type'] === 'volume'
  return FROM_IMAGE.some((place) => field === place || field.startsWith(`${place}.`))
}

const FROM_IMAGE = ['Env', 'Labels', 'Ports', 'Healthcheck', 'Cmd', 'Entrypoint', 'User', 'WorkingDir', 'StopSignal']

/** A container whose volumes are used is not there: which ones it had cannot be told. */
const sourcesKnown = (hostConfig: JsonObject, { containers, containersById }: Known): boolean =>
  textsAt(hostConfig, 'VolumesFrom')
    .map((entry) => volumesFromOf(entry).container)
    .every((name) => containers.has(name) || containersById.has(name))

const takenOver: Noise = ({ field, want }) => want === undefined && field.startsWith('Mounts.')

const sameSpec = (want: ContainerResource, have: ObservedContainer): boolean => {
  const spec = want.body.Labels[LABEL.spec]
  return spec !== undefined && spec === objectAt(have.config, 'Labels')[LABEL.spec]
}

/**
 * The container was made with this limit, or from this very spec, and lacks it: the host's kernel cannot set it, and the
 * Engine has left it out with a warning. An update could not have taken it away.
 */
const discarded = (have: ObservedContainer, same: boolean): Noise => {
  const asked = textAt(objectAt(have.config, 'Labels'), LABEL.limits).split(',')
  return ({ field }) => {
    if (!field.startsWith(HOST_CONFIG)) return false
    const member = field.slice(HOST_CONFIG.length).split('.')[0] as string
    return (same || asked.includes(member)) && isDiscarded(member, have.hostConfig)
  }
}

const HOST_CONFIG = 'HostConfig.'

const isDiscarded = (member: string, have: JsonObject): boolean => DISCARDABLE.has(member) && have[member] === undefined

/** Without a swap limit it is twice the memory: `docker update --memory` leaves the old one, which is a difference only then. */
const impliedSwap =
  (want: JsonObject, have: JsonObject): Noise =>
  ({ field }) =>
    field === 'HostConfig.MemorySwap' && swapOf(want) === swapOf(have)

const swapOf = (hostConfig: JsonObject): number =>
  numberAt(hostConfig, 'MemorySwap') || 2 * numberAt(hostConfig, 'Memory')

/** The Engine shows an id where a container was named, and neither of them was looked at: they may be the same. */
const unresolved =
  (have: ObservedContainer, { containers, containersById }: Known): Noise =>
  ({ field, want, have: value }) => {
    if (!SHARED.has(field) || typeof want !== 'string' || typeof value !== 'string') return false
    const [wanted, id] = [want, value].map((mode) => mode.slice('container:'.length)) as [string, string]
    const known = containers.has(wanted) || containersById.has(id)
    return want.startsWith('container:') && value.startsWith('container:') && ID.test(id) && !known && have.id !== id
  }

const SHARED: ReadonlySet<string> = new Set(['HostConfig.NetworkMode', 'HostConfig.IpcMode', 'HostConfig.PidMode'])

const ID = /^[0-9a-f]{64}$/
