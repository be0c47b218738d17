/** Sequences of actions: a real Engine and the simulator agree on every answer, and on what there is afterwards. */
import { describeWithEngine } from '@dmap/testing'
import { type Action, type ContainerBody, LABEL, type Observation, simulatedEngine } from '../../src/index'
import { comparable, observeHost } from './host'
import { type Answer, answerOf, send, settled } from './request'

/** All is the map's own: what is lost with an object of others, nobody can see. */
const P = 'dmseq.'
const OURS = { [LABEL.map]: 'dmseq' }
const IMAGE = `${P}plain:1`
const c = (name: string) => P + name

type Move = readonly [action: Action, answer: Answer | ReadonlyArray<Answer>]

/** Of the stack of a container that is not there; Engine 20.10 says 404, 28.5 says 500. */
const GONE: ReadonlyArray<Answer> = [404, 500]

const on = (name: string) => ({ client: 'host', target: `container:${c(name)}@host` as const, name: c(name) })
const network = (name: string) => ({ client: 'host', target: `network:${c(name)}@host` as const, name: c(name) })
const volume = (name: string) => ({ client: 'host', target: `volume:${c(name)}@host` as const, name: c(name) })

const create = (name: string, body: Record<string, unknown> = {}, answer: Move[1] = 'done'): Move => [
  {
    _tag: 'CreateContainer',
    ...on(name),
    body: { Image: IMAGE, Labels: OURS, StopSignal: 'SIGKILL', ...body } as ContainerBody,
  },
  answer,
]
const start = (name: string, answer: Move[1] = 'done'): Move => [{ _tag: 'StartContainer', ...on(name) }, answer]
const stop = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'StopContainer', ...on(name), signal: null, timeout: 0 },
  answer,
]
const restart = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RestartContainer', ...on(name), signal: null, timeout: 0 },
  answer,
]
const kill = (name: string, signal: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'KillContainer', ...on(name), signal },
  answer,
]
const unpause = (name: string, answer: Move[1] = 'done'): Move => [{ _tag: 'UnpauseContainer', ...on(name) }, answer]
const remove = (name: string, answer: Move[1] = 'done', flags = { volumes: false, force: false }): Move => [
  { _tag: 'RemoveContainer', ...on(name), ...flags },
  answer,
]
const rename = (name: string, to: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RenameContainer', ...on(name), to: c(to) },
  answer,
]
const update = (name: string, body: Record<string, unknown>, answer: Move[1] = 'done'): Move => [
  { _tag: 'UpdateContainer', ...on(name), body: body as Extract<Action, { _tag: 'UpdateContainer' }>['body'] },
  answer,
]
const exec = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'Exec', ...on(name), command: ['true'], user: 'root', ignoreExit: false },
  answer,
]
const makeNetwork = (name: string, body = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'CreateNetwork', ...network(name), body },
  answer,
]
const removeNetwork = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RemoveNetwork', ...network(name) },
  answer,
]
const connect = (name: string, to: string, endpoint = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'ConnectNetwork', ...on(name), network: c(to), endpoint },
  answer,
]
const disconnect = (name: string, from: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'DisconnectNetwork', ...on(name), network: c(from) },
  answer,
]
const makeVolume = (name: string, body = {}, answer: Move[1] = 'done'): Move => [
  { _tag: 'CreateVolume', ...volume(name), body },
  answer,
]
const removeVolume = (name: string, answer: Move[1] = 'done'): Move => [
  { _tag: 'RemoveVolume', ...volume(name) },
  answer,
]

const host = (HostConfig: Record<string, unknown>, rest = {}) => ({ ...rest, HostConfig })
const publish = (port: string, ip = '') =>
  host({ PortBindings: { '80/tcp': [{ HostIp: ip, HostPort: port }] } }, { ExposedPorts: { '80/tcp': {} } })
const bindOnly = (port: string) => host({ PortBindings: { '80/tcp': [{ HostPort: port }] } })
const forced = { volumes: true, force: true }
const withVolumes = { volumes: true, force: false }

const SEQUENCES: ReadonlyArray<readonly [name: string, moves: ReadonlyArray<Move>]> = [
  [
    'a life',
    [
      create('a'),
      start('a'),
      start('a', 'already'),
      exec('a'),
      stop('a'),
      stop('a', 'already'),
      start('a'),
      restart('a'),
      kill('a', 'SIGKILL'),
      remove('a'),
      remove('a', 'already'),
    ],
  ],
  [
    'what the state forbids',
    [
      create('a'),
      exec('a', 409),
      kill('a', 'SIGHUP', 409),
      unpause('a', 500),
      start('a'),
      unpause('a', 500),
      remove('a', 409),
      remove('a', 'done', forced),
      start('a', 404),
      stop('a', 404),
      exec('a', 404),
      kill('a', 'KILL', 404),
    ],
  ],
  [
    'names',
    [
      create('a'),
      create('a', {}, 409),
      create('b'),
      rename('a', 'b', 409),
      rename('a', 'a', 400),
      rename('a', 'c'),
      create('a'),
      rename('x', 'y', 404),
    ],
  ],
  ['restart of a stopped and of a new one', [create('a'), restart('a'), stop('a'), restart('a')]],
  [
    'links follow a rename and outlive their target',
    [
      create('db'),
      start('db'),
      create('web', host({ Links: [`${c('db')}:db`] })),
      start('web'),
      rename('db', 'db.prev'),
      rename('web', 'web2'),
      stop('db.prev'),
      stop('web2'),
      start('web2', 500),
      remove('db.prev'),
      create('db'),
      start('db'),
      start('web2', 500),
    ],
  ],
  [
    'a shared network stack follows a rename and ends with its owner',
    [
      create('a'),
      create('b', host({ NetworkMode: `container:${c('a')}` })),
      start('b', 409),
      start('a'),
      start('b'),
      rename('a', 'a2'),
      stop('b'),
      stop('a2'),
      start('b', 409),
      remove('a2'),
      start('b', GONE),
      create('a'),
      start('a'),
      start('b', GONE),
    ],
  ],
  [
    'a network in use',
    [
      makeNetwork('n'),
      makeNetwork('n', {}, 409),
      create('a', host({ NetworkMode: c('n') })),
      start('a'),
      removeNetwork('n', 403),
      stop('a'),
      removeNetwork('n'),
      removeNetwork('n', 'already'),
      start('a', 404),
      makeNetwork('n'),
      start('a', 404),
      restart('a', 500),
    ],
  ],
  [
    'a network made again, and containers connected again',
    [
      makeNetwork('n'),
      create('a', host({ NetworkMode: c('n') })),
      create('b', host({ NetworkMode: c('n') })),
      create('d', host({ NetworkMode: c('n') })),
      start('a'),
      start('b'),
      stop('a'),
      stop('b'),
      removeNetwork('n'),
      makeNetwork('n'),
      start('d'),
      start('a', 404),
      disconnect('a', 'n'),
      connect('a', 'n', { Aliases: ['x'] }),
      start('a'),
      connect('b', 'n'),
      start('b'),
    ],
  ],
  [
    'a link whose target is gone',
    [
      create('db'),
      start('db'),
      create('web', host({ Links: [`${c('db')}:db`] })),
      start('web'),
      remove('db', 'done', forced),
      restart('web', 500),
    ],
  ],
  [
    'networks with settings',
    [
      makeNetwork('n', {
        Labels: { a: 'b' },
        Driver: 'bridge',
        Internal: true,
        Attachable: true,
        Options: { 'com.docker.network.bridge.enable_icc': 'false' },
        IPAM: {
          Driver: 'default',
          Config: [{ Subnet: '10.79.0.0/24', Gateway: '10.79.0.1', IPRange: '10.79.0.128/25' }],
        },
      }),
      makeNetwork('m', { IPAM: { Config: [{ Subnet: '10.80.0.0/24', Gateway: '10.80.0.9' }] } }),
    ],
  ],
  [
    'connecting and disconnecting',
    [
      makeNetwork('n'),
      makeNetwork('m'),
      create('a', host({ NetworkMode: c('n') })),
      connect('a', 'm', { Aliases: ['x', 'b'] }),
      connect('a', 'm', { Aliases: ['y'] }),
      start('a'),
      connect('a', 'm', {}, 403),
      disconnect('a', 'n'),
      disconnect('a', 'n', 500),
      disconnect('a', 'nope', 404),
      connect('a', 'nope', {}, 404),
      connect('nobody', 'n', {}, 404),
      stop('a'),
      disconnect('a', 'm'),
      disconnect('a', 'm', 500),
    ],
  ],
  [
    'connecting where the mode forbids it',
    [
      makeNetwork('n'),
      create('a', host({ NetworkMode: 'host' })),
      connect('a', 'n', {}, 400),
      create('b', host({ NetworkMode: 'none' })),
      connect('b', 'n', {}, 400),
      start('a'),
      connect('a', 'n', {}, 400),
      create('d', host({ NetworkMode: `container:${c('a')}` })),
      connect('d', 'n'),
    ],
  ],
  [
    'the default network and another one',
    [
      makeNetwork('n'),
      create('a'),
      connect('a', 'n', { Aliases: ['x'] }),
      start('a'),
      removeNetwork('n', 403),
      disconnect('a', 'n'),
      removeNetwork('n'),
    ],
  ],
  [
    'a port that is taken',
    [
      create('a', publish('28281')),
      create('b', publish('28281')),
      create('d', publish('28281', '127.0.0.1')),
      start('a'),
      start('b', 500),
      start('d', 500),
      stop('a'),
      start('b'),
      start('a', 500),
    ],
  ],
  [
    'one port on two addresses',
    [
      create('a', publish('28282', '127.0.0.1')),
      create('b', publish('28282', '127.0.0.2')),
      create('d', publish('28282')),
      start('a'),
      start('b'),
      start('d', 500),
    ],
  ],
  [
    'bindings of ports that are not exposed, which are not published',
    [create('a', bindOnly('28283')), create('b', bindOnly('28283')), start('a'), start('b')],
  ],
  [
    'volumes and their users',
    [
      makeVolume('v', { Labels: { a: 'b' } }),
      makeVolume('v', {}, 'already'),
      create('a', host({ Binds: [`${c('v')}:/v`, `${c('w')}:/w`] })),
      removeVolume('v', 409),
      remove('a', 'done', withVolumes),
      removeVolume('v'),
      removeVolume('v', 'already'),
    ],
  ],
  [
    'anonymous volumes, kept',
    [
      create('a', { Volumes: { '/x': {} } }),
      create('b', host({ VolumesFrom: [c('a')] })),
      remove('a', 'done', withVolumes),
      remove('b', 'done', withVolumes),
    ],
  ],
  ['a tmpfs volume', [makeVolume('v', { DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } })]],
  [
    'one that goes by itself',
    [
      create('a', host({ AutoRemove: true, Binds: [`${c('v')}:/v`] }, { Volumes: { '/x': {} } })),
      start('a'),
      stop('a'),
    ],
  ],
  [
    'updates',
    [
      create('a', host({ Memory: 33554432 })),
      update('a', { Memory: 67108864 }),
      update('a', { Memory: 67108865 }, 409),
      update('a', { Memory: 20000000, CpuShares: 5, PidsLimit: 7 }),
      update('a', { CpuShares: 0, PidsLimit: 0 }),
      update('a', { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } }),
      update('a', { RestartPolicy: { Name: 'no' } }),
      update('a', { Memory: 20000000, MemorySwap: 50000000 }),
      update('x', {}, 404),
    ],
  ],
  [
    'a replacement',
    [
      create('a'),
      start('a'),
      create('a.next'),
      update('a', { RestartPolicy: { Name: 'no' } }),
      stop('a'),
      rename('a', 'a.prev'),
      rename('a.next', 'a'),
      start('a'),
      exec('a'),
      remove('a.prev'),
    ],
  ],
]

describeWithEngine('a sequence of actions is predicted', (engine) => {
  beforeAll(async () => {
    await engine.cleanUp(P)
    await engine.importImage(IMAGE, { Cmd: ['sleep', '3600'] })
  })
  afterEach(() => engine.cleanUp(P))

  it.each(SEQUENCES)('%s', async (_, moves) => {
    const before: Observation = await observeHost(engine, P)
    const simulated = simulatedEngine(before)
    for (const [action, answer] of moves) {
      const predicted = answerOf(simulated.perform(action))
      const real = await send(engine, action)
      expect([action._tag, predicted]).toEqual([action._tag, real])
      expect([answer].flat()).toContain(real)
    }
    await settled(engine, P)
    expect(comparable(simulated.snapshot())).toEqual(comparable(await observeHost(engine, P)))
  })

  it('a container that a user has paused', async () => {
    for (const [action] of [create('a'), start('a')]) await send(engine, action)
    await engine.expectOk('POST', `/containers/${c('a')}/pause`)
    const simulated = simulatedEngine(await observeHost(engine, P))
    const moves = [start('a', 409), exec('a', 409), remove('a', 409), unpause('a'), exec('a')]
    for (const [action, answer] of moves) {
      expect(await send(engine, action)).toBe(answer)
      expect(answerOf(simulated.perform(action))).toBe(answer)
    }
    expect(comparable(simulated.snapshot())).toEqual(comparable(await observeHost(engine, P)))
  })
})
