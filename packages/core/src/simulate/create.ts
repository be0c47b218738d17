/** Simulates the creation of a container, with the volumes that come with it. */
import { right } from 'fp-ts/lib/Either.js'
import { contentHash } from '../base/canonical'
import type { JsonObject } from '../base/json'
import { materialise, withoutSecrets } from '../observe/materialise'
import { volumesFromOf } from '../observe/mounts'
import type { ObservedContainer, ObservedImage, ObservedMount } from '../observe/observation'
import { listAt, objectAt, textAt, textsAt } from '../observe/read'
import { isNothing } from '../observe/sparse'
import type { ActionOf } from '../plan/action'
import { checkBody, type Refusal } from './check-body'
import type { Handler, Scene } from './handler'
import { type Performed, refused } from './impossible'
import { isStranger } from './options'
import { withTag } from './reference'
import { type ClientState, type Simulated, tie } from './state'

export const createContainer: Handler<'CreateContainer'> = (action, scene) => {
  const image = scene.client.image(action.body.Image)
  if (image === undefined) return refused(action, 404, `No such image: ${withTag(action.body.Image)}`)
  const body = withoutSecrets(action.body)
  const refusal = checkRequest(action.name, body, scene)
  return refusal === undefined ? make(action, body, image, scene) : refused(action, refusal.status, refusal.message)
}

const checkRequest = (name: string, body: JsonObject, scene: Scene): Refusal | undefined => {
  const holder = scene.client.container(name)
  return (
    checkBody(body, scene.client.engine.apiVersion) ??
    (holder === undefined ? undefined : nameTaken(name, holder.id)) ??
    checkVolumesFrom(objectAt(body, 'HostConfig'), scene)
  )
}

const make = (action: ActionOf<'CreateContainer'>, body: JsonObject, image: ObservedImage, scene: Scene): Performed => {
  const { client } = scene
  const parts = materialise({
    body: action.body,
    image,
    mountsOf: (name) => client.container(name)?.mounts,
    ...(client.engine.defaults === undefined ? {} : { defaults: client.engine.defaults }),
  })
  if (lacksCommand(parts.config, image)) return refused(action, 400, 'No command specified')
  const unlinked = checkLinks(objectAt(body, 'HostConfig'), scene)
  if (unlinked !== undefined) {
    // The Engine makes the named volumes first, and leaves them behind when it fails.
    for (const mount of parts.mounts) makeVolume(mount, client)
    return refused(action, unlinked.status, unlinked.message)
  }
  const id = client.newId('container', action.name)
  const mounts = parts.mounts.map((mount) => withVolumeName(mount, id))
  for (const mount of mounts) makeVolume(mount, client)
  const state = { status: 'created' as const, started: false }
  client.add(tied({ ...parts, id, name: action.name, image: image.id, mounts, state }, client))
  return right({ objectId: id })
}

/** An image that was never looked at has an empty config, and may bring its command along all the same. */
const lacksCommand = (config: JsonObject, image: ObservedImage): boolean =>
  isNothing(config['Cmd']) && isNothing(config['Entrypoint']) && Object.keys(image.config).length > 0

export const nameTaken = (name: string, id: string): Refusal => ({
  status: 409,
  message: `Conflict. The container name "/${name}" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
})

/** Containers that must be there; the one whose network stack is shared is looked for at the start only. */
const checkVolumesFrom = (hostConfig: JsonObject, scene: Scene): Refusal | undefined => {
  const missing = textsAt(hostConfig, 'VolumesFrom')
    .map((entry) => volumesFromOf(entry).container)
    .find((name) => isMissing(name, scene))
  return missing === undefined ? undefined : { status: 400, message: `No such container: ${missing}` }
}

const checkLinks = (hostConfig: JsonObject, scene: Scene): Refusal | undefined => {
  if (!isLinkable(hostConfig)) return undefined
  const missing = textsAt(hostConfig, 'Links')
    .map((link) => (link.split(':')[0] ?? '').replace(/^\//, ''))
    .find((name) => isMissing(name, scene))
  return missing === undefined
    ? undefined
    : { status: 400, message: `could not get container for ${missing}: No such container: ${missing}` }
}

const isMissing = (name: string, { client, options }: Scene): boolean =>
  client.container(name) === undefined && !isStranger(name, options)

/** Legacy links work on the default network only, and are not looked at elsewhere. */
const isLinkable = (hostConfig: JsonObject): boolean => /^(default|bridge|)$/.test(textAt(hostConfig, 'NetworkMode'))

const withVolumeName = (mount: ObservedMount, id: string): ObservedMount =>
  mount.type === 'volume' && mount.name === undefined
    ? { ...mount, name: contentHash(['volume', id, mount.destination]).slice('sha256:'.length) }
    : mount

const makeVolume = ({ name }: ObservedMount, client: ClientState): void => {
  if (name !== undefined && !client.volumes.has(name)) {
    client.volumes.set(name, { name, labels: {}, config: {}, users: [] })
  }
}

const tied = (observed: ObservedContainer, client: ClientState): Simulated => {
  const mode = textAt(observed.hostConfig, 'NetworkMode')
  const names = [
    ...textsAt(observed.hostConfig, 'Links').map((link) => link.split(':')[0] ?? ''),
    ...(mode.startsWith('container:') ? [mode.slice('container:'.length)] : []),
  ]
  const ids = names.flatMap((name): [string, string][] => {
    const id = client.container(name)?.id
    return id === undefined ? [] : [[name, id]]
  })
  return tie(observed, new Map(ids))
}

/** Whether the Engine made the volume up for the container: it goes with the container when volumes are removed too. */
export const isOwnAnonymous = (container: ObservedContainer, mount: ObservedMount): boolean => {
  if (mount.name === undefined || !/^[0-9a-f]{64}$/.test(mount.name)) return false
  const asked = [
    ...textsAt(container.hostConfig, 'Binds').map((bind) => bind.split(':')[0]),
    ...listAt(container.hostConfig, 'Mounts').map((entry) => textAt(entry, 'Source')),
  ]
  return !asked.includes(mount.name)
}
