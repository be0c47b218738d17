/** A network as it is wanted against the one that is there. */
import { compareText } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { normalNetwork } from '../observe/network'
import type { ObservedNetwork } from '../observe/observation'
import { listAt, objectAt, textMembers } from '../observe/read'
import { sparse, without } from '../observe/sparse'
import { LABEL } from '../resource/labels'
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
  { adopt = false }: ObjectContext = {},
): Difference => {
  if (have === undefined) return { _tag: 'Missing' }
  return objectDifference(
    want,
    { fields: fieldsOf(normalNetwork(want.body), '', FORMS), labels: textMembers(objectAt(want.body, 'Labels')) },
    { fields: fieldsOf(chosen(want, have), '', FORMS), labels: have.labels },
    { adopt, policy: 'strict' },
  )
}

/**
 * Without the subnets that the Engine chose: out of the pools of its own configuration (`default-address-pools`), where
 * the network was made from this very spec, which asks for none. Those of Docker's own pools are left out already.
 */
const chosen = (want: NetworkResource, { config, labels }: ObservedNetwork): JsonObject => {
  const asked = objectAt(want.body, 'Labels')[LABEL.spec]
  const made = typeof asked === 'string' && labels[LABEL.spec] === asked
  if (!made || listAt(objectAt(want.body, 'IPAM'), 'Config').length > 0) return config
  return sparse({ ...config, IPAM: without(objectAt(config, 'IPAM'), 'Config') })
}

const byText = (value: Json): Json =>
  Array.isArray(value) ? [...value].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : value

const FORMS: Readonly<Record<string, Form>> = {
  Options: members,
  IPAM: (value) =>
    (isJsonObject(value) ? Object.entries(value) : []).map(([name, member]) => [`.${name}`, byText(member ?? null)]),
}
