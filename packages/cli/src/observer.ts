/**
 * Looks at hosts, or at what was saved of them. Commands that only show things are given this and nothing else: an
 * observer has no way to perform an action.
 */
import { resolve } from 'node:path'
import {
  decodeObservation,
  emptyObservation,
  inabilities,
  type Observation,
  type Plan,
  type PlanError,
  type Query,
} from '@dmap/core'
import type { Executor, ExecutorError } from '@dmap/runtime'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Choice, chooseExecutors, isDryrun, settingsOf } from './choose-executor'
import type { Executors } from './executors'
import { type Failure, usage } from './failure'
import { readText } from './files'
import type { Hosts } from './hosts'
import type { Io } from './io'
import { parsedJson } from './json-text'
import type { StateOptions } from './options'
import { openExecutors } from './route'

export type Observer = Pick<Executor, 'name' | 'abilities' | 'observe' | 'close'>

export type OpenObserver = (choice: Choice, hosts: Hosts) => Promise<Either<Failure, Observer>>

export interface Seen {
  readonly observation: Observation
  /** Clients that could not be looked at. */
  readonly unreachable: ReadonlyArray<ExecutorError>
  /** What stands against a plan because of who looked: it is who will carry it out. Nothing where nobody looked. */
  readonly unable?: (plan: Plan) => ReadonlyArray<PlanError>
}

/** The part of the executors that can only look. */
export const observersOf =
  (executors: Executors, environment: Io['env']): OpenObserver =>
  async (choice, hosts) => {
    const settings = {
      clients: settingsOf(hosts),
      secrets: async () => undefined,
      secretNames: [],
      observation: emptyObservation(hosts.used),
      environment,
    }
    const executor = await openExecutors(choice, settings, executors)
    if (isLeft(executor)) return executor
    const { name, abilities, observe, close } = executor.right
    return right({ name, abilities, observe, close })
  }

/** What exists, from wherever the options say. A connection is opened for `live` only. */
export const see = async (
  options: StateOptions,
  hosts: Hosts,
  io: Io,
  open: OpenObserver,
): Promise<Either<Failure, Seen>> => {
  const choice = chooseExecutors(options.executor, hosts)
  if (isLeft(choice)) return choice
  const state = stateOf(options, hosts, choice.right, io)
  if (state === 'empty') return right({ observation: emptyObservation(hosts.used), unreachable: [] })
  if (state === 'live') return seeLive(choice.right, hosts, open)
  const observation = await readSnapshot(state, io)
  return isLeft(observation) ? observation : right({ observation: observation.right, unreachable: [] })
}

/** `live`, `empty`, or a file. Paths in the clients file start from its folder. */
const stateOf = ({ state }: StateOptions, { environment, folder }: Hosts, choice: Choice, io: Io): string => {
  const own = environment.state
  if (state !== undefined) return isWord(state) ? state : resolve(io.cwd, state)
  if (own !== undefined) return isWord(own) ? own : resolve(folder, own)
  return isDryrun(choice) ? 'empty' : 'live'
}

const isWord = (state: string): boolean => state === 'live' || state === 'empty'

/** A simulated engine has no host of its own: what is live is seen by an executor that talks to it. */
const seeLive = async (choice: Choice, hosts: Hosts, open: OpenObserver): Promise<Either<Failure, Seen>> => {
  const real = Object.entries(choice).map(([client, name]) => [client, name === 'dryrun' ? 'dockerode' : name] as const)
  const observer = await open(Object.fromEntries(real), hosts)
  return isLeft(observer) ? observer : look(observer.right, hosts.query)
}

/** A failure where no client at all could be looked at. */
const look = async (observer: Observer, query: Query): Promise<Either<Failure, Seen>> => {
  try {
    const observed = await observer.observe(query)()
    if (isLeft(observed)) return left({ _tag: 'Unreachable', errors: [observed.left] })
    const { observation, unreachable } = observed.right
    const none = Object.keys(observation.clients).length === 0 && unreachable.length > 0
    if (none) return left({ _tag: 'Unreachable', errors: unreachable })
    return right({ observation, unreachable, unable: (plan) => unableErrors(plan, observer) })
  } finally {
    await observer.close()
  }
}

const unableErrors = (plan: Plan, observer: Observer): ReadonlyArray<PlanError> =>
  inabilities(plan, observer).map(({ step, message }) => ({
    _tag: 'Unsupported',
    id: step.action.target,
    message: `${step.id}: ${message}`,
  }))

/** A saved observation. */
export const readSnapshot = async (file: string, io: Io): Promise<Either<Failure, Observation>> => {
  const text = await readText(io.cwd, file)
  if (isLeft(text)) return text
  const value = parsedJson(text.right)
  if (value === undefined) return left(usage(`${file} is no snapshot: it is no JSON`))
  const decoded = decodeObservation(value)
  return isLeft(decoded) ? left(usage(`${file} is no snapshot: ${decoded.left.join('; ')}`)) : decoded
}
