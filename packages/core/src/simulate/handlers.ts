/** One handler per kind of action: the compiler asks for the one that is missing. */
import type { Action, ActionTag } from '../plan/action'
import { removeContainer, renameContainer, updateContainer } from './change'
import { exec, prepareVolume, wait } from './commands'
import { createContainer } from './create'
import type { Handler, Scene } from './handler'
import type { Performed } from './impossible'
import { connectNetwork, createNetwork, disconnectNetwork, removeNetwork } from './networks'
import { killContainer, restartContainer, startContainer, stopContainer, unpauseContainer } from './run-state'
import { createVolume, pullImage, removeVolume } from './volumes'

const HANDLERS: { readonly [T in ActionTag]: Handler<T> } = {
  PullImage: pullImage,
  CreateNetwork: createNetwork,
  RemoveNetwork: removeNetwork,
  ConnectNetwork: connectNetwork,
  DisconnectNetwork: disconnectNetwork,
  CreateVolume: createVolume,
  RemoveVolume: removeVolume,
  CreateContainer: createContainer,
  StartContainer: startContainer,
  StopContainer: stopContainer,
  RestartContainer: restartContainer,
  KillContainer: killContainer,
  UnpauseContainer: unpauseContainer,
  RemoveContainer: removeContainer,
  RenameContainer: renameContainer,
  UpdateContainer: updateContainer,
  PrepareVolume: prepareVolume,
  Exec: exec,
  Wait: wait,
}

export const handle = (action: Action, scene: Scene): Performed =>
  // The record's type guarantees that the handler fits the action; TypeScript cannot follow that through an index.
  (HANDLERS[action._tag] as Handler<ActionTag>)(action, scene)
