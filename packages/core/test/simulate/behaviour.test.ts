import {
  type Action,
  emptyObservation,
  LABEL,
  type Observation,
  type SimulationOptions,
  simulateAction,
  simulatedEngine,
} from '../../src/index'
import { containerIn, create, exec, hostAfter, on, pull, remove, rename, start, stop, wait } from './sample'

const perform = (observation: Observation, action: Action, options: SimulationOptions = {}) =>
  simulatedEngine(observation, options).perform(action)

const checked = { Healthcheck: { Test: ['CMD', 'true'] } }
const ofWeb = { Labels: { [LABEL.config]: 'web' } }
const running = hostAfter([create('web', ofWeb), start('web')])

describe('what the simulator is told about programs', () => {
  it('an attached container ends at once with 0', () => {
    const host = hostAfter([create('data', { Labels: { [LABEL.kind]: 'attached' } }), start('data')])
    expect(containerIn(host, 'data')?.state).toEqual({ status: 'exited', started: true, exitCode: 0 })
  })

  it('a program ends at once where the options say so, found by its config', () => {
    const host = hostAfter([create('job', ofWeb), start('job')], { behaviour: { web: { exits: 3 } } })
    expect(containerIn(host, 'job')?.state).toEqual({ status: 'exited', started: true, exitCode: 3 })
  })

  it('a container that cannot be started stays as it was', () => {
    const host = hostAfter([create('web')])
    const engine = simulatedEngine(host, { behaviour: { web: { startFails: true } } })
    expect(engine.perform(start('web'))).toMatchObject({ left: { _tag: 'Refused', status: 400 } })
    expect(engine.snapshot()).toEqual(host)
  })

  it('a container turns healthy when it is waited for', () => {
    const host = hostAfter([create('web', checked), start('web')])
    expect(containerIn(host, 'web')?.state.health).toBe('starting')
    expect(
      containerIn(hostAfter([create('web', checked), start('web'), wait('web', { _tag: 'Healthy' })]), 'web')?.state
        .health,
    ).toBe('healthy')
  })

  it('waiting for a health that never comes fails', () => {
    const host = hostAfter([create('web', checked), start('web')])
    const options = { behaviour: { web: { unhealthy: true } } }
    expect(perform(host, wait('web', { _tag: 'Healthy' }), options)).toMatchObject({ left: { _tag: 'Failed' } })
  })

  it('waiting for the health of a container without a check asks that it runs', () => {
    expect(perform(running, wait('web', { _tag: 'Healthy' }))).toMatchObject({ _tag: 'Right' })
    expect(perform(hostAfter([create('web')]), wait('web', { _tag: 'Healthy' }))).toMatchObject({
      left: { _tag: 'Failed' },
    })
  })

  it.each([
    ['0 is completed', 0, 'Right'],
    ['another code is a failure', 4, 'Left'],
  ])('waiting for the end: %s', (_, exits, tag) => {
    const options = { behaviour: { web: { exits } } }
    const host = hostAfter([create('web'), start('web')], options)
    expect(perform(host, wait('web', { _tag: 'Completed' }), options)._tag).toBe(tag)
    expect(perform(running, wait('web', { _tag: 'Completed' }), options)._tag).toBe(tag)
  })

  it('waiting for the end of what was never started fails', () => {
    expect(perform(hostAfter([create('web')]), wait('web', { _tag: 'Completed' }))).toMatchObject({
      left: { _tag: 'Failed' },
    })
  })

  it('a delay asks that the container still runs', () => {
    const delay = wait('web', { _tag: 'Delay', nanoseconds: 1 })
    expect(perform(running, delay)._tag).toBe('Right')
    expect(perform(hostAfter([create('web'), start('web'), stop('web')]), delay)._tag).toBe('Left')
  })

  it('a command that fails is a failure unless its exit code is ignored', () => {
    const options = { behaviour: { web: { exec: 7 } } }
    expect(perform(running, exec('web'), options)).toMatchObject({ left: { _tag: 'Failed', exitCode: 7 } })
    expect(perform(running, exec('web', true), options)).toEqual({ _tag: 'Right', right: { exitCode: 7 } })
  })
})

describe('pulling', () => {
  const empty = emptyObservation(['default'])

  it('an unknown image has an id made of its reference, and an empty config', () => {
    const host = simulateAction(empty, pull('nginx'))
    expect(host).toMatchObject({
      right: { clients: { default: { images: [{ references: ['nginx:latest'], config: {} }] } } },
    })
    expect(simulateAction(empty, pull('docker.io/library/nginx:latest'))).toEqual(host)
  })

  it('an image that is there is pulled already', () => {
    expect(perform(running, pull('web:1'))).toEqual({ _tag: 'Right', right: { already: true } })
  })

  it('the registry tells the config, and that there is none', () => {
    const options = { registry: { 'web:2': { config: { Env: ['A=1'] } }, 'web:3': null } }
    expect(simulateAction(empty, pull('web:2'), options)).toMatchObject({
      right: { clients: { default: { images: [{ config: { Env: ['A=1'] } }] } } },
    })
    expect(perform(empty, pull('web:3'), options)).toMatchObject({ left: { _tag: 'Refused', status: 404 } })
  })

  it('an updated image takes the tag over, and the old one stays', () => {
    const host = simulateAction(running, pull('web:1'), { registry: { 'web:1': { id: 'sha256:new' } } })
    if (host._tag === 'Left') throw new Error(host.left.message)
    expect(host.right.clients['default']?.images.map(({ references }) => references).sort()).toEqual([[], ['web:1']])
    expect(containerIn(hostAfter([create('a')]), 'a')?.image).not.toBe('sha256:new')
  })
})

describe('preparing a volume', () => {
  const prepare = (image = 'web:1') =>
    ({
      _tag: 'PrepareVolume',
      client: 'default',
      target: 'volume:data@default',
      mount: { _tag: 'Volume', volume: 'data' },
      path: '/data',
      owner: '1:1',
      mode: null,
      image,
      helper: 'data.prepare',
      labels: {},
    }) as const

  it('leaves nothing but the volume behind', () => {
    const host = simulateAction(running, prepare())
    expect(host).toMatchObject({
      right: { clients: { default: { volumes: [{ name: 'data', users: [] }], containers: [{ name: 'web' }] } } },
    })
  })

  it('needs the image of the helper, and what it mounts', () => {
    expect(perform(running, prepare('none:1'))).toMatchObject({ left: { status: 404 } })
    expect(perform(running, { ...prepare(), mount: { _tag: 'VolumesFrom', container: 'none' } })).toMatchObject({
      left: { status: 400 },
    })
  })

  it('fails where the options say so', () => {
    expect(perform(running, prepare(), { behaviour: { data: { prepare: 1 } } })).toMatchObject({
      left: { _tag: 'Failed', exitCode: 1 },
    })
  })
})

describe('identity', () => {
  it('an action for another object is stale', () => {
    expect(perform(running, { ...stop('web'), objectId: 'other' })).toMatchObject({ left: { _tag: 'Stale' } })
  })

  it('a client that was not observed is unreachable', () => {
    expect(perform(running, { ...stop('web'), client: 'far' })).toMatchObject({
      left: { _tag: 'Unreachable', client: 'far' },
    })
  })

  it('a container made again under its name is another one', () => {
    const engine = simulatedEngine(running)
    const first = engine.container('default', 'web')?.id
    for (const action of [stop('web'), remove('web'), create('web')]) engine.perform(action)
    expect(engine.container('default', 'web')?.id).not.toBe(first)
  })

  it('the same calls give the same world', () => {
    const actions = [create('a', { Volumes: { '/x': {} } }), create('b'), start('b'), rename('a', 'c')]
    expect(hostAfter(actions)).toEqual(hostAfter(actions))
  })

  it('the order in which unrelated objects are made does not matter', () => {
    expect(hostAfter([create('a', { Volumes: { '/x': {} } }), create('b')])).toEqual(
      hostAfter([create('b'), create('a', { Volumes: { '/x': {} } })]),
    )
  })

  it('a secret is never shown', () => {
    const body = { Env: ['A=1', { $concat: ['PASSWORD=', { $secret: 'db' }] }], Cmd: [{ $secret: 'db' }] }
    expect(containerIn(hostAfter([create('a', body)]), 'a')?.config).toMatchObject({
      Env: ['A=1', 'PASSWORD=<secret>'],
      Cmd: ['<secret>'],
    })
  })
})

it('step by step and in one go, the world becomes the same', () => {
  const actions: ReadonlyArray<Action> = [
    pull('web:1'),
    { _tag: 'CreateNetwork', ...on('net'), body: {} },
    create('db', { Volumes: { '/data': {} } }),
    start('db'),
    create('web', {
      HostConfig: { Links: ['db:db'], VolumesFrom: ['db'], PortBindings: { '80/tcp': [{ HostPort: '80' }] } },
    }),
    { _tag: 'ConnectNetwork', ...on('web'), network: 'net', endpoint: { Aliases: ['w'] } },
    start('web'),
    rename('db', 'db.prev'),
  ]
  const engine = simulatedEngine(emptyObservation(['default']))
  let observation = emptyObservation(['default'])
  for (const action of actions) {
    engine.perform(action)
    const after = simulateAction(observation, action)
    if (after._tag === 'Left') throw new Error(after.left.message)
    observation = after.right
    expect(engine.snapshot()).toEqual(observation)
  }
  expect(containerIn(observation, 'web')?.hostConfig['Links']).toEqual(['db.prev:db'])
})
