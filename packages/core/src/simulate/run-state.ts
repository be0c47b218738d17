/** Simulates starting and stopping. */

import { isLeft, left } from 'fp-ts/lib/Either.js'
import { isUp } from '../observe/is-up'
import { isBuiltIn } from '../observe/network'
import type { ObservedContainer } from '../observe/observation'
import { objectAt, textsAt } from '../observe/read'
import type { Action } from '../plan/action'
import { collide, type HostPort } from '../resource/host-ports'
import { vanish } from './change'
import type { Refusal } from './check-body'
import { already, done, type Handler, onContainer, type Scene } from './handler'
import { type Performed, refused } from './impossible'
import { behaviourOf, isStranger } from './options'
import { type ClientState, hostPortsOf, keyOf } from './state'

export const startContainer: Handler<'StartContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    if (container.state.status === 'paused') {
      return refused(action, 409, 'cannot start a paused container, try unpause instead')
    }
    return isUp(container) ? already : start(action, container, scene)
  })

export const stopContainer: Handler<'StopContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    if (!isUp(container)) return already
    stopped(container, scene)
    return done
  })

export const restartContainer: Handler<'RestartContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    // One that goes with its stop stays through a restart.
    const down = isUp(container) ? ended(container, scene.client) : container
    const started = start(action, down, scene)
    // Whatever stands against the start, a restart that cannot be done is an error of the Engine's own (20.10).
    return isLeft(started) && started.left._tag === 'Refused' ? left({ ...started.left, status: 500 }) : started
  })

/** Signals that end a program unless it catches them; of others nothing is known, and it is taken to run on. */
const DEADLY: ReadonlySet<string> = new Set(['KILL', 'TERM', 'INT', 'QUIT', '9', '15', '2', '3', ''])

export const killContainer: Handler<'KillContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    if (!isUp(container)) {
      return refused(action, 409, `Cannot kill container: ${action.name}: Container ${container.id} is not running`)
    }
    if (DEADLY.has(action.signal.toUpperCase().replace(/^SIG/, ''))) stopped(container, scene)
    return done
  })

export const unpauseContainer: Handler<'UnpauseContainer'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    if (container.state.status !== 'paused') return refused(action, 500, `Container ${container.id} is not paused`)
    scene.client.change({ ...container, state: runningState(container) })
    return done
  })

const start = (action: Action, container: ObservedContainer, scene: Scene): Performed => {
  if (container.state.status === 'dead') {
    return refused(action, 409, 'container is marked for removal and cannot be started')
  }
  const behaviour = behaviourOf(container, scene.options)
  const refusal = checkStart(container, scene) ?? (behaviour.startFails === true ? CREATION_FAILED : undefined)
  if (refusal !== undefined) {
    // It goes with a start that fails as well (Engine 20.10).
    if (vanishes(container)) vanish(container, scene.client, true)
    return refused(action, refusal.status, refusal.message)
  }
  const running: ObservedContainer = { ...container, state: runningState(container) }
  if (behaviour.exits === undefined) scene.client.change(running)
  else exited(running, scene.client, behaviour.exits)
  return done
}

const CREATION_FAILED: Refusal = { status: 400, message: 'failed to create shim task: OCI runtime create failed' }

const vanishes = ({ hostConfig }: ObservedContainer): boolean => hostConfig['AutoRemove'] === true

const runningState = (container: ObservedContainer): ObservedContainer['state'] => ({
  status: 'running',
  started: true,
  ...(hasHealthcheck(container) ? { health: 'starting' as const } : {}),
})

export const hasHealthcheck = (container: ObservedContainer): boolean => {
  const test = textsAt(objectAt(container.config, 'Healthcheck'), 'Test')
  return test.length > 0 && test[0] !== 'NONE'
}

/** The exit code is left out: it depends on what the program makes of the signal. */
const stopped = (container: ObservedContainer, scene: Scene): ObservedContainer => exited(container, scene.client)

/** Ends the container, and takes it away if it was asked to go by itself. */
export const exited = (container: ObservedContainer, client: ClientState, exitCode?: number): ObservedContainer => {
  const after = ended(container, client, exitCode)
  if (vanishes(container)) vanish(after, client, true)
  return after
}

const ended = (container: ObservedContainer, client: ClientState, exitCode?: number): ObservedContainer => {
  const state = { status: 'exited' as const, started: true, ...(exitCode === undefined ? {} : { exitCode }) }
  const { commands: _, ...rest } = container
  const after: ObservedContainer = { ...rest, state }
  client.change(after)
  return after
}

const checkStart = (container: ObservedContainer, scene: Scene): Refusal | undefined =>
  checkLinks(container, scene) ??
  checkStack(container, scene) ??
  checkNetworks(container, scene.client) ??
  checkPorts(container, scene.client)

const checkLinks = (container: ObservedContainer, { client, options }: Scene): Refusal | undefined => {
  for (const [alias, id] of client.simulated(container.name)?.links ?? []) {
    if (isStranger(id, options)) continue
    const target = client.containerById(id)
    if (target === undefined || !isUp(target)) {
      const name = target?.name ?? id
      return { status: 500, message: `Cannot link to a non running container: /${name} AS /${container.name}/${alias}` }
    }
  }
  return undefined
}

const checkStack = (container: ObservedContainer, { client, options }: Scene): Refusal | undefined => {
  const id = client.simulated(container.name)?.stack
  if (id === undefined || isStranger(id, options)) return undefined
  const target = client.containerById(id) ?? client.container(id)
  if (target === undefined) return { status: isModern(client) ? 500 : 404, message: `No such container: ${id}` }
  return isUp(target)
    ? undefined
    : { status: 409, message: `cannot join network of a non running container: ${target.id}` }
}

/** Tried with API 1.41 and 1.51; where in between it changed is not known. */
const isModern = ({ engine }: ClientState): boolean => Number(engine.apiVersion.split('.')[1] ?? 0) >= 44

const checkNetworks = (container: ObservedContainer, client: ClientState): Refusal | undefined => {
  const missing = Object.entries(container.networks).find(
    ([name, { lost }]) => lost === true || (!isBuiltIn(name) && !client.networks.has(name)),
  )?.[0]
  return missing === undefined ? undefined : { status: 404, message: `network ${missing} not found` }
}

const checkPorts = (container: ObservedContainer, client: ClientState): Refusal | undefined => {
  const taken = hostPortsOf(container).find((wanted) => isTaken(wanted, container, client))
  if (taken === undefined) return undefined
  const [port] = taken.port.split('/')
  return {
    status: 500,
    message: `driver failed programming external connectivity on endpoint ${container.name}: Bind for ${taken.address || '0.0.0.0'}:${port} failed: port is already allocated`,
  }
}

const isTaken = (wanted: HostPort, container: ObservedContainer, client: ClientState): boolean =>
  [...client.holders(keyOf('port', wanted.port))].some((id) => {
    const other = client.containerById(id)
    if (other === undefined || other.id === container.id) return false
    return hostPortsOf(other).some((one) => collide(one, wanted))
  })
