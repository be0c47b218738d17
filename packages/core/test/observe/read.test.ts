/** What an Engine tells of its objects, read. */
import {
  containerFromInspect,
  imageFromInspect,
  networkFromInspect,
  normalNetwork,
  normalVolume,
  volumeFromInspect,
} from '../../src/index'
import { ID, read } from './inspected'

describe('a container', () => {
  it('with nothing but what it must have', () => {
    expect(read()).toEqual({
      id: ID,
      name: 'web',
      image: 'sha256:1',
      state: { status: 'created', started: false },
      config: {},
      hostConfig: {},
      mounts: [],
      networks: {},
    })
  })

  it.each([
    ['no object', null],
    ['no id', { Name: '/web' }],
    ['no name', { Id: ID }],
    ['no state', { Id: ID, Name: '/web' }],
    ['an unknown state', { Id: ID, Name: '/web', State: { Status: 'flying' } }],
    ['a state called like a member of every object', { Id: ID, Name: '/web', State: { Status: 'constructor' } }],
  ])('%s is no container', (_, value) => {
    expect(containerFromInspect(value)).toMatchObject({ _tag: 'Left' })
  })

  it.each([
    ['zero', '0001-01-01T00:00:00Z', false],
    ['empty', '', false],
    ['a time', '2024-01-01T00:00:00.1Z', true],
  ])('a start at %s', (_, StartedAt, started) => {
    expect(read({ State: { Status: 'created', StartedAt } }).state.started).toBe(started)
  })

  it.each([
    ['exit code of one that has exited', { Status: 'exited', ExitCode: 3 }, { status: 'exited', exitCode: 3 }],
    ['no exit code of one that failed to start', { Status: 'created', ExitCode: 128 }, { status: 'created' }],
    [
      'health while it runs',
      { Status: 'running', Health: { Status: 'healthy' } },
      { status: 'running', health: 'healthy' },
    ],
    [
      'no health of one that has stopped',
      { Status: 'exited', ExitCode: 0, Health: { Status: 'unhealthy' } },
      { status: 'exited', exitCode: 0 },
    ],
    ['no health where there is no check', { Status: 'running', Health: { Status: 'none' } }, { status: 'running' }],
    ['a removal that hangs', { Status: 'removing' }, { status: 'dead' }],
  ])('%s', (_, State, state) => {
    expect(read({ State }).state).toEqual({ ...state, started: false })
  })
})

describe('networks', () => {
  it.each([
    [
      'the defaults',
      { Driver: 'bridge', Scope: 'local', EnableIPv6: false, IPAM: { Driver: 'default', Options: null, Config: [] } },
      {},
    ],
    [
      'a gateway that it filled in',
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.1' }] } },
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24' }] } },
    ],
    [
      'a gateway that was asked for',
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.9' }] } },
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.9' }] } },
    ],
    [
      'a gateway of a version 6 network',
      { IPAM: { Config: [{ Subnet: 'fd00::/64', Gateway: 'fd00::1' }] } },
      { IPAM: { Config: [{ Subnet: 'fd00::/64' }] } },
    ],
    [
      'options that newer Engines write',
      { Options: { 'com.docker.network.enable_ipv4': 'true', a: '' } },
      { Options: { a: '' } },
    ],
  ])('%s', (_, body, left) => {
    expect(normalNetwork(body)).toEqual(left)
  })

  it('are read with labels and the names of what is connected', () => {
    const read = networkFromInspect({
      Id: ID,
      Name: 'front',
      Labels: { a: 'b' },
      Driver: 'macvlan',
      Containers: { x: { Name: 'web' }, y: { Name: 'db' } },
    })
    expect(read).toMatchObject({
      right: { id: ID, name: 'front', labels: { a: 'b' }, config: { Driver: 'macvlan' }, containers: ['db', 'web'] },
    })
    expect(networkFromInspect({ Id: ID })).toMatchObject({ _tag: 'Left' })
  })
})

describe('volumes and images', () => {
  it('a volume is read without what every volume has', () => {
    expect(
      volumeFromInspect({
        Name: 'v',
        Driver: 'local',
        Scope: 'local',
        Options: null,
        Labels: { 'com.docker.volume.anonymous': '', a: 'b' },
      }),
    ).toEqual({
      _tag: 'Right',
      right: { name: 'v', labels: { a: 'b' }, config: {}, users: [] },
    })
    expect(volumeFromInspect({})).toMatchObject({ _tag: 'Left' })
  })

  it('a volume looks as it was asked for', () => {
    const options = { type: 'nfs', o: '' }
    const volume = volumeFromInspect({ Name: 'v', Driver: 'nfs', Options: options })
    expect(volume).toMatchObject({ right: { config: normalVolume({ Driver: 'nfs', DriverOpts: options }) } })
  })

  it('an image is read with tags and digests, without the container that built it', () => {
    expect(
      imageFromInspect({
        Id: 'sha256:1',
        RepoTags: ['z:1', '<none>:<none>', 'a:1'],
        RepoDigests: ['a@sha256:2'],
        Config: { Image: 'sha256:0', Hostname: 'x', Env: ['A=1'] },
      }),
    ).toEqual({
      _tag: 'Right',
      right: { id: 'sha256:1', references: ['a:1', 'a@sha256:2', 'z:1'], config: { Env: ['A=1'] } },
    })
    expect(imageFromInspect([])).toMatchObject({ _tag: 'Left' })
  })
})
