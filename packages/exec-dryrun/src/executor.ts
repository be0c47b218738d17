/** An executor that changes nothing but an Engine in memory, which refuses what a real one refuses. */

import {
  type Action,
  type Impossible,
  type Json,
  namesIn,
  type Observation,
  ownMember,
  type SimulatedEngine,
  type SimulationOptions,
  simulatedEngine,
} from '@dmap/core'
import {
  type ActionResult,
  type Executor,
  type ExecutorError,
  missingSecrets,
  type SecretResolver,
} from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { outcomeOf } from './outcome'
import { selectFrom } from './select'

export interface DryrunOptions {
  /** What there is at first; `emptyObservation(clients)` for empty hosts. A client that is not in it is unreachable. */
  readonly observation: Observation
  /** What registries hold and how programs behave; what is left out goes well. */
  readonly outcomes?: SimulationOptions
  /** Where given, a secret without a value fails the action, as on a real host. Values are not kept. */
  readonly secrets?: SecretResolver
}

export interface Dryrun extends Executor {
  /** What there is now: an observation like one of a real host. */
  readonly snapshot: () => Observation
}

/**
 * @example
 * const executor = dryrunExecutor({ observation: emptyObservation(['default']) })
 * await run(plan, executor)()
 * executor.snapshot().clients.default.containers
 */
export const dryrunExecutor = ({ observation, outcomes, secrets }: DryrunOptions): Dryrun => {
  const engine = simulatedEngine(observation, outcomes)
  let requests = 0
  return {
    name: 'dryrun',
    abilities: { hostCommands: false, lacks: () => [] },
    observe: (query) => async () => {
      const { clients } = engine.snapshot()
      const asked = Object.entries(query.clients)
      requests += asked.length
      return right({
        observation: {
          format: '1.0' as const,
          clients: Object.fromEntries(
            asked.flatMap(([name, one]) => {
              const client = ownMember(clients, name)
              return client === undefined ? [] : [[name, selectFrom(client, query.map, one)]]
            }),
          ),
        },
        unreachable: asked.flatMap(([name]) => (ownMember(clients, name) === undefined ? [unreachable(name)] : [])),
        requests: asked.length,
      })
    },
    perform: (action, signal) => async () => {
      if (signal.aborted) return left(cancelled(action))
      const missing = await withoutValue(action, secrets)
      if (missing.length > 0) return left(missingSecrets(action.client, action._tag, missing))
      requests += 1
      return performed(engine, action)
    },
    requests: () => requests,
    close: async () => {},
    snapshot: engine.snapshot,
  }
}

const performed = (engine: SimulatedEngine, action: Action): Either<ExecutorError, ActionResult> => {
  const result = outcomeOf(engine, action)
  return isLeft(result) ? left(errorOf(result.left)) : result
}

/** The simulator's errors are a subset of the contract's. */
const errorOf = (error: Impossible): ExecutorError => error

const withoutValue = async (action: Action, resolve: SecretResolver | undefined): Promise<ReadonlyArray<string>> => {
  if (resolve === undefined) return []
  const names = [...namesIn(action as unknown as Json)].sort()
  const values = await Promise.all(names.map((name) => resolve(name).catch(() => undefined)))
  return names.filter((_, index) => values[index] === undefined)
}

const cancelled = (action: Action): ExecutorError => ({
  _tag: 'Cancelled',
  client: action.client,
  request: action._tag,
  message: 'cancelled before it began',
})

const unreachable = (client: string): ExecutorError => ({
  _tag: 'Unreachable',
  client,
  request: 'observe',
  message: `the snapshot has no client ${client}`,
})
