/** The shape of a handler: it changes the client's state and says what it gave, or leaves it and says why it cannot. */
import { right } from 'fp-ts/lib/Either.js'
import type { ObservedContainer } from '../observe/observation'
import type { Action, ActionOf, ActionTag } from '../plan/action'
import { type Performed, refused, stale } from './impossible'
import type { SimulationOptions } from './options'
import type { ClientState } from './state'

export interface Scene {
  readonly client: ClientState
  readonly options: SimulationOptions
}

export type Handler<T extends ActionTag> = (action: ActionOf<T>, scene: Scene) => Performed

type OnContainer = Action & { readonly name: string; readonly objectId?: string }

/** Done, and as it should be. */
export const done: Performed = right({})

/** It was so already. */
export const already: Performed = right({ already: true })

/** Goes on with the container that the action names; refuses when it is gone or another one. */
export const onContainer = (
  action: OnContainer,
  { client }: Scene,
  go: (container: ObservedContainer) => Performed,
): Performed => {
  const container = client.container(action.name)
  if (container === undefined) return refused(action, 404, `No such container: ${action.name}`)
  if (action.objectId !== undefined && action.objectId !== container.id) {
    return stale(action, `container ${action.name} has the id ${container.id}, not ${action.objectId}`)
  }
  return go(container)
}
