/** Moves: an action on an Engine, and the answers that it may give. Names are short here, and get the prefix. */
import { type Action, type ContainerBody, LABEL } from '../../../src/index'
import type { Answer } from '../request'

/** All is the map's own: what is lost with an object of others, nobody can see. */
export const P = 'dmseq.'
const OURS = { [LABEL.map]: 'dmseq' }
export const IMAGE = `${P}plain:1`
export const c = (name: string) => P + name

type Move = readonly [action: Action, answer: Answer | ReadonlyArray<Answer>]

const on = (name: string) => ({ client: 'host', target: `container:${c(name)}@host` as const, name: c(name) })
const network = (name: string) => ({ client: 'host', target: `network:${c(name)}@host` as const, name: c(name) })
const volume = (name: string) => ({ client: 'host', target: `volume:${c(name)}@host` as const, name: c(name) })

export const create = (name: string, body: Record<string, unknown> = {}, answer: Move[1] = 'done'): Move => [
  {
    _tag: 'CreateContainer',
    ...on(name),
    body: { Image: IMAGE, Labels: OURS, StopSignal: 'SIGKILL', ...body } as ContainerBody,
  },
  answer,
]
export const start = (name: string, answer: Move[1] = 'done'): Move => [{ _tag: 'StartContainer', ...on(name) }, answer]
export const stop = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'StopContainer', ...on(name), signal: null, timeout: 0 },
  answer,
]
export const restart = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RestartContainer', ...on(name), signal: null, timeout: 0 },
  answer,
]
export const kill = (name: string, signal: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'KillContainer', ...on(name), signal },
  answer,
]
export const unpause = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'UnpauseContainer', ...on(name) },
  answer,
]
export const remove = (name: string, answer: Move[1] = 'done', flags = { volumes: false, force: false }): Move => [
  { _tag: 'RemoveContainer', ...on(name), ...flags },
  answer,
]
export const rename = (name: string, to: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RenameContainer', ...on(name), to: c(to) },
  answer,
]
export const update = (name: string, body: Record<string, unknown>, answer: Move[1] = 'done'): Move => [
  { _tag: 'UpdateContainer', ...on(name), body: body as Extract<Action, { _tag: 'UpdateContainer' }>['body'] },
  answer,
]
export const exec = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'Exec', ...on(name), command: ['true'], user: 'root', ignoreExit: false },
  answer,
]
export const makeNetwork = (name: string, body = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'CreateNetwork', ...network(name), body },
  answer,
]
export const removeNetwork = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RemoveNetwork', ...network(name) },
  answer,
]
export const connect = (name: string, to: string, endpoint = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'ConnectNetwork', ...on(name), network: c(to), endpoint },
  answer,
]
export const disconnect = (name: string, from: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'DisconnectNetwork', ...on(name), network: c(from) },
  answer,
]
export const makeVolume = (name: string, body = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'CreateVolume', ...volume(name), body },
  answer,
]
export const removeVolume = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RemoveVolume', ...volume(name) },
  answer,
]

export type Sequence = readonly [name: string, moves: ReadonlyArray<Move>]

export const host = (HostConfig: Record<string, unknown>, rest = {}) => ({ ...rest, HostConfig })
