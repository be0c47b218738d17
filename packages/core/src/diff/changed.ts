/** The fields in which two comparable forms differ, in both directions: added, changed, removed. */
import { sameJson } from '../base/canonical'
import type { Json } from '../base/json'
import { fitsSecret, holdsSecret } from '../observe/secret'
import { REDACTED } from '../resource/placeholder'
import type { Fields } from './fields'

export interface Changed {
  readonly field: string
  readonly want?: Json
  readonly have?: Json
}

/**
 * Where a secret is wanted the value that is there is not shown.
 *
 * @example
 * changedFields(new Map([['User', '1']]), new Map()) // [{ field: 'User', want: '1' }]
 */
export const changedFields = (want: Fields, have: Fields): ReadonlyArray<Changed> =>
  [...new Set([...want.keys(), ...have.keys()])].flatMap((field) => changed(field, want.get(field), have.get(field)))

const changed = (field: string, want: Json | undefined, have: Json | undefined): ReadonlyArray<Changed> => {
  if (want === undefined) return have === undefined ? [] : [{ field, have }]
  if (have === undefined) return [{ field, want }]
  if (holdsSecret(want)) return fitsSecret(want, have) ? [] : [{ field, want, have: REDACTED }]
  return same(want, have) ? [] : [{ field, want, have }]
}

/** A number and its text are one: `80` is `'80'`. */
const same = (want: Json, have: Json): boolean =>
  sameJson(want, have) || (isScalar(want) && isScalar(have) && String(want) === String(have))

const isScalar = (value: Json): boolean => typeof value === 'number' || typeof value === 'string'
