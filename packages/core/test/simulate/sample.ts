/** Small observations and actions for tests of the simulator. */
import {
  type Action,
  type ActionOf,
  type ContainerBody,
  emptyObservation,
  type Observation,
  type ObservedContainer,
  type SimulationOptions,
  type Step,
  simulatedEngine,
} from '../../src/index'

export const on = (name: string) => ({ client: 'default', target: `container:${name}@default` as const, name })

export const pull = (reference: string): ActionOf<'PullImage'> => ({
  _tag: 'PullImage',
  client: 'default',
  target: `image:${reference}@default`,
  reference,
})

export const create = (name: string, body: Partial<ContainerBody> = {}): ActionOf<'CreateContainer'> => ({
  _tag: 'CreateContainer',
  ...on(name),
  body: { Image: 'web:1', Labels: {}, ...body },
})

export const start = (name: string): ActionOf<'StartContainer'> => ({ _tag: 'StartContainer', ...on(name) })

export const stop = (name: string): ActionOf<'StopContainer'> => ({
  _tag: 'StopContainer',
  ...on(name),
  signal: null,
  timeout: null,
})

export const remove = (name: string): ActionOf<'RemoveContainer'> => ({
  _tag: 'RemoveContainer',
  ...on(name),
  volumes: true,
  force: false,
})

export const rename = (name: string, to: string): ActionOf<'RenameContainer'> => ({
  _tag: 'RenameContainer',
  ...on(name),
  to,
})

const ofNetwork = (name: string) => ({ client: 'default', target: `network:${name}@default` as const, name })

export const network = (name: string): ActionOf<'CreateNetwork'> => ({
  _tag: 'CreateNetwork',
  ...ofNetwork(name),
  body: {},
})

export const removeNetwork = (name: string): ActionOf<'RemoveNetwork'> => ({
  _tag: 'RemoveNetwork',
  ...ofNetwork(name),
})

export const connect = (name: string, to: string): ActionOf<'ConnectNetwork'> => ({
  _tag: 'ConnectNetwork',
  ...on(name),
  network: to,
  endpoint: {},
})

export const disconnect = (name: string, from: string): ActionOf<'DisconnectNetwork'> => ({
  _tag: 'DisconnectNetwork',
  ...on(name),
  network: from,
})

export const exec = (name: string, ignoreExit = false): ActionOf<'Exec'> => ({
  _tag: 'Exec',
  ...on(name),
  command: ['true'],
  user: 'root',
  ignoreExit,
})

export const wait = (name: string, condition: ActionOf<'Wait'>['condition']): ActionOf<'Wait'> => ({
  _tag: 'Wait',
  ...on(name),
  condition,
  timeout: null,
})

/** A step after others; its id is the action's verb and name unless given. */
export const step = (
  id: string,
  action: Action,
  after: ReadonlyArray<string> = [],
  rest: Partial<Step> = {},
): Step => ({
  id,
  action,
  after,
  reason: { _tag: 'Missing', field: [] },
  expects: 'planned',
  ...rest,
})

/** What there is after the actions, each of which must succeed, on a host that has the image `web:1`. */
export const hostAfter = (actions: ReadonlyArray<Action>, options: SimulationOptions = {}): Observation => {
  const engine = simulatedEngine(emptyObservation(['default']), options)
  for (const action of [pull('web:1'), ...actions]) {
    const performed = engine.perform(action)
    if (performed._tag === 'Left') throw new Error(`${action._tag}: ${performed.left.message}`)
  }
  return engine.snapshot()
}

export const containerIn = (observation: Observation, name: string): ObservedContainer | undefined =>
  observation.clients['default']?.containers.find((container) => container.name === name)
