/** Objects whose secrets are other ones: whether their values differ is known only where the values are. */
import { canonicalJson } from '../base/canonical'
import { isJsonObject, type Json } from '../base/json'
import type { ResourceId } from '../resource/id'
import { isSecretText } from '../resource/placeholder'
import type { Resources } from '../resource/resource'

/**
 * Ids of what both maps have in which another secret stands, or a secret in place of a plain value.
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
      resource.kind === 'image'
        ? []
        : [
            [
              resource.id,
              textsIn(resource.body as Json)
                .sort()
                .join('\n'),
            ] as const,
          ],
    ),
  )

const textsIn = (body: Json): string[] => {
  const found: string[] = []
  gather(body, found)
  return found
}

const gather = (value: Json | undefined, found: string[]): void => {
  if (Array.isArray(value)) for (const item of value) gather(item, found)
  else if (isJsonObject(value) && isSecretText(value)) found.push(canonicalJson(value))
  else if (isJsonObject(value)) for (const key of Object.keys(value)) gather(value[key], found)
}
