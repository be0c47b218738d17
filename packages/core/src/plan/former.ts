/** The body that makes a network again as it was, which nobody has kept: from what was observed of it. */
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import type { ObservedNetwork } from '../observe/observation'
import { holdsSecret } from '../observe/secret'
import { without } from '../observe/sparse'
import { LABEL } from '../resource/labels'
import { isSecretText, secretsLabel } from '../resource/placeholder'

/**
 * Where a secret was, the one that stands there in `wanted` takes its place again; without one the option is left out,
 * since its value is not known.
 *
 * @param wanted body of the network that is to take its place
 * @example
 * formerBody(old, { Options: { key: { $secret: 'k' } } }).Options // { key: { $secret: 'k' } }
 */
export const formerBody = ({ config, labels }: ObservedNetwork, wanted: JsonObject): JsonObject => {
  // Its text has placeholders in it, and is no secret itself.
  const body = known({ ...config, Labels: without(labels, LABEL.secrets) }, wanted) as JsonObject
  return { ...body, Labels: { ...(body['Labels'] as JsonObject), ...secretsLabel(body) } }
}

const known = (value: Json, wanted: Json | undefined): Json | undefined => {
  if (!holdsSecret(value)) return value
  if (!isJsonObject(value)) return isJsonObject(wanted) && isSecretText(wanted) ? wanted : undefined
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const again = member === undefined ? undefined : known(member, isJsonObject(wanted) ? wanted[key] : undefined)
      return again === undefined ? [] : [[key, again]]
    }),
  )
}
