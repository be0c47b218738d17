/** The containers that a run has made: its later steps act on those, whoever else has a container of that name by then. */
import type { Action, ActionTag } from '@dmap/core'
import type { ActionResult } from './executor'

/** Actions on a container that a plan knows by name alone where the plan itself makes it. */
const ON_CONTAINER: ReadonlySet<ActionTag> = new Set<ActionTag>([
  'StartContainer',
  'StopContainer',
  'RestartContainer',
  'KillContainer',
  'UnpauseContainer',
  'RemoveContainer',
  'RenameContainer',
  'UpdateContainer',
  'ConnectNetwork',
  'DisconnectNetwork',
  'Exec',
  'Wait',
])

export class Made {
  /** Ids by client and the name that the container has by now. */
  private readonly ids = new Map<string, string>()

  /** The action with the id of the container that it is about, where this run has made that. */
  bound(action: Action): Action {
    if (!ON_CONTAINER.has(action._tag) || !('name' in action)) return action
    const id = this.ids.get(keyOf(action.client, action.name))
    return id === undefined || ('objectId' in action && action.objectId !== undefined)
      ? action
      : ({ ...action, objectId: id } as Action)
  }

  /** What was done. */
  learn(action: Action, { objectId }: ActionResult): void {
    if (action._tag === 'CreateContainer') this.move(action.client, action.name, objectId)
    else if (action._tag === 'RemoveContainer') this.ids.delete(keyOf(action.client, action.name))
    else if (action._tag === 'RenameContainer') {
      const id = this.ids.get(keyOf(action.client, action.name))
      this.ids.delete(keyOf(action.client, action.name))
      this.move(action.client, action.to, id)
    }
  }

  private move(client: string, name: string, id: string | undefined): void {
    if (id === undefined) this.ids.delete(keyOf(client, name))
    else this.ids.set(keyOf(client, name), id)
  }
}

const keyOf = (client: string, name: string): string => `${client} ${name}`
