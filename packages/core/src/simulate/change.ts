/** Simulates what changes a container without starting or stopping it: update, rename, removal. */

import type { JsonObject } from '../base/json'
import { normalHostConfig } from '../observe/host-config'
import { isUp } from '../observe/is-up'
import type { ObservedContainer } from '../observe/observation'
import { mayBeRenamed } from '../observe/query'
import { numberAt, objectAt, textAt } from '../observe/read'
import { isNothing } from '../observe/sparse'
import { isOwnAnonymous, nameTaken } from './create'
import { already, done, type Handler, onContainer } from './handler'
import { refused, stale } from './impossible'
import { type ClientState, keyOf } from './state'

export const renameContainer: Handler<'RenameContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    const holder = scene.client.container(action.to)
    if (holder?.id === container.id) {
      return refused(action, 400, 'Renaming a container with the same name as its current name')
    }
    if (holder !== undefined) return refused(action, 409, nameTaken(action.to, holder.id).message)
    scene.client.change({ ...container, name: action.to })
    return done
  })

export const removeContainer: Handler<'RemoveContainer'> = (action, scene) => {
  if (scene.client.container(action.name) === undefined) {
    const renamed = mayBeRenamed(action) ? scene.client.containerById(action.objectId ?? '') : undefined
    return renamed === undefined ? already : stale(action, `container ${action.name} is called ${renamed.name} now`)
  }
  return onContainer(action, scene, (container) => {
    if (isUp(container) && !action.force) {
      const { status } = container.state
      return refused(
        action,
        409,
        `You cannot remove a ${status} container ${container.id}. Stop the container before attempting removal or force remove`,
      )
    }
    vanish(container, scene.client, action.volumes)
    return done
  })
}

/** Takes the container away; `volumes`: also the anonymous ones that nobody else holds. */
export const vanish = (container: ObservedContainer, client: ClientState, volumes: boolean): void => {
  client.remove(container)
  if (!volumes) return
  for (const mount of container.mounts) {
    const { name } = mount
    if (name === undefined || !isOwnAnonymous(container, mount)) continue
    const strangers = client.volumes.get(name)?.users.length ?? 0
    if (strangers === 0 && client.holders(keyOf('volume', name)).size === 0) client.volumes.delete(name)
  }
}

export const updateContainer: Handler<'UpdateContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    const swap = swapOf(container.hostConfig)
    const memory = numberAt(action.body, 'Memory')
    const newSwap = numberAt(action.body, 'MemorySwap')
    if (memory > 0 && newSwap === 0 && memory > swap) {
      return refused(
        action,
        409,
        `Cannot update container ${container.id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
      )
    }
    // Without this the swap limit, which stays, would be taken for twice the new memory.
    const kept = { ...container.hostConfig, ...(swap === 0 ? {} : { MemorySwap: swap }) }
    const hostConfig = normalHostConfig({ ...kept, ...askedFor(action.body) }, scene.client.engine.defaults)
    scene.client.change({ ...container, hostConfig })
    return done
  })

/** The limit that is in force: the Engine derives twice the memory where none was asked for. */
const swapOf = (hostConfig: JsonObject): number =>
  numberAt(hostConfig, 'MemorySwap') || 2 * numberAt(hostConfig, 'Memory')

/** Zero and empty values mean "as it is" in an update; a pid limit of zero or less takes the limit away. */
const askedFor = (body: JsonObject): JsonObject => {
  const given = Object.entries(body).filter(([field, value]) => field === 'PidsLimit' || !isNothing(value))
  const policy = objectAt(body, 'RestartPolicy')
  return Object.fromEntries(given.filter(([field]) => field !== 'RestartPolicy' || textAt(policy, 'Name') !== ''))
}
