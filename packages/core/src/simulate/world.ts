/** An Engine in memory, or rather one for each client: it performs actions and shows what there is afterwards. */
import { type Either, isRight, right } from 'fp-ts/lib/Either.js'
import { sortedBy } from '../base/compare-text'
import type { Observation, ObservedContainer } from '../observe/observation'
import type { Action } from '../plan/action'
import { handle } from './handlers'
import { type Impossible, type Performed, unreachable } from './impossible'
import type { SimulationOptions } from './options'
import { ClientState } from './state'

/** Changes from call to call; what it gives out does not. */
export interface SimulatedEngine {
  /** Carries one action out, at once and whole. */
  readonly perform: (action: Action) => Performed
  /** The container of that name, as it is now; its network mode and links may stand with ids. */
  readonly container: (client: string, name: string) => ObservedContainer | undefined
  readonly snapshot: () => Observation
}

/**
 * An Engine whose state is `observation` at first. Ids of new objects follow from their names, so that equal calls give
 * equal worlds.
 *
 * @example
 * const engine = simulatedEngine(emptyObservation(['default']))
 * engine.perform({ _tag: 'PullImage', client: 'default', target: 'image:web:1@default', reference: 'web:1' })
 * engine.snapshot().clients.default.images.length // 1
 */
export const simulatedEngine = (observation: Observation, options: SimulationOptions = {}): SimulatedEngine => {
  const clients = new Map(Object.entries(observation.clients).map(([name, client]) => [name, new ClientState(client)]))
  return {
    perform: (action) => {
      const client = clients.get(action.client)
      return client === undefined ? unreachable(action) : handle(action, { client, options })
    },
    container: (client, name) => clients.get(client)?.container(name),
    snapshot: () => ({
      format: '1.0',
      clients: Object.fromEntries(
        sortedBy(clients, ([name]) => name).map(([name, client]) => [name, client.snapshot()]),
      ),
    }),
  }
}

/**
 * What exists after one action. Takes time in proportion to the observation: for many actions use `simulatedEngine` or
 * `simulatePlan`.
 *
 * @returns Left: the Engine would refuse it, and why
 */
export const simulateAction = (
  observation: Observation,
  action: Action,
  options: SimulationOptions = {},
): Either<Impossible, Observation> => {
  const engine = simulatedEngine(observation, options)
  const performed = engine.perform(action)
  return isRight(performed) ? right(engine.snapshot()) : performed
}
