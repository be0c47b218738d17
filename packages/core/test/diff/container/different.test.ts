import { compareContainer } from '../../../src/diff/container'
import { LABEL } from '../../../src/resource/labels'
import { body, client, observed, wanted } from '../sample'
import { compared, effects, FULL, host, type Parts } from './compared'

describe('a container that differs', () => {
  const rows: ReadonlyArray<readonly [string, Parts, Parts, Readonly<Record<string, string>>]> = [
    ['a variable is added', { Env: ['A=1'] }, {}, { 'Env.A': 'replace' }],
    ['a variable is changed', { Env: ['A=1'] }, { Env: ['A=2'] }, { 'Env.A': 'replace' }],
    ['a variable is empty instead of absent', { Env: ['A='] }, {}, { 'Env.A': 'replace' }],
    ['a label is changed', { Labels: { a: '1' } }, { Labels: { a: '2' } }, { 'Labels.a': 'replace' }],
    [
      'the preparation of a volume is another one',
      { Labels: { 'io.dmap.prepared.data': 'x' } },
      { Labels: { 'io.dmap.prepared.data': 'y' } },
      { 'Labels.io.dmap.prepared.data': 'replace' },
    ],
    ['the user is another one', { User: '2000' }, { User: '2000:2000' }, { User: 'replace' }],
    ['the command is added', { Cmd: ['a'] }, {}, { Cmd: 'replace' }],
    ['the command has another order', { Cmd: ['a', 'b'] }, { Cmd: ['b', 'a'] }, { Cmd: 'replace' }],
    ['the entrypoint is added', { Entrypoint: ['a'] }, {}, { Entrypoint: 'replace' }],
    [
      'host and domain name are added',
      { Hostname: 'a', Domainname: 'b' },
      {},
      { Domainname: 'replace', Hostname: 'replace' },
    ],
    ['a terminal is added', { Tty: true }, {}, { Tty: 'replace' }],
    ['the working directory is another one', { WorkingDir: '/a' }, { WorkingDir: '/b' }, { WorkingDir: 'replace' }],
    [
      'the health check is another one',
      { Healthcheck: { Test: ['CMD', 'a'], Retries: 2 } },
      { Healthcheck: { Test: ['CMD', 'b'] } },
      { 'Healthcheck.Retries': 'replace', 'Healthcheck.Test': 'replace' },
    ],
    [
      'signal and timeout of the stop',
      { StopSignal: 'SIGINT', StopTimeout: 5 },
      {},
      { StopSignal: 'none', StopTimeout: 'none' },
    ],
    ['a port is exposed', { ExposedPorts: { '80/tcp': {} } }, {}, { 'Ports.80/tcp': 'replace' }],
    [
      'a port is published',
      host({ PortBindings: { '80/tcp': [{ HostPort: '8080' }] } }),
      { ExposedPorts: { '80/tcp': {} } },
      { 'Ports.80/tcp': 'replace' },
    ],
    [
      'a port is published elsewhere',
      host({ PortBindings: { '80/tcp': [{ HostPort: '8080' }] } }),
      host({ PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } }),
      { 'Ports.80/tcp': 'replace' },
    ],
    ['an anonymous volume is added', { Volumes: { '/data': {} } }, {}, { 'Mounts./data': 'replace' }],
    ['a bind is added', host({ Binds: ['/a:/a'] }), {}, { 'Mounts./a': 'replace' }],
    ['a bind is read-only', host({ Binds: ['/a:/a:ro'] }), host({ Binds: ['/a:/a'] }), { 'Mounts./a': 'replace' }],
    ['a bind has another source', host({ Binds: ['/a:/a'] }), host({ Binds: ['/b:/a'] }), { 'Mounts./a': 'replace' }],
    [
      'a bind has another mode',
      host({ Binds: ['/a:/a:rslave'] }),
      host({ Binds: ['/a:/a'] }),
      { 'Mounts./a': 'replace' },
    ],
    ['another volume', host({ Binds: ['one:/a'] }), host({ Binds: ['two:/a'] }), { 'Mounts./a': 'replace' }],
    [
      'a named volume instead of an anonymous one',
      host({ Binds: ['one:/a'] }),
      { Volumes: { '/a': {} } },
      { 'Mounts./a': 'replace' },
    ],
    [
      'options of a mount',
      host({ Mounts: [{ Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1 } }] }),
      host({ Mounts: [{ Type: 'tmpfs', Target: '/t' }] }),
      { 'Mounts./t': 'replace' },
    ],
    [
      'a tmpfs',
      host({ Tmpfs: { '/t': 'size=1m' } }),
      host({ Tmpfs: { '/t': 'size=2m' } }),
      { 'HostConfig.Tmpfs./t': 'replace' },
    ],
    ['a link', host({ Links: ['db:a'] }), host({ Links: ['other:a'] }), { 'HostConfig.Links.a': 'replace' }],
    ['read-only', host({ ReadonlyRootfs: true }), {}, { 'HostConfig.ReadonlyRootfs': 'replace' }],
    ['capabilities', host({ CapAdd: ['NET_ADMIN'] }), {}, { 'HostConfig.CapAdd': 'replace' }],
    [
      'resolvers in another order',
      host({ Dns: ['1.1.1.1', '2.2.2.2'] }),
      host({ Dns: ['2.2.2.2', '1.1.1.1'] }),
      { 'HostConfig.Dns': 'replace' },
    ],
    ['logs', host({ LogConfig: { Type: 'none' } }), {}, { 'HostConfig.LogConfig': 'replace' }],
    [
      'a limit of users',
      host({ Ulimits: [{ Name: 'core', Soft: 1, Hard: 1 }] }),
      host({ Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }] }),
      { 'HostConfig.Ulimits.core': 'replace' },
    ],
    [
      'a device',
      host({ Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/a' }] }),
      {},
      { 'HostConfig.Devices./dev/a': 'replace' },
    ],
    [
      'a kernel setting',
      host({ Sysctls: { 'net.x': '1' } }),
      host({ Sysctls: { 'net.x': '0' } }),
      { 'HostConfig.Sysctls.net.x': 'replace' },
    ],
    ['the shared memory', host({ ShmSize: 1000 }), {}, { 'HostConfig.ShmSize': 'replace' }],
    [
      'the network mode',
      host({ NetworkMode: 'host' }),
      host({ NetworkMode: 'none' }),
      { 'HostConfig.NetworkMode': 'replace' },
    ],
    [
      'the network',
      host({ NetworkMode: 'a' }),
      host({ NetworkMode: 'b' }),
      { 'HostConfig.NetworkMode': 'replace', 'Networks.a': 'connect', 'Networks.b': 'disconnect' },
    ],
    [
      'an alias',
      { ...host({ NetworkMode: 'a' }), NetworkingConfig: { EndpointsConfig: { a: { Aliases: ['x'] } } } },
      host({ NetworkMode: 'a' }),
      { 'Networks.a': 'reconnect' },
    ],
    ['a limit is added', host({ Memory: 1000 }), {}, { 'HostConfig.Memory': 'update' }],
    [
      'the restart policy is added',
      host({ RestartPolicy: { Name: 'always' } }),
      {},
      { 'HostConfig.RestartPolicy': 'update' },
    ],
    [
      'the restart policy is removed',
      {},
      host({ RestartPolicy: { Name: 'always' } }),
      { 'HostConfig.RestartPolicy': 'update' },
    ],
    [
      'limits that can be removed',
      {},
      host({ PidsLimit: 10, CpuQuota: 1000 }),
      { 'HostConfig.CpuQuota': 'update', 'HostConfig.PidsLimit': 'update' },
    ],
    [
      'limits that cannot be removed',
      {},
      host({ Memory: 1000, CpuShares: 5 }),
      { 'HostConfig.CpuShares': 'replace', 'HostConfig.Memory': 'replace' },
    ],
    [
      'one kind of limit instead of the other',
      host({ NanoCpus: 5 }),
      host({ CpuQuota: 1000 }),
      { 'HostConfig.CpuQuota': 'update', 'HostConfig.NanoCpus': 'replace' },
    ],
    [
      'the swap goes back to twice the memory',
      host({ Memory: 1000 }),
      host({ Memory: 1000, MemorySwap: -1 }),
      { 'HostConfig.MemorySwap': 'update' },
    ],
    [
      'less memory, and the swap stays as it was',
      host({ Memory: 1000 }),
      host({ Memory: 500, MemorySwap: 2000 }),
      { 'HostConfig.Memory': 'update' },
    ],
  ]

  it.each(rows)('%s', (_, want, have, expected) => {
    expect(effects(compared(want, have))).toEqual(expected)
  })

  it.each(rows)('%s: the same fields the other way round', (_, want, have) => {
    expect(Object.keys(effects(compared(have, want)))).toEqual(Object.keys(effects(compared(want, have))))
  })

  it.each(Object.entries(FULL))('%s of the image alone is not told apart from nothing', (member, value) => {
    expect(compared({}, {}, { [member]: value })).toEqual({ _tag: 'Same' })
  })

  it('has what the image sets in place of what the map set', () => {
    const expected = { 'Env.MODE': 'replace', Cmd: 'replace', User: 'replace', StopSignal: 'none' }
    expect(effects(compared({}, { Env: ['MODE=own'], Cmd: ['own'], User: '0', StopSignal: 'SIGINT' }, FULL))).toEqual(
      expected,
    )
  })

  it('shows both values and where the map asks for them', () => {
    const have = observed(wanted(body({ Env: ['A=2'] })))
    const want = wanted(body({ Env: ['A=1'] }), { origins: { 'Env.A': ['containers', 'web', 'environment', 'A'] } })
    expect(compareContainer(want, have, { client: client() })).toEqual({
      _tag: 'Changed',
      changes: [
        {
          field: 'Env.A',
          want: '1',
          have: '2',
          effect: 'replace',
          policy: 'strict',
          origin: ['containers', 'web', 'environment', 'A'],
        },
      ],
    })
  })
})

describe('limits that only a new container would be without', () => {
  it('are noted only, where the reset of limits is skipped', () => {
    const difference = compared({}, host({ Memory: 1000, CpuShares: 5 }), {}, { skipLimitReset: true })
    expect(effects(difference)).toEqual({ 'HostConfig.CpuShares': 'none', 'HostConfig.Memory': 'none' })
  })

  it('are not told of where the kernel could not set them', () => {
    const spec = { Labels: { [LABEL.spec]: 'one' } }
    const want = { ...spec, ...host({ BlkioWeight: 300, BlkioWeightDevice: [{ Path: '/dev/sda', Weight: 200 }] }) }
    expect(compared(want, spec)).toEqual({ _tag: 'Same' })
    expect(effects(compared(want, { Labels: { [LABEL.spec]: 'other' } }))).toEqual({
      'HostConfig.BlkioWeight': 'replace',
      'HostConfig.BlkioWeightDevice./dev/sda': 'replace',
    })
  })

  it('are not told of after something else was changed in place either', () => {
    const want = { Labels: { [LABEL.spec]: 'new' }, ...host({ BlkioWeight: 300, CpuShares: 20 }) }
    const have = { Labels: { [LABEL.spec]: 'old', [LABEL.limits]: 'BlkioWeight,CpuShares' } }
    expect(compared(want, { ...have, ...host({ CpuShares: 20 }) })).toEqual({ _tag: 'Same' })
    expect(effects(compared(want, { ...have, ...host({ CpuShares: 10 }) }))).toEqual({
      'HostConfig.CpuShares': 'update',
    })
    expect(compared(want, { Labels: have.Labels })).toEqual({ _tag: 'Same' })
  })
})
