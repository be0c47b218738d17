/** An executor whose answers a test decides, one call at a time, and plans short enough to read. */
import type { Action, Plan, ResourceId, Step } from '@dmap/core'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { ActionResult, Executor, ExecutorError } from '../src/executor'
import type { Report } from '../src/report'

export interface Call {
  readonly action: Action
  readonly signal: AbortSignal
  readonly succeed: (result?: ActionResult) => void
  readonly fail: (error?: Partial<ExecutorError>) => void
}

export interface Scripted extends Executor {
  /** Names of all actions begun so far, in order. */
  readonly begun: string[]
  /** The call of the action on `name`; waits until it is there. */
  readonly call: (name: string) => Promise<Call>
  /** The most that ran at the same moment. */
  readonly peak: () => number
}

export const refused = (client = 'a', message = 'refused'): ExecutorError => ({
  _tag: 'Refused',
  client,
  request: 'POST /',
  status: 500,
  message,
})

/** `auto` answers at once where it has an answer; else the test does, through `call`. */
export const scripted = (auto: (name: string) => 'ok' | ExecutorError | null = () => null): Scripted => {
  const calls = new Map<string, Call>()
  const waiting = new Map<string, (call: Call) => void>()
  const begun: string[] = []
  let [running, peak] = [0, 0]
  const perform = (action: Action, signal: AbortSignal) => async () => {
    const name = nameOf(action)
    begun.push(name)
    running += 1
    peak = Math.max(peak, running)
    const answer = auto(name)
    const result = await (answer === null ? asked(action, signal, name) : answered(answer))
    running -= 1
    return result
  }
  const asked = (action: Action, signal: AbortSignal, name: string) =>
    new Promise<Either<ExecutorError, ActionResult>>((resolve) => {
      const call: Call = {
        action,
        signal,
        succeed: (result = {}) => resolve(right(result)),
        fail: (error = {}) => resolve(left({ ...refused(action.client), ...error } as ExecutorError)),
      }
      calls.set(name, call)
      waiting.get(name)?.(call)
    })
  return {
    name: 'scripted',
    abilities: { hostCommands: false, lacks: () => [] },
    observe: () => async () => left(refused()),
    perform,
    close: async () => {},
    begun,
    call: (name) =>
      new Promise((resolve) => {
        const there = calls.get(name)
        if (there !== undefined) resolve(there)
        else waiting.set(name, resolve)
      }),
    peak: () => peak,
  }
}

const answered = async (answer: 'ok' | ExecutorError): Promise<Either<ExecutorError, ActionResult>> => {
  await new Promise(setImmediate)
  return answer === 'ok' ? right({}) : left(answer)
}

const nameOf = (action: Action): string => ('name' in action ? action.name : action._tag)

export const start = (name: string, client = 'a'): Action => ({
  _tag: 'StartContainer',
  client,
  target: `container:${name}@${client}`,
  name,
})

export const create = (name: string, client = 'a'): Action => ({
  _tag: 'CreateContainer',
  client,
  target: `container:${name}@${client}`,
  name,
  body: { Image: 'app', Labels: {} },
})

export const stop = (name: string, client = 'a'): Action => ({
  _tag: 'StopContainer',
  client,
  target: `container:${name}@${client}`,
  name,
  signal: null,
  timeout: null,
})

export const remove = (name: string, client = 'a'): Action => ({
  _tag: 'RemoveContainer',
  client,
  target: `container:${name}@${client}`,
  name,
  volumes: false,
  force: false,
})

export const step = (id: string, after: ReadonlyArray<string> = [], more: Partial<Step> = {}): Step => ({
  id,
  action: start(id),
  after,
  reason: { _tag: 'Requested', field: [] },
  expects: 'planned',
  ...more,
})

export const replacing = (
  id: string,
  after: ReadonlyArray<string>,
  undo: ReadonlyArray<Action>,
  action?: Action,
): Step =>
  step(id, after, {
    replacement: 'container:web@a' as ResourceId,
    ...(action === undefined ? {} : { action }),
    ...(undo.length === 0 ? {} : { undo }),
  })

export const planOf = (...steps: ReadonlyArray<Step>): Plan => ({
  format: '1.0',
  hash: 'sha256:0',
  map: 'shop',
  intent: { kind: 'startup', selection: ['__all__'], options: {} },
  environment: null,
  engines: {},
  steps,
  warnings: [],
  summary: { create: 0, replace: 0, update: 0, remove: 0, hosts: 1 },
  sources: {},
})

/** How each step ended, by its id. */
export const outcomes = (report: Report): Record<string, string> =>
  Object.fromEntries(report.steps.map(({ id, outcome }) => [id, outcome._tag]))
