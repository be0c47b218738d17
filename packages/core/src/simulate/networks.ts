/** Simulates networks and the containers' places on them. */

import { right } from 'fp-ts/lib/Either.js'
import { endpointOf } from '../observe/endpoint'
import { isUp } from '../observe/is-up'
import { isBuiltIn, normalNetwork } from '../observe/network'
import type { ObservedContainer } from '../observe/observation'
import { objectAt, textAt, textMembers } from '../observe/read'
import type { ActionOf } from '../plan/action'
import { plainBody } from '../resource/placeholder'
import type { Refusal } from './check-body'
import { already, done, type Handler, onContainer, type Scene } from './handler'
import { type Performed, refused, stale } from './impossible'
import { keyOf } from './state'

export const createNetwork: Handler<'CreateNetwork'> = (action, { client }) => {
  if (isBuiltIn(action.name))
    return refused(action, 403, `operation is not permitted on predefined ${action.name} network`)
  if (client.networks.has(action.name)) return refused(action, 409, `network with name ${action.name} already exists`)
  const id = client.newId('network', action.name)
  const body = plainBody(action.body)
  const labels = textMembers(objectAt(body, 'Labels'))
  client.putNetwork({ id, name: action.name, labels, config: normalNetwork(body), containers: [] })
  return right({ objectId: id })
}

export const removeNetwork: Handler<'RemoveNetwork'> = (action, { client }) => {
  if (isBuiltIn(action.name))
    return refused(action, 403, `${action.name} is a pre-defined network and cannot be removed`)
  const network = client.networks.get(action.name)
  if (network === undefined) return already
  if (action.objectId !== undefined && action.objectId !== network.id) {
    return stale(action, `network ${action.name} has the id ${network.id}, not ${action.objectId}`)
  }
  if (network.containers.length > 0 || client.holders(keyOf('network', action.name)).size > 0) {
    return refused(
      action,
      403,
      `error while removing network: network ${action.name} id ${network.id} has active endpoints`,
    )
  }
  client.removeNetwork(action.name)
  return done
}

export const connectNetwork: Handler<'ConnectNetwork'> = (action, scene) =>
  onNetwork(action, scene, (container) => {
    const refusal = checkConnect(container, action.network, isThere(action.network, scene))
    if (refusal !== undefined) return refused(action, refusal.status, refusal.message)
    // One that does not run is given the new endpoint in place of the one it has.
    const networks = { ...container.networks, [action.network]: endpointOf(action.endpoint) }
    scene.client.change({ ...container, networks: sorted(networks) })
    return done
  })

export const disconnectNetwork: Handler<'DisconnectNetwork'> = (action, scene) =>
  onNetwork(action, scene, (container) => {
    if (container.networks[action.network] === undefined) {
      return refused(action, 500, `container ${container.id} is not connected to network ${action.network}`)
    }
    const rest = Object.entries(container.networks).filter(([name]) => name !== action.network)
    scene.client.change({ ...container, networks: Object.fromEntries(rest) })
    return done
  })

const checkConnect = (container: ObservedContainer, network: string, there: boolean): Refusal | undefined => {
  const mode = textAt(container.hostConfig, 'NetworkMode')
  // Nobody looks at the modes when the network is not there and the container does not run: see `onNetwork`.
  if (!there) return undefined
  // One in another container's stack that does not run is refused by nobody, and never gets there (Engine 20.10).
  if (mode === 'host' || (mode.startsWith('container:') && isUp(container))) {
    const message =
      'container sharing network namespace with another container or host cannot be connected to any other network'
    return { status: 400, message }
  }
  if (mode === 'none') {
    return {
      status: 400,
      message: 'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    }
  }
  return isUp(container) && container.networks[network] !== undefined
    ? { status: 403, message: `endpoint with name ${container.name} already exists in network ${network}` }
    : undefined
}

/** The Engine looks for the network when the container runs; of one that does not run it keeps whatever name it is given. */
const onNetwork = (
  action: ActionOf<'ConnectNetwork'> | ActionOf<'DisconnectNetwork'>,
  scene: Scene,
  go: (container: ObservedContainer) => Performed,
): Performed =>
  onContainer(action, scene, (container) =>
    isUp(container) && !isThere(action.network, scene)
      ? refused(action, 404, `network ${action.network} not found`)
      : go(container),
  )

const isThere = (network: string, { client }: Scene): boolean => isBuiltIn(network) || client.networks.has(network)

const sorted = (networks: ObservedContainer['networks']): ObservedContainer['networks'] =>
  Object.fromEntries(Object.entries(networks).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
