import { isLeft } from 'fp-ts/lib/Either.js'
import {
  assembleClient,
  containerFromInspect,
  defaultsFromInfo,
  EMPTY_ENGINE,
  engineFromInfo,
  imageFromInspect,
  networkFromInspect,
  normalNetwork,
  normalVolume,
  type ObservedContainer,
  volumeFromInspect,
} from '../../src/index'

const ID = 'a'.repeat(64)

const raw = (members: Record<string, unknown> = {}) => ({
  Id: ID,
  Name: '/web',
  Image: 'sha256:1',
  State: { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' },
  ...members,
})

const read = (
  members: Record<string, unknown> = {},
  defaults?: Parameters<typeof containerFromInspect>[1],
): ObservedContainer => {
  const container = containerFromInspect(raw(members), defaults)
  if (isLeft(container)) throw new Error(container.left)
  const { made, ...observed } = container.right
  return observed
}

const host = (HostConfig: Record<string, unknown>) => read({ HostConfig }).hostConfig
const config = (Config: Record<string, unknown>, HostConfig = {}) => read({ Config, HostConfig }).config

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

describe('what the Engine fills in is left out', () => {
  it.each([
    ['network mode default', { NetworkMode: 'default' }],
    ['network mode bridge', { NetworkMode: 'bridge' }],
    ['restart no', { RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } }],
    ['restart unnamed', { RestartPolicy: { Name: '' } }],
    ['shared memory', { ShmSize: 67108864 }],
    ['control groups of either kind', { CgroupnsMode: 'private' }],
    ['masked paths', { MaskedPaths: ['/proc/kcore'], ReadonlyPaths: ['/proc/sys'] }],
    ['masked paths of privileged ones', { MaskedPaths: null, ReadonlyPaths: null }],
    ['the log driver', { LogConfig: { Type: 'json-file', Config: {} } }],
    ['the runtime', { Runtime: 'runc' }],
    ['IPC', { IpcMode: 'private' }],
    ['swappiness', { MemorySwappiness: -1 }],
    ['no limit of processes', { PidsLimit: -1 }],
    ['the console', { ConsoleSize: [24, 80] }],
    ['unbound ports', { PortBindings: { '80/tcp': null, '81/tcp': [] } }],
    ['nothings', { Binds: null, Dns: [], Memory: 0, Privileged: false, UTSMode: '', Sysctls: {} }],
  ])('%s', (_, hostConfig) => {
    expect(host(hostConfig)).toEqual({})
  })

  it.each([
    ['twice the memory as the swap limit', { Memory: 10, MemorySwap: 20 }, { Memory: 10 }],
    ['labels off, for a privileged one', { Privileged: true, SecurityOpt: ['label=disable'] }, { Privileged: true }],
    [
      'empty members',
      { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } },
      { RestartPolicy: { Name: 'always' } },
    ],
    [
      'empty addresses',
      { PortBindings: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] } },
      { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } },
    ],
  ])('%s', (_, hostConfig, left) => {
    expect(host(hostConfig)).toEqual(left)
  })

  it.each([
    ['a zero that is a setting', { MemorySwappiness: 0 }],
    ['another swap limit', { Memory: 10, MemorySwap: -1 }],
    ['labels off where the user asks for it', { SecurityOpt: ['label=disable'] }],
    ['a member of a named one that is empty', { Tmpfs: { '/run': '' } }],
    ['a limit of zero in a list of limits', { Ulimits: [{ Name: 'core', Hard: 1 }] }],
    ['another log driver', { LogConfig: { Type: 'none' } }],
  ])('%s stays', (_, hostConfig) => {
    expect(host(hostConfig)).toEqual(hostConfig)
  })

  it('its host name, when it is the id', () => {
    expect(config({ Hostname: ID.slice(0, 12) })).toEqual({})
    expect(config({ Hostname: 'web' })).toEqual({ Hostname: 'web' })
  })

  it('the host name of the container whose network stack it shares', () => {
    expect(config({ Hostname: 'db', Domainname: 'example.com' }, { NetworkMode: `container:${ID}` })).toEqual({})
  })

  it("the host's name, in the host's network stack", () => {
    const defaults = defaultsFromInfo({ Name: 'edge-1' })
    const named = (Hostname: string) =>
      read({ Config: { Hostname }, HostConfig: { NetworkMode: 'host' } }, defaults).config
    expect(named('edge-1')).toEqual({})
    expect(named('web')).toEqual({ Hostname: 'web' })
  })

  it('what this Engine fills in', () => {
    const defaults = defaultsFromInfo({ LoggingDriver: 'journald', DefaultRuntime: 'crun', CgroupVersion: '2' })
    expect(
      read({ HostConfig: { LogConfig: { Type: 'journald' }, Runtime: 'crun', CgroupnsMode: 'private' } }, defaults)
        .hostConfig,
    ).toEqual({})
    expect(
      read({ HostConfig: { LogConfig: { Type: 'json-file' }, Runtime: 'runc', CgroupnsMode: 'host' } }, defaults)
        .hostConfig,
    ).toEqual({
      LogConfig: { Type: 'json-file' },
      Runtime: 'runc',
      CgroupnsMode: 'host',
    })
  })

  it('what the client that made it listened to', () => {
    expect(config({ AttachStdout: true, AttachStderr: true, OnBuild: ['x'], Cmd: ['a', ''] })).toEqual({
      Cmd: ['a', ''],
    })
  })

  it('addresses, and aliases made of its id', () => {
    const Networks = {
      front: { Aliases: ['web', ID.slice(0, 12)], IPAddress: '172.20.0.2', NetworkID: ID, IPAMConfig: {}, Links: null },
    }
    expect(read({ NetworkSettings: { Networks } }).networks).toEqual({ front: { aliases: ['web'] } })
  })

  it('links, in the form in which they are asked for, sorted', () => {
    expect(host({ Links: ['/shop.z:/web/z', '/shop.db:/web/db'] })).toEqual({ Links: ['shop.db:db', 'shop.z:z'] })
  })

  it('mounts in order of their destinations', () => {
    const Mounts = [
      { Type: 'volume', Name: 'v', Source: '/var/lib/docker/volumes/v/_data', Destination: '/z', RW: true },
      { Type: 'bind', Source: '/srv', Destination: '/a', RW: false },
      { Type: 'tmpfs', Source: '', Destination: '/m', RW: true },
    ]
    expect(read({ Mounts }).mounts).toEqual([
      { type: 'bind', source: '/srv', destination: '/a', readonly: true },
      { type: 'tmpfs', destination: '/m', readonly: false },
      { type: 'volume', name: 'v', destination: '/z', readonly: false },
    ])
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

describe('a client put together', () => {
  const container = (name: string, hostConfig = {}, volume = 'v'): ObservedContainer => ({
    ...read(),
    id: `${name}-id`,
    name,
    hostConfig,
    mounts: [{ type: 'volume', name: volume, destination: '/v', readonly: false }],
  })
  const volume = { name: 'v', labels: {}, config: {}, users: [] }

  it('does not depend on the order of the answers, nor on what is given twice', () => {
    const pieces = { engine: EMPTY_ENGINE, networks: [], images: [], volumes: [volume] }
    const a = container('a')
    const b = container('b')
    const once = assembleClient({ ...pieces, containers: [a, b] })
    expect(assembleClient({ ...pieces, containers: [b, a, b], volumes: [volume, volume] })).toEqual(once)
    expect(once.containers.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(once.volumes[0]?.users).toEqual(['a', 'b'])
  })

  it('names the container whose network stack is shared; of one that is gone the id stays', () => {
    const containers = [
      container('a'),
      container('b', { NetworkMode: 'container:a-id' }),
      container('c', { NetworkMode: 'container:gone' }),
    ]
    const client = assembleClient({ engine: EMPTY_ENGINE, networks: [], images: [], volumes: [], containers })
    expect(client.containers.map(({ hostConfig }) => hostConfig['NetworkMode'])).toEqual([
      undefined,
      'container:a',
      'container:gone',
    ])
  })

  it('an Engine is known by its id, versions, and defaults', () => {
    expect(
      engineFromInfo(
        { ID: 'X', LoggingDriver: 'json-file', DefaultRuntime: 'runc', Name: 'h', CgroupVersion: '1' },
        { Version: '20.10', ApiVersion: '1.41' },
      ),
    ).toEqual({
      id: 'X',
      version: '20.10',
      apiVersion: '1.41',
      defaults: { logDriver: 'json-file', runtime: 'runc', hostname: 'h', cgroupns: 'host' },
    })
  })

  it('an Engine is known by pools of its own for networks', () => {
    const info = { DefaultAddressPools: [{ Base: '10.220.0.0/16', Size: 24 }] }
    expect(engineFromInfo(info, {}).defaults).toMatchObject({ pools: [{ base: '10.220.0.0/16', size: 24 }] })
  })
})
