/** From an action to the API calls that carry it out, as data. */
import { type Action, type ActionOf, type ActionTag, type JsonObject, signalName } from '@dmap/core'
import { type ApiCall, get, segment } from './call'
import { compareVersions } from './version'

/** Since this version `stop` and `restart` take a signal. */
const SIGNAL_API = '1.42'

/** Actions that are one call; the others are put together in files of their own. */
export type SingleTag = Exclude<
  ActionTag,
  'PullImage' | 'PrepareVolume' | 'Exec' | 'Wait' | 'StopContainer' | 'RestartContainer'
>

/**
 * @example
 * requestFor({ _tag: 'StartContainer', client: 'a', target: 'container:web@a', name: 'web' }).path // '/containers/web/start'
 */
export const requestFor = (action: ActionOf<SingleTag>): ApiCall =>
  (REQUESTS[action._tag] as (action: Action) => ApiCall)(action)

const REQUESTS: { readonly [T in SingleTag]: (action: ActionOf<T>) => ApiCall } = {
  // Without `CheckDuplicate`, Engines before 25 make a second network of the same name.
  CreateNetwork: ({ name, body }) => once('/networks/create', { body: { ...body, Name: name, CheckDuplicate: true } }),
  RemoveNetwork: (action) => ({ method: 'DELETE', path: `/networks/${segment(idOf(action))}`, repeatable: true }),
  ConnectNetwork: (action) =>
    once(`/networks/${segment(action.network)}/connect`, {
      body: { Container: idOf(action), EndpointConfig: action.endpoint },
    }),
  DisconnectNetwork: (action) =>
    once(`/networks/${segment(action.network)}/disconnect`, { body: { Container: idOf(action), Force: false } }),
  CreateVolume: ({ name, body }) => ({
    ...once('/volumes/create', { body: { ...body, Name: name } }),
    repeatable: true,
  }),
  RemoveVolume: ({ name }) => ({ method: 'DELETE', path: `/volumes/${segment(name)}`, repeatable: true }),
  CreateContainer: ({ name, body }) => once('/containers/create', { query: { name }, body }),
  StartContainer: (action) => ({ ...once(`${containerOf(action)}/start`), repeatable: true }),
  KillContainer: (action) => killRequest(action, action.signal),
  UnpauseContainer: (action) => once(`${containerOf(action)}/unpause`),
  RemoveContainer: (action) => ({
    method: 'DELETE',
    path: containerOf(action),
    query: { v: flag(action.volumes), force: flag(action.force) },
    repeatable: true,
  }),
  RenameContainer: (action) => once(`${containerOf(action)}/rename`, { query: { name: action.to } }),
  UpdateContainer: (action) => ({ ...once(`${containerOf(action)}/update`, { body: action.body }), repeatable: true }),
}

/** `SIGKILL` twice is `SIGKILL`; a `SIGHUP` twice may be one too many. */
const killRequest = (action: Existing, signal: string): ApiCall => ({
  ...once(`${containerOf(action)}/kill`, { query: { signal } }),
  repeatable: /^(SIG)?KILL$|^9$/i.test(signal),
})

type Stopping = ActionOf<'StopContainer'> | ActionOf<'RestartContainer'>

/** What must be known of a container, since an Engine before 23 stops with the container's own signal only. */
export type StopWay =
  | { readonly _tag: 'One'; readonly call: ApiCall }
  /** Send the signal, wait for the end, then `rest`: it stops what has not ended and keeps the restart policy quiet. */
  | {
      readonly _tag: 'Signal'
      readonly signal: ApiCall
      readonly wait: ApiCall
      /** Null: however long it takes. */
      readonly seconds: number | null
      readonly rest: ReadonlyArray<ApiCall>
    }

/**
 * @param own the container's stop signal, `SIGTERM` where it has none; only looked at where `needsOwnSignal` says so
 * @param api the version in use
 */
export const stopWay = (action: Stopping, own: string, api: string): StopWay => {
  const verb = action._tag === 'StopContainer' ? 'stop' : 'restart'
  const path = `${containerOf(action)}/${verb}`
  const timeout = action.timeout === null ? {} : { t: String(action.timeout) }
  const extra = patience(action.timeout, UNKNOWN_TIMEOUT)
  const isOwn = action.signal === null || sameSignal(action.signal, own)
  if (isOwn || compareVersions(api, SIGNAL_API) >= 0) {
    const signal = isOwn ? {} : { signal: action.signal ?? '' }
    return {
      _tag: 'One',
      call: { ...once(path, { query: { ...timeout, ...signal } }), extra, repeatable: verb === 'stop' },
    }
  }
  return {
    _tag: 'Signal',
    signal: killRequest(action, action.signal ?? own),
    wait: waitRequest(action, 'not-running'),
    seconds: patience(action.timeout, DEFAULT_STOP_TIMEOUT),
    rest: [
      { ...once(`${containerOf(action)}/stop`, { query: { t: '0' } }), repeatable: true },
      ...(verb === 'stop' ? [] : [{ ...once(`${containerOf(action)}/start`), repeatable: true }]),
    ],
  }
}

/** What is given less than no time is never killed. */
const patience = (timeout: number | null, unknown: number): number | null => {
  const seconds = timeout ?? unknown
  return seconds < 0 ? null : seconds
}

export const needsOwnSignal = (action: Stopping, api: string): boolean =>
  action.signal !== null && compareVersions(api, SIGNAL_API) < 0

/** `TERM`, `SIGTERM` and `15` are the same. */
const sameSignal = (a: string, b: string): boolean => signalName(a) === signalName(b)

/** Seconds. */
const DEFAULT_STOP_TIMEOUT = 10
/** Seconds that a stop may take where only the container knows its timeout. */
const UNKNOWN_TIMEOUT = 600

export const waitRequest = (action: Existing, condition: 'not-running' | 'next-exit' | 'removed'): ApiCall => ({
  ...once(`${containerOf(action)}/wait`, { query: { condition } }),
  extra: null,
  repeatable: true,
})

export const inspectRequest = (name: string): ApiCall => get(`/containers/${segment(name)}/json`)

export const pullRequest = ({ reference }: ActionOf<'PullImage'>): ApiCall => ({
  ...once('/images/create', { query: { fromImage: reference } }),
  repeatable: true,
})

/** Two calls; the second one's id comes from the answer to the first. */
export const execRequest = (action: ActionOf<'Exec'>): ApiCall =>
  once(`${containerOf(action)}/exec`, {
    body: { AttachStdout: true, AttachStderr: true, Tty: false, User: action.user, Cmd: action.command },
  })
export const execStartRequest = (id: string): ApiCall =>
  once(`/exec/${segment(id)}/start`, { body: { Detach: false, Tty: false } })
export const execInspectRequest = (id: string): ApiCall => get(`/exec/${segment(id)}/json`)

interface Existing {
  readonly name: string
  readonly objectId?: string
}

/** By its id it can be no other object, whoever has the name now. */
export const idOf = (action: Existing): string => action.objectId ?? action.name

const containerOf = (action: Existing): string => `/containers/${segment(idOf(action))}`

const once = (
  path: string,
  more: { readonly query?: Readonly<Record<string, string>>; readonly body?: JsonObject } = {},
): ApiCall => ({
  method: 'POST',
  path,
  repeatable: false,
  ...more,
})

const flag = (value: boolean): string => (value ? '1' : '0')
