/** Containers whose secrets are other ones: whether their values differ is known only where the values are. */
import { canonicalJson } from '../base/canonical'
import { isJsonObject, type Json } from '../base/json'
import type { ResourceId } from '../resource/id'
import type { Resources } from '../resource/resource'

/**
 * Ids of containers of both maps in which another secret stands, or a secret in place of a plain value.
 *
 * @example
 * otherSecrets(base.resources, head.resources) // ['container:shop.db@default']
 */
export const otherSecrets = (base: Resources, head: Resources): ReadonlyArray<ResourceId> => {
  const before = secretsOf(base)
  return [...secretsOf(head)].flatMap(([id, secrets]) => ((before.get(id) ?? secrets) === secrets ? [] : [id]))
}

const secretsOf = ({ all }: Resources): ReadonlyMap<ResourceId, string> =>
  new Map(
    all.flatMap((resource) =>
      resource.kind === 'container' ? [[resource.id, secretTexts(resource.body).sort().join('\n')] as const] : [],
    ),
  )

const secretTexts = (value: Json | undefined): string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => secretTexts(item))
  if (!isJsonObject(value)) return []
  if ('$secret' in value || '$concat' in value) return [canonicalJson(value)]
  return Object.values(value).flatMap(secretTexts)
}
