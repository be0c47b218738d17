/**
 * Where an executor answers otherwise than the bare Engine does: what is as it should be already is no error, and what
 * is another one's is not taken over.
 */

import {
  type Action,
  type ActionOf,
  type Impossible,
  isJsonObject,
  type JsonObject,
  LABEL,
  type ObservedContainer,
  type SimulatedEngine,
  type SimulatedResult,
} from '@dmap/core'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'

type Outcome = Either<Impossible, SimulatedResult>

export const outcomeOf = (engine: SimulatedEngine, action: Action): Outcome => {
  if (action._tag === 'PrepareVolume') return prepare(engine, action)
  const result = engine.perform(action)
  if (action._tag === 'CreateVolume') return ownVolume(engine, action, result)
  return isLeft(result) && result.left._tag === 'Refused' && isAlready(engine, action)
    ? right({ already: true })
    : result
}

const isAlready = (engine: SimulatedEngine, action: Action): boolean => {
  if (action._tag !== 'UnpauseContainer' && action._tag !== 'ConnectNetwork' && action._tag !== 'DisconnectNetwork')
    return false
  const container = engine.container(action.client, action.objectId ?? action.name)
  if (container === undefined) return false
  if (action._tag === 'UnpauseContainer') return container.state.status === 'running'
  const isConnected = Object.hasOwn(container.networks, action.network)
  if (action._tag === 'DisconnectNetwork') return !isConnected
  return isConnected && hasAliases(container, action)
}

const hasAliases = (container: ObservedContainer, { network, endpoint }: ActionOf<'ConnectNetwork'>): boolean => {
  const have = container.networks[network]?.aliases ?? []
  const { Aliases: want } = endpoint
  return !Array.isArray(want) || want.every((alias) => typeof alias === 'string' && have.includes(alias))
}

/** To the Engine it is a success, whoever made the volume. */
const ownVolume = (engine: SimulatedEngine, action: ActionOf<'CreateVolume'>, result: Outcome): Outcome => {
  if (isLeft(result) || result.right.already !== true) return result
  const volume = engine.snapshot().clients[action.client]?.volumes.find(({ name }) => name === action.name)
  if (volume === undefined || carries(volume.labels, action.body['Labels'])) return result
  return refusal(action, `a volume ${action.name} is there already, with other labels`)
}

/** A helper left over by an earlier run makes way; another container of its name does not. */
const prepare = (engine: SimulatedEngine, action: ActionOf<'PrepareVolume'>): Outcome => {
  const { client, target, helper: name } = action
  const found = engine.container(client, name)
  if (found !== undefined) {
    if (!carries(found.config['Labels'], { ...action.labels, [LABEL.kind]: 'helper' }))
      return refusal(action, `the container name ${name} is in use`)
    engine.perform({ _tag: 'RemoveContainer', client, target, name, volumes: false, force: true })
  }
  return engine.perform(action)
}

const carries = (have: unknown, want: unknown): boolean => {
  const [there, asked] = [objectOf(have), objectOf(want)]
  return Object.entries(asked).every(([label, value]) => there[label] === value)
}

const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})

const refusal = (action: Action, message: string): Outcome =>
  left({ _tag: 'Refused', client: action.client, request: action._tag, status: 409, message })
