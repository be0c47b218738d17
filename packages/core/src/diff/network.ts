/** A network as it is wanted against the one that is there. */
import { compareText } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { normalNetwork } from '../observe/network'
import type { EngineDefaults, ObservedNetwork } from '../observe/observation'
import { inPools, isVersion6, withoutChosen } from '../observe/pools'
import { listAt, objectAt, textAt, textMembers } from '../observe/read'
import { LABEL } from '../resource/labels'
import { plainBody } from '../resource/placeholder'
import type { NetworkResource } from '../resource/resource'
import type { Difference } from './difference'
import { type Form, fieldsOf, members } from './fields'
import { type ObjectContext, objectDifference } from './object-difference'

/**
 * The Engine changes nothing of a network: every change takes a new one. Labels alone are not worth that: they have the
 * policy `warn`, and come along when something else differs.
 *
 * @example
 * compareNetwork(front, observed) // { _tag: 'Changed', changes: [{ field: 'Internal', want: true, effect: 'replace', … }] }
 */
export const compareNetwork = (
  want: NetworkResource,
  have: ObservedNetwork | undefined,
  { adopt = false, defaults }: NetworkContext = {},
): Difference => {
  if (have === undefined) return { _tag: 'Missing' }
  const desired = plainBody(want.body)
  const difference = objectDifference(
    want,
    { fields: fieldsOf(normalNetwork(desired), '', FORMS), labels: textMembers(objectAt(desired, 'Labels')) },
    { fields: fieldsOf(withoutUnasked(have, want, defaults), '', FORMS), labels: have.labels },
    { adopt, policy: 'strict' },
  )
  return without(want.reverted ?? [], difference)
}

const without = (fields: ReadonlyArray<string>, difference: Difference): Difference => {
  if (difference._tag !== 'Changed') return difference
  const changes = difference.changes.filter(({ field }) => !fields.includes(field))
  return changes.length === 0 ? { _tag: 'Same' } : { _tag: 'Changed', changes }
}

export interface NetworkContext extends ObjectContext {
  /** What the Engine fills in; absent: what comes with Docker. */
  readonly defaults?: EngineDefaults | undefined
}

/**
 * What is there without the subnets that the Engine chose since nobody asked for one of that version. A network that was
 * made as it is wanted never asked for more; of another one only a subnet out of the Engine's own pools is its choice.
 */
const withoutUnasked = (
  have: ObservedNetwork,
  { body }: NetworkResource,
  defaults: EngineDefaults | undefined,
): JsonObject => {
  const asked = listAt(objectAt(normalNetwork(body), 'IPAM'), 'Config').map((pool) =>
    isVersion6(textAt(pool, 'Subnet')),
  )
  const spec = textAt(objectAt(body, 'Labels'), LABEL.spec)
  const isSame = spec !== '' && have.labels[LABEL.spec] === spec
  const isPooled = inPools(defaults)
  return withoutChosen(have.config, (subnet) => !asked.includes(isVersion6(subnet)) && (isSame || isPooled(subnet)))
}

const byText = (value: Json): Json =>
  Array.isArray(value) ? [...value].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : value

const FORMS: Readonly<Record<string, Form>> = {
  Options: members,
  IPAM: (value) =>
    (isJsonObject(value) ? Object.entries(value) : []).map(([name, member]) => [`.${name}`, byText(member ?? null)]),
}
