/** Each action as what is sent to a host: data, made without a look at anything but the action. */
import {
  type Action,
  type ActionOf,
  type ActionTag,
  hasNames,
  type Json,
  type JsonObject,
  LABEL,
  namesIn,
} from '@dmap/core'
import { createWords, isTooLong } from './container-flags'
import { express } from './flag'
import { UPDATE_FLAGS } from './host-flags'
import { connectWords, networkWords, volumeWords } from './network-flags'
import { isArgument } from './quote'

/**
 * - `Docker`: the words after `docker`; `output` is what a command printed, both streams as one
 * - `Request`: an Engine API request on the standard input of `docker system dial-stdio`, for what the command has no
 *   words for, and for secrets, which would be seen in the list of processes. `lacks` names the fields that need it
 * - `Run`: a command in a container by three such requests
 * - `Stop`: a signal, a wait, and KILL
 * - `Own`: chown and chmod on the host, where the volume is
 * - `Wait`: looks at a container until its state is the one waited for
 */
export type Command =
  | { readonly _tag: 'Docker'; readonly words: ReadonlyArray<string>; readonly output: boolean }
  | {
      readonly _tag: 'Request'
      readonly method: 'POST'
      readonly path: string
      readonly body: Json
      readonly lacks: ReadonlyArray<string>
    }
  | {
      readonly _tag: 'Run'
      readonly container: string
      readonly body: JsonObject
      readonly lacks: ReadonlyArray<string>
    }
  | {
      readonly _tag: 'Stop'
      readonly container: string
      readonly signal: string
      /** Seconds; null: the container's own, else 10. */
      readonly timeout: number | null
      readonly start: boolean
    }
  | {
      readonly _tag: 'Own'
      readonly mount: ActionOf<'PrepareVolume'>['mount']
      readonly path: string
      readonly owner: string | null
      readonly mode: string | null
    }
  | {
      readonly _tag: 'Wait'
      readonly container: string
      readonly condition: ActionOf<'Wait'>['condition']
      readonly timeout: number | null
    }

export interface CommandOptions {
  /** chown and chmod run on the host itself. */
  readonly hostCommands: boolean
}

type Commands = { readonly [T in ActionTag]: (action: ActionOf<T>, options: CommandOptions) => Command }

/**
 * What to send for an action.
 *
 * @example
 * commandFor({ _tag: 'RenameContainer', name: 'a', to: 'b', … }, { hostCommands: false })
 * // { _tag: 'Docker', words: ['rename', 'a', 'b'], output: false }
 */
export const commandFor = <T extends ActionTag>(action: ActionOf<T>, options: CommandOptions): Command =>
  (COMMANDS[action._tag as T] as Commands[T])(action, options)

/** What to call an object by: the id that the plan was made for leaves no room for another one of its name. */
export const reference = (action: { readonly name: string; readonly objectId?: string }): string =>
  action.objectId ?? action.name

const docker = (...words: ReadonlyArray<string>): Command => ({ _tag: 'Docker', words, output: false })

const COMMANDS: Commands = {
  PullImage: ({ reference: image }) => docker('pull', image),
  CreateNetwork: ({ name, body }) =>
    wordsOrRequest(networkWords(name, body), body, '/networks/create', { ...body, Name: name, CheckDuplicate: true }),
  RemoveNetwork: (action) => docker('network', 'rm', reference(action)),
  ConnectNetwork: (action) =>
    wordsOrRequest(
      connectWords(action.network, reference(action), action.endpoint),
      action.endpoint,
      `/networks/${encodeURIComponent(action.network)}/connect`,
      { Container: reference(action), EndpointConfig: action.endpoint },
    ),
  DisconnectNetwork: (action) => docker('network', 'disconnect', action.network, reference(action)),
  CreateVolume: ({ name, body }) =>
    wordsOrRequest(volumeWords(name, body), body, '/volumes/create', { ...body, Name: name }),
  RemoveVolume: ({ name }) => docker('volume', 'rm', name),
  CreateContainer: ({ name, body }) =>
    wordsOrRequest(createWords(name, body), body, `/containers/create?name=${encodeURIComponent(name)}`, body as Json),
  StartContainer: (action) => docker('start', reference(action)),
  StopContainer: (action) => stopOrRestart('stop', action),
  RestartContainer: (action) => stopOrRestart('restart', action),
  KillContainer: (action) => docker('kill', '--signal', action.signal, reference(action)),
  UnpauseContainer: (action) => docker('unpause', reference(action)),
  RemoveContainer: (action) =>
    docker('rm', ...(action.force ? ['--force'] : []), ...(action.volumes ? ['--volumes'] : []), reference(action)),
  RenameContainer: (action) => docker('rename', reference(action), action.to),
  UpdateContainer: (action) => {
    const { words, lacks } = express(UPDATE_FLAGS, action.body)
    return wordsOrRequest(
      { words: ['update', ...words, reference(action)], lacks },
      action.body,
      `/containers/${encodeURIComponent(reference(action))}/update`,
      action.body,
    )
  },
  PrepareVolume: (action, { hostCommands }) =>
    // The host may know a name by another number than the image.
    hostCommands && !hasNames(action.owner)
      ? { _tag: 'Own', mount: action.mount, path: action.path, owner: action.owner, mode: action.mode }
      : { _tag: 'Docker', words: helperWords(action), output: true },
  Exec: (action) => {
    const words = ['exec', '--user', String(action.user), reference(action), ...action.command.map(String)]
    const lacks = [
      ...(namesIn(action.command).size > 0 ? ['Cmd (a secret)'] : []),
      ...(namesIn(action.user as Json).size > 0 ? ['User (a secret)'] : []),
    ]
    if (lacks.length === 0 && words.every(isArgument) && !isTooLong(words))
      return { _tag: 'Docker', words, output: true }
    const body = { AttachStdout: true, AttachStderr: true, User: action.user, Cmd: action.command }
    return { _tag: 'Run', container: reference(action), body, lacks }
  },
  Wait: (action) => ({
    _tag: 'Wait',
    container: reference(action),
    condition: action.condition,
    timeout: action.timeout,
  }),
}

const wordsOrRequest = (
  { words, lacks }: { readonly words: ReadonlyArray<string>; readonly lacks: ReadonlyArray<string> },
  source: unknown,
  path: string,
  body: Json,
): Command => {
  const secret = namesIn(source as Json).size > 0
  if (lacks.length === 0 && !secret && words.every(isArgument)) return docker(...words)
  return { _tag: 'Request', method: 'POST', path, body, lacks }
}

const stopOrRestart = (verb: 'stop' | 'restart', action: ActionOf<'StopContainer' | 'RestartContainer'>): Command => {
  const { signal, timeout } = action
  if (signal === null) return docker(verb, ...(timeout === null ? [] : ['-t', String(timeout)]), reference(action))
  return { _tag: 'Stop', container: reference(action), signal, timeout, start: verb === 'restart' }
}

/**
 * A shell in the helper, so that both commands run, and the second one only after the first. Owner, mode and path are
 * the shell's arguments, no part of its text.
 */
const helperWords = (action: ActionOf<'PrepareVolume'>): ReadonlyArray<string> => {
  const mount =
    action.mount._tag === 'VolumesFrom'
      ? ['--volumes-from', action.mount.container]
      : ['--volume', `${action.mount.volume}:${action.path}`]
  const labels = Object.entries({ ...action.labels, [LABEL.kind]: 'helper' }).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...[
      'run',
      '--rm',
      '--pull',
      'never',
      '--name',
      action.helper,
      '--network',
      'none',
      '--no-healthcheck',
      '--user',
      '0:0',
    ],
    ...labels.flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...[...mount, '--entrypoint', '/bin/sh', action.image, '-c', OWN_LINE, 'prepare'],
    ...[action.path, action.owner ?? '', action.mode ?? ''],
  ]
}

const OWN_LINE = 'set -e; [ -z "$2" ] || chown -R -- "$2" "$1"; [ -z "$3" ] || chmod -R -- "$3" "$1"'

/**
 * A command as it is called in messages, without what it carries.
 *
 * @example
 * titleOf(action, command) // docker create shop.web
 */
export const titleOf = (action: Action, command: Command): string => {
  const subject =
    action._tag === 'PullImage' ? action.reference : action._tag === 'PrepareVolume' ? action.path : action.name
  switch (command._tag) {
    case 'Docker': {
      const [verb = '', second = ''] = command.words
      return `docker ${verb === 'network' || verb === 'volume' ? `${verb} ${second}` : verb} ${subject}`
    }
    case 'Request':
      return `${command.method} ${command.path}`
    case 'Run':
      return `docker exec ${subject}`
    case 'Stop':
      return `docker ${command.start ? 'restart' : 'stop'} ${subject}`
    case 'Own':
      return `chown, chmod ${subject}`
    case 'Wait':
      return `wait ${subject}`
  }
}
