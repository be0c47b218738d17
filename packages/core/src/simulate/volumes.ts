/** Simulates volumes and images. */
import { right } from 'fp-ts/lib/Either.js'
import { contentHash } from '../base/canonical'
import { normalConfig } from '../observe/config'
import type { ObservedImage } from '../observe/observation'
import { objectAt, textMembers } from '../observe/read'
import { normalVolume } from '../observe/volume'
import { plainBody } from '../resource/placeholder'
import { already, done, type Handler } from './handler'
import { refused } from './impossible'
import { familiar, referenceKey, withTag } from './reference'
import { type ClientState, keyOf } from './state'

/** The Engine does not mind that it is there, and gives the one that is there, whatever its settings. */
export const createVolume: Handler<'CreateVolume'> = (action, { client }) => {
  if (client.volumes.has(action.name)) return already
  const body = plainBody(action.body)
  const labels = textMembers(objectAt(body, 'Labels'))
  client.volumes.set(action.name, { name: action.name, labels, config: normalVolume(body), users: [] })
  return done
}

export const removeVolume: Handler<'RemoveVolume'> = (action, { client }) => {
  const volume = client.volumes.get(action.name)
  if (volume === undefined) return already
  const users = [...volume.users, ...client.holders(keyOf('volume', action.name))]
  if (users.length > 0) return refused(action, 409, `remove ${action.name}: volume is in use - [${users.join(', ')}]`)
  client.volumes.delete(action.name)
  return done
}

export const pullImage: Handler<'PullImage'> = (action, { client, options }) => {
  const { registry = {} } = options
  const offered = Object.hasOwn(registry, action.reference) ? registry[action.reference] : undefined
  const have = client.image(action.reference)
  if (offered === null)
    return refused(action, 404, `manifest for ${withTag(action.reference)} not found: manifest unknown`)
  if (offered === undefined && have !== undefined) return already
  const config = normalConfig(offered?.config ?? {})
  const id = offered?.id ?? contentHash({ image: referenceKey(action.reference), config })
  if (have?.id === id) return already
  if (have !== undefined) dropReference(have, action.reference, client)
  const before = client.images.get(id)
  client.putImage({ id, config, references: [...(before?.references ?? []), familiar(action.reference)].sort() })
  return right({ objectId: id })
}

/** A tag leads to one image only; the old one stays without it. */
const dropReference = (image: ObservedImage, reference: string, client: ClientState): void => {
  const key = referenceKey(reference)
  client.putImage({ ...image, references: image.references.filter((other) => referenceKey(other) !== key) })
}
