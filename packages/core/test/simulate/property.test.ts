/** Whatever is done to a simulated world, it stays whole. */
import fc from 'fast-check'
import {
  type Action,
  decodeObservation,
  emptyObservation,
  encodeObservation,
  type Observation,
  simulatedEngine,
} from '../../src/index'
import { create, on, pull, rename, start, stop } from './sample'

const name = fc.constantFrom('a', 'b', 'c')
const net = fc.constantFrom('n', 'm', 'bridge')
const flag = fc.boolean()

const body = fc.record(
  {
    Volumes: fc.constant({ '/data': {} }),
    ExposedPorts: fc.constant({ '80/tcp': {} }),
    HostConfig: fc.record(
      {
        NetworkMode: fc.oneof(
          net,
          fc.constant('host'),
          name.map((target) => `container:${target}`),
        ),
        Links: name.map((target) => [`${target}:x`]),
        VolumesFrom: name.map((target) => [target]),
        Binds: fc.constant(['v:/v']),
        PortBindings: fc.constant({ '80/tcp': [{ HostPort: '80' }] }),
        AutoRemove: flag,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(name, body).map(([n, b]) => create(n, b)),
  name.map(start),
  name.map(start),
  name.map(stop),
  name.map((n): Action => ({ _tag: 'RestartContainer', ...on(n), signal: null, timeout: null })),
  name.map((n): Action => ({ _tag: 'KillContainer', ...on(n), signal: 'SIGKILL' })),
  fc.tuple(name, name).map(([from, to]) => rename(from, to)),
  fc
    .tuple(name, flag, flag)
    .map(([n, volumes, force]): Action => ({ _tag: 'RemoveContainer', ...on(n), volumes, force })),
  name.map((n): Action => ({ _tag: 'UpdateContainer', ...on(n), body: { Memory: 10000000 } })),
  net.map(
    (n): Action => ({ _tag: 'CreateNetwork', client: 'default', target: 'network:n@default', name: n, body: {} }),
  ),
  net.map((n): Action => ({ _tag: 'RemoveNetwork', client: 'default', target: 'network:n@default', name: n })),
  fc.tuple(name, net).map(([n, network]): Action => ({ _tag: 'ConnectNetwork', ...on(n), network, endpoint: {} })),
  fc.tuple(name, net).map(([n, network]): Action => ({ _tag: 'DisconnectNetwork', ...on(n), network })),
  fc.constant<Action>({ _tag: 'RemoveVolume', client: 'default', target: 'volume:v@default', name: 'v' }),
)

const actions = fc.array(action, { minLength: 5, maxLength: 40 })

const worldAfter = (list: ReadonlyArray<Action>) => {
  const engine = simulatedEngine(emptyObservation(['default']))
  engine.perform(pull('web:1'))
  return { engine, performed: list.map((one) => engine.perform(one)) }
}

const all = (check: (list: ReadonlyArray<Action>) => void) =>
  fc.assert(fc.property(actions, check), { numRuns: 300, seed: 7 })

const client = (observation: Observation) =>
  observation.clients['default'] as NonNullable<Observation['clients'][string]>

describe('a simulated world', () => {
  it('goes on from its snapshot as from itself', () => {
    all((list) => {
      const snapshot = worldAfter(list).engine.snapshot()
      expect(simulatedEngine(snapshot).snapshot()).toEqual(snapshot)
    })
  })

  it('has snapshots that can be saved', () => {
    all((list) => {
      const snapshot = worldAfter(list).engine.snapshot()
      expect(decodeObservation(JSON.parse(encodeObservation(snapshot)))).toEqual({ _tag: 'Right', right: snapshot })
    })
  })

  it('is as it was after an action that it refused, unless that began with a stop', () => {
    all((list) => {
      const engine = simulatedEngine(emptyObservation(['default']))
      engine.perform(pull('web:1'))
      for (const one of list) {
        const before = engine.snapshot()
        const refused = engine.perform(one)._tag === 'Left'
        if (refused && one._tag !== 'RestartContainer') expect(engine.snapshot()).toEqual(before)
      }
    })
  })

  it('knows who uses which volume, and mounts none that is not there', () => {
    all((list) => {
      const { containers, volumes } = client(worldAfter(list).engine.snapshot())
      const mounted = containers.flatMap(({ name: user, mounts }) =>
        mounts.flatMap((mount) => (mount.name === undefined ? [] : [`${mount.name} ${user}`])),
      )
      const used = volumes.flatMap((volume) => volume.users.map((user) => `${volume.name} ${user}`))
      expect([...used].sort()).toEqual([...new Set(mounted)].sort())
    })
  })

  it('has one container to a name, and one to a port', () => {
    all((list) => {
      const { containers } = client(worldAfter(list).engine.snapshot())
      expect(new Set(containers.map((container) => container.name)).size).toBe(containers.length)
      const publishing = containers.filter(
        ({ state, config, hostConfig }) =>
          state.status === 'running' &&
          config['ExposedPorts'] !== undefined &&
          hostConfig['PortBindings'] !== undefined &&
          !/^(host|container:)/.test(String(hostConfig['NetworkMode'] ?? '')),
      )
      expect(publishing.length).toBeLessThanOrEqual(1)
    })
  })
})
