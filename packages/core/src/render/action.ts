/** What an action does, in a few words, and the symbol that stands before its line: one row per action. */
import { isJsonObject } from '../base/json'
import type {
  Action,
  ActionOf,
  ActionTag,
  Exec,
  PrepareVolume,
  StopContainer,
  UpdateContainer,
  Wait,
} from '../plan/action'
import { hasNames } from '../resource/owner'
import type { ContainerBody } from '../resource/resource'
import { commandText, durationText, listText, printable } from './words'

type Phrases = { readonly [T in ActionTag]: (action: ActionOf<T>) => string }

/**
 * Without the host.
 *
 * @example
 * actionPhrase({ _tag: 'StartContainer', client: 'edge', target: 'container:shop.web@edge', name: 'shop.web' })
 * // 'start container shop.web'
 */
export const actionPhrase = (action: Action): string =>
  // Each row takes the action of its own tag, which is the one that is looked up.
  printable((PHRASES[action._tag] as (action: Action) => string)(action))

/** `+` create, `-` remove, `~` update in place, `>` exec, `!` chown/chmod, `^` pull, `↻` restart, `↑` start, `↓` stop, `…` wait. */
export const actionSymbol = (action: Action): string => SYMBOLS[action._tag]

const PHRASES: Phrases = {
  PullImage: ({ reference }) => `pull image ${reference}`,
  CreateNetwork: ({ name }) => `create network ${name}`,
  RemoveNetwork: ({ name }) => `remove network ${name}`,
  ConnectNetwork: ({ name, network }) => `connect container ${name} to network ${network}`,
  DisconnectNetwork: ({ name, network }) => `disconnect container ${name} from network ${network}`,
  CreateVolume: ({ name }) => `create volume ${name}`,
  RemoveVolume: ({ name }) => `remove volume ${name}`,
  CreateContainer: ({ name, body }) => `create container ${name}${fromImage(body)}`,
  StartContainer: ({ name }) => `start container ${name}`,
  StopContainer: (action) => `stop container ${action.name}${howToStop(action)}`,
  RestartContainer: (action) => `restart container ${action.name}${howToStop(action)}`,
  KillContainer: ({ name, signal }) => `send ${signal} to container ${name}`,
  UnpauseContainer: ({ name }) => `unpause container ${name}`,
  RemoveContainer: ({ name, volumes }) => `remove container ${name}${volumes ? ' and its anonymous volumes' : ''}`,
  RenameContainer: ({ name, to }) => `rename container ${name} to ${to}`,
  UpdateContainer: (action) => update(action),
  PrepareVolume: (action) => preparation(action),
  Exec: (action) => execution(action),
  Wait: (action) => waiting(action),
}

const SYMBOLS: Readonly<Record<ActionTag, string>> = {
  PullImage: '^',
  CreateNetwork: '+',
  RemoveNetwork: '-',
  ConnectNetwork: '~',
  DisconnectNetwork: '~',
  CreateVolume: '+',
  RemoveVolume: '-',
  CreateContainer: '+',
  StartContainer: '↑',
  StopContainer: '↓',
  RestartContainer: '↻',
  KillContainer: '↓',
  UnpauseContainer: '↑',
  RemoveContainer: '-',
  RenameContainer: '~',
  UpdateContainer: '~',
  PrepareVolume: '!',
  Exec: '>',
  Wait: '…',
}

/** A replacement takes the restart policy of the old container away, and no field below the line would say so. */
const update = ({ name, body }: UpdateContainer): string => {
  const { RestartPolicy: policy, ...rest } = body
  if (!isJsonObject(policy) || Object.keys(rest).length > 0) return `update container ${name} in place`
  const { Name: word, MaximumRetryCount: most } = policy
  const times = typeof most === 'number' && most > 0 ? `:${most}` : ''
  return `set the restart policy of container ${name} to ${word === undefined || word === '' ? 'no' : String(word)}${times}`
}

const fromImage = (body: ContainerBody): string => ` from ${body.Image}`

/** ` (SIGINT, 30 s)`, or nothing where the container's own is sent. */
export const howToStop = ({ signal, timeout }: Pick<StopContainer, 'signal' | 'timeout'>): string => {
  const how = [...(signal === null ? [] : [signal]), ...(timeout === null ? [] : [`${timeout} s`])]
  return how.length === 0 ? '' : ` (${how.join(', ')})`
}

const preparation = (action: PrepareVolume): string => {
  const { mount } = action
  const where = mount._tag === 'Volume' ? `volume ${mount.volume}` : `container ${mount.container}`
  return preparationText(action, ` of ${where}`)
}

/** `whose`: what the path is in, ` of volume shop.data`. */
export const preparationText = ({ owner, mode, path, image }: PrepareVolume, whose: string): string => {
  const what = [...(owner === null ? [] : [`owner ${owner}`]), ...(mode === null ? [] : [`mode ${mode}`])]
  const names = hasNames(owner) ? `, by the names of image ${image}` : ''
  return `set ${listText(what)} on ${path}${whose}${names}`
}

const execution = ({ command, user, name, ignoreExit }: Exec): string =>
  `run ${commandText(command)} in container ${name} as ${user}${ignoreExit ? ' (its exit code is ignored)' : ''}`

export const atMostText = (timeout: Wait['timeout']): string =>
  timeout === null ? '' : `, at most ${durationText(timeout / 1e9)}`

const waiting = ({ condition, name, timeout }: Wait): string => {
  const atMost = atMostText(timeout)
  switch (condition._tag) {
    case 'Healthy':
      return `wait until container ${name} is healthy${atMost}`
    case 'Completed':
      return `wait until container ${name} has exited with 0${atMost}`
    case 'Delay':
      return `wait ${durationText(condition.nanoseconds / 1e9)} after the start of container ${name}`
  }
}
