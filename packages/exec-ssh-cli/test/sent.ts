/** Actions on the container of an example, and what is sent to a host for them. */
import { type Action, type ActionOf, type ActionTag, resourceId } from '@dmap/core'
import { commandFor } from '../src/command'
import { requestText, shellText } from '../src/shell-text'

export type Bare<T extends ActionTag> = Omit<ActionOf<T>, 'client' | 'target'>

export const actionOf = <T extends ActionTag>(bare: Bare<T>): Action =>
  ({ client: 'a', target: resourceId('container', 'shop.web', 'a'), ...bare }) as never as Action

/** The whole text that is sent, secrets as they stand in the action. */
export const textOf = (action: Action, hostCommands = false): string => {
  const command = commandFor(action, { hostCommands })
  switch (command._tag) {
    case 'Docker':
    case 'Stop':
    case 'Own':
      return shellText(command)
    case 'Request':
      return requestText(command.method, command.path, command.body)
    case 'Run':
      return requestText('POST', `/containers/${command.container}/exec`, command.body)
    case 'Wait':
      return JSON.stringify(command)
  }
}

export const web = { name: 'shop.web' }
