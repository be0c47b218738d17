/** A named volume as it is wanted against the one that is there. */
import type { ObservedVolume } from '../observe/observation'
import { objectAt, textMembers } from '../observe/read'
import { normalVolume } from '../observe/volume'
import { plainBody } from '../resource/placeholder'
import type { VolumeResource } from '../resource/resource'
import type { Difference } from './difference'
import { fieldsOf, members } from './fields'
import { type ObjectContext, objectDifference } from './object-difference'

/**
 * Only a new volume could be otherwise, without what is in this one. So each change has the effect `replace` and the
 * policy `warn`: it is shown, and nothing is done.
 *
 * @example
 * compareVolume(data, observed) // { _tag: 'Changed', changes: [{ field: 'Driver', want: 'nfs', effect: 'replace', policy: 'warn', … }] }
 */
export const compareVolume = (
  want: VolumeResource,
  have: ObservedVolume | undefined,
  { adopt = false }: ObjectContext = {},
): Difference => {
  if (have === undefined) return { _tag: 'Missing' }
  const desired = plainBody(want.body)
  const forms = { DriverOpts: members }
  return objectDifference(
    want,
    { fields: fieldsOf(normalVolume(desired), '', forms), labels: textMembers(objectAt(desired, 'Labels')) },
    { fields: fieldsOf(have.config, '', forms), labels: have.labels },
    { adopt, policy: 'warn' },
  )
}
