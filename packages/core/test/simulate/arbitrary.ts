/** Random actions on a few names, so that they get into each other's way. */
import fc from 'fast-check'
import type { Action } from '../../src/index'
import { create, on, rename, start, stop } from './sample'

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

export const actions = fc.array(action, { minLength: 5, maxLength: 40 })
