/** What an Engine fills in by itself, and what of it was asked for. */
import { defaultsFromInfo } from '../../src/index'
import { config, host, ID, read } from './inspected'

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
