/** A container as it is wanted against the one that is there: what differs, field by field, in both directions. */
import { compareText } from '../base/compare-text'
import { STANDARD_DEFAULTS } from '../observe/defaults'
import { type Materialised, materialise } from '../observe/materialise'
import type { ClientObservation, ObservedContainer, ObservedImage } from '../observe/observation'
import { objectAt, textAt } from '../observe/read'
import { LABEL } from '../resource/labels'
import type { ContainerResource } from '../resource/resource'
import { changedFields } from './changed'
import { configFields, portFields } from './config-fields'
import type { Difference, FieldChange } from './difference'
import { effectOf } from './effects'
import { endpointFields } from './endpoint-fields'
import { type Fields, joined, type NameOf } from './fields'
import { hostConfigFields } from './host-config-fields'
import { imageBehind, imageChange } from './image'
import { type Known, knownOn } from './known'
import { mountFields } from './mount-fields'
import { type Noise, noiseOf } from './noise'
import { originOf } from './origin'
import { policyFor } from './policy'

export interface ContainerContext {
  /** The client that both are on. */
  readonly client: ClientObservation
  /** Of `client`, where many containers are compared: else it is made for each. */
  readonly known?: Known
  /** The image that the reference leads to; default: the one that `client` has for it. */
  readonly wantImage?: ObservedImage
  /** Labels of a container that carries none of ours are not compared. */
  readonly adopt?: boolean
  /** A limit that the map no longer has, and that only a new container would be without, is noted only. */
  readonly skipLimitReset?: boolean
}

/**
 * `Changed` lists its fields sorted by name, labels of dmap's own last: they follow from the others. It never says
 * `Missing`: there is a container to compare with.
 *
 * @example
 * compareContainer(web, observed, { client: observation.clients.default })
 * // { _tag: 'Changed', changes: [{ field: 'Env.MODE', want: 'live', effect: 'replace', policy: 'strict', … }] }
 */
export const compareContainer = (
  want: ContainerResource,
  have: ObservedContainer,
  given: ContainerContext,
): Difference => {
  const context = { ...given, known: given.known ?? knownOn(given.client) }
  const desired = desiredState(want, have, context)
  const noise = noiseOf(want, have, desired, context)
  const changes = [...imageChanges(want, have, context), ...fieldChanges(want, have, desired, noise, context)]
    .flatMap((change) => withPolicy(change, want))
    .sort(inOrder)
  return changes.length === 0 ? { _tag: 'Same' } : { _tag: 'Changed', changes }
}

const inOrder = (a: FieldChange, b: FieldChange): number =>
  Number(isOwnLabel(a.field)) - Number(isOwnLabel(b.field)) || compareText(a.field, b.field)

const isOwnLabel = (field: string): boolean => field.startsWith('Labels.io.dmap.')

type Context = ContainerContext & { readonly known: Known }

type Undecided = Omit<FieldChange, 'policy' | 'origin'>

/**
 * What the Engine would show, had the container been created as it is wanted from the image that it has: what another
 * image brings along is the image's change, not the map's.
 */
const desiredState = (want: ContainerResource, have: ObservedContainer, { client, known }: Context): Materialised => {
  const image = known.imagesById.get(have.image)
  return materialise({
    body: want.body,
    endpoints: want.endpoints,
    mountsOf: (name) => known.containers.get(name)?.mounts,
    defaults: client.engine.defaults ?? STANDARD_DEFAULTS,
    ...(image === undefined ? {} : { image }),
  })
}

const imageChanges = (
  want: ContainerResource,
  have: ObservedContainer,
  { known, wantImage }: Context,
): ReadonlyArray<Undecided> => {
  const change = imageChange(want.body.Image, have, wantImage ?? imageBehind(want.body.Image, known))
  return change === undefined ? [] : [{ field: 'Image', ...change, effect: 'replace' }]
}

const fieldChanges = (
  want: ContainerResource,
  have: ObservedContainer,
  desired: Materialised,
  noise: Noise,
  context: Context,
): ReadonlyArray<Undecided> => {
  const mounts = mountFields(desired, have, carriedBy(have))
  const names: NameOf = (id) => context.known.containersById.get(id)?.name
  const changed = changedFields(
    joined(stateFields(desired, want.name, names), mounts.want),
    joined(stateFields(have, want.name, names), mounts.have),
  )
  const sides = {
    want: desired.hostConfig,
    have: have.hostConfig,
    skipLimitReset: context.skipLimitReset === true,
    isProven: (member: string) => context.client.containers.some(({ hostConfig }) => hostConfig[member] !== undefined),
  }
  return changed
    .filter((change) => !noise(change))
    .map((change) => ({ ...change, effect: effectOf(change.field, change.want, change.have, sides) }))
}

const stateFields = (state: Materialised, name: string, nameOf: NameOf): Fields =>
  joined(
    configFields(state.config),
    portFields(state.config, state.hostConfig),
    hostConfigFields(state.hostConfig, nameOf),
    endpointFields(state, name),
  )

const carriedBy = (have: ObservedContainer): ReadonlySet<string> =>
  new Set(
    textAt(objectAt(have.config, 'Labels'), LABEL.carried)
      .split(',')
      .filter((name) => name !== ''),
  )

const withPolicy = (change: Undecided, want: ContainerResource): ReadonlyArray<FieldChange> => {
  const policy = policyFor(change.field, want.compare)
  if (policy === 'ignore') return []
  const origin = originOf(change.field, want)
  return [{ ...change, policy, ...(origin === undefined ? {} : { origin }) }]
}
