/** Simulates the creation of a container, with the volumes that come with it. */
import { right } from 'fp-ts/lib/Either.js'
import { contentHash } from '../base/canonical'
import type { JsonObject } from '../base/json'
import { materialise, withoutSecrets } from '../observe/materialise'
import { volumesFromOf } from '../observe/mounts'
import type { ObservedContainer, ObservedMount } from '../observe/observation'
import { listAt, objectAt, textAt, textsAt } from '../observe/read'
import { isNothing } from '../observe/sparse'
import { checkBody, type Refusal } from './check-body'
import type { Handler, Scene } from './handler'
import { refused } from './impossible'
import { isStranger } from './options'
import { withTag } from './reference'
import { tie, type ClientState, type Simulated } from './state'

export const createContainer: Handler<'CreateContainer'> = (action, scene) => {
  const { client } = scene
  const image = client.image(action.body.Image)
  const body = withoutSecrets(action.body)
  const holder = client.container(action.name)
  const refusal =
    (image === undefined ? { status: 404, message: `No such image: ${withTag(action.body.Image)}` } : undefined) ??
    checkBody(body, client.engine.apiVersion) ??
    (holder === undefined ? undefined : nameTaken(action.name, holder.id)) ??
    checkReferences(objectAt(body, 'HostConfig'), scene)
  if (refusal !== undefined || image === undefined) {
    return refused(action, refusal?.status ?? 500, refusal?.message ?? '')
  }
  const parts = materialise({
    body: action.body,
    image,
    mountsOf: (name) => client.container(name)?.mounts,
    ...(client.engine.defaults === undefined ? {} : { defaults: client.engine.defaults }),
  })
  // An image that was never looked at may bring its command along.
  if (isNothing(parts.config['Cmd']) && isNothing(parts.config['Entrypoint']) && Object.keys(image.config).length > 0) {
    return refused(action, 400, 'No command specified')
  }
  const id = client.newId('container', action.name)
  const mounts = parts.mounts.map((mount) => withVolumeName(mount, id))
  const observed = {
    ...parts,
    id,
    name: action.name,
    image: image.id,
    mounts,
    state: { status: 'created', started: false },
  }
  for (const mount of mounts) makeVolume(mount, client)
  client.add(tied(observed as ObservedContainer, client))
  return right({ objectId: id })
}

export const nameTaken = (name: string, id: string): Refusal => ({
  status: 409,
  message: `Conflict. The container name "/${name}" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
})

/** Containers that must be there; the one whose network stack is shared is looked for at the start only. */
const checkReferences = (hostConfig: JsonObject, { client, options }: Scene): Refusal | undefined => {
  const isMissing = (name: string): boolean => client.container(name) === undefined && !isStranger(name, options)
  const source = textsAt(hostConfig, 'VolumesFrom')
    .map((entry) => volumesFromOf(entry).container)
    .find(isMissing)
  if (source !== undefined) return { status: 400, message: `No such container: ${source}` }
  if (!isLinkable(hostConfig)) return undefined
  const missing = textsAt(hostConfig, 'Links')
    .map((link) => (link.split(':')[0] ?? '').replace(/^\//, ''))
    .find(isMissing)
  return missing === undefined
    ? undefined
    : { status: 400, message: `could not get container for ${missing}: No such container: ${missing}` }
}

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
