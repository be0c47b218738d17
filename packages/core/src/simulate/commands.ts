/** Simulates what runs programs: preparation of volumes, commands in containers, waiting. */
import { right } from 'fp-ts/lib/Either.js'
import { commandLine } from '../observe/commands'
import type { ObservedContainer } from '../observe/observation'
import type { ActionOf } from '../plan/action'
import { done, type Handler, onContainer, type Scene } from './handler'
import { failed, type Performed, refused } from './impossible'
import { behaviourOf, named } from './options'
import { withTag } from './reference'
import { exited, hasHealthcheck } from './run-state'

/** The helper container is gone afterwards; a volume that it is the first to mount stays. */
export const prepareVolume: Handler<'PrepareVolume'> = (action, { client, options }) => {
  const { mount } = action
  if (client.image(action.image) === undefined) return refused(action, 404, `No such image: ${withTag(action.image)}`)
  if (mount._tag === 'VolumesFrom' && client.container(mount.container) === undefined) {
    return refused(action, 400, `No such container: ${mount.container}`)
  }
  if (mount._tag === 'Volume' && !client.volumes.has(mount.volume)) {
    client.volumes.set(mount.volume, { name: mount.volume, labels: {}, config: {}, users: [] })
  }
  const exitCode = named(options, mount._tag === 'Volume' ? mount.volume : mount.container)?.prepare ?? 0
  return exitCode === 0
    ? right({ exitCode })
    : failed(action, `chown or chmod of ${action.path} exited with ${exitCode}`, exitCode)
}

export const exec: Handler<'Exec'> = (action, scene) =>
  onContainer(action, scene, (container) => {
    const { status } = container.state
    if (status === 'paused') {
      return refused(action, 409, `Container ${action.name} is paused, unpause the container before exec`)
    }
    if (status !== 'running') return refused(action, 409, `Container ${container.id} is not running`)
    const exitCode = behaviourOf(container, scene.options).exec ?? 0
    // Where processes are looked at, a command is taken to leave one.
    if (container.commands !== undefined && exitCode === 0) {
      const commands = { ...container.commands, [commandLine(action.command)]: 'full' as const }
      scene.client.change({ ...container, commands })
    }
    return exitCode === 0 || action.ignoreExit
      ? right({ exitCode })
      : failed(action, `the command exited with ${exitCode}`, exitCode)
  })

export const wait: Handler<'Wait'> = (action, scene) =>
  onContainer(action, scene, (container) => WAITS[action.condition._tag](action, container, scene))

type WaitFor = (action: ActionOf<'Wait'>, container: ObservedContainer, scene: Scene) => Performed

const stillRuns: WaitFor = (action, container) =>
  container.state.status === 'running' ? done : failed(action, `container ${container.name} does not run`)

const WAITS: Readonly<Record<ActionOf<'Wait'>['condition']['_tag'], WaitFor>> = {
  Delay: stillRuns,

  /** One without a check (that is known of: its image may bring one) is as healthy as it gets once it runs. */
  Healthy: (action, container, scene) => {
    if (container.state.status !== 'running' || !hasHealthcheck(container)) return stillRuns(action, container, scene)
    const unhealthy = behaviourOf(container, scene.options).unhealthy === true
    const health = unhealthy ? ('unhealthy' as const) : ('healthy' as const)
    scene.client.change({ ...container, state: { ...container.state, health } })
    return unhealthy ? failed(action, `container ${container.name} is unhealthy`) : done
  },

  /** One that runs ends while it is waited for. */
  Completed: (action, container, scene) => {
    const { status, exitCode = 0 } = container.state
    if (status !== 'running' && status !== 'exited') return failed(action, `container ${container.name} is ${status}`)
    const code = status === 'running' ? (behaviourOf(container, scene.options).exits ?? 0) : exitCode
    if (status === 'running') exited(container, scene.client, code)
    return code === 0 ? right({ exitCode: 0 }) : failed(action, `container ${container.name} exited with ${code}`, code)
  },
}
