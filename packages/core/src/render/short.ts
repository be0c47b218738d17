/** A step in few words, for a line that has named the object already: `connect to shop.front`, `remove the old one`. */
import { NEXT, PREVIOUS } from '../observe/query'
import type { Action, ActionOf, ActionTag, Exec, Wait } from '../plan/action'
import { actionPhrase, atMostText, howToStop, preparationText } from './action'
import { commandText, durationText, printable } from './words'

/** `replaced`: two containers are about the place of one, the old one and the one beside it. */
type Phrases = { readonly [T in ActionTag]: (action: ActionOf<T>, replaced: boolean) => string }

const LONGEST_COMMAND = 100

export const ASIDE = 'put the old one aside'
export const HAND_OVER = 'give its name to the new one'

/**
 * @example
 * shortPhrase({ _tag: 'StartContainer', client: 'edge', target: 'container:shop.web@edge', name: 'shop.web' }, false) // 'start'
 */
export const shortPhrase = (action: Action, replaced: boolean): string =>
  printable((PHRASES[action._tag] as (action: Action, replaced: boolean) => string)(action, replaced))

const PHRASES: Phrases = {
  PullImage: () => 'pull',
  CreateNetwork: () => 'create',
  RemoveNetwork: () => 'remove',
  ConnectNetwork: ({ network }) => `connect to ${network}`,
  DisconnectNetwork: ({ network }) => `disconnect from ${network}`,
  CreateVolume: () => 'create',
  RemoveVolume: () => 'remove',
  CreateContainer: ({ name }) => (name.endsWith(NEXT) ? 'create the new one beside it' : 'create'),
  StartContainer: () => 'start',
  StopContainer: (action, replaced) => `stop${replaced ? ' the old one' : ''}${howToStop(action)}`,
  RestartContainer: (action) => `restart${howToStop(action)}`,
  KillContainer: ({ signal }) => `send ${signal}`,
  UnpauseContainer: () => 'unpause',
  // What the new one has taken over of its volumes stays: the Engine keeps what is mounted.
  RemoveContainer: ({ name, volumes }, replaced) => {
    if (name.endsWith(PREVIOUS)) return replaced ? 'remove the old one' : `remove ${name}`
    return name.endsWith(NEXT) ? `remove ${name}` : `remove${volumes ? ' with its anonymous volumes' : ''}`
  },
  RenameContainer: ({ name, to }) => {
    if (to.endsWith(PREVIOUS)) return ASIDE
    return name.endsWith(NEXT) ? HAND_OVER : `rename ${name} to ${to}`
  },
  UpdateContainer: (action) => actionPhrase(action).replace(` container ${printable(action.name)}`, ' it'),
  PrepareVolume: (action) => preparationText(action, ''),
  Exec: (action) => execution(action),
  Wait: (action) => waiting(action),
}

const execution = ({ command, user, ignoreExit }: Exec): string => {
  const text = commandText(command)
  const shown = text.length > LONGEST_COMMAND ? `${text.slice(0, LONGEST_COMMAND)}…` : text
  return `run ${shown} as ${user}${ignoreExit ? ' (its exit code is ignored)' : ''}`
}

const waiting = ({ condition, timeout }: Wait): string => {
  const atMost = atMostText(timeout)
  switch (condition._tag) {
    case 'Healthy':
      return `wait until healthy${atMost}`
    case 'Completed':
      return `wait until it has exited with 0${atMost}`
    case 'Delay':
      return `wait ${durationText(condition.nanoseconds / 1e9)}`
  }
}
