import type { Json } from '../../src/base/json'
import { OPTIONS, optionOf } from '../../src/resource/options/table'
import { bodyOf, issuesOf, mapOf } from './build'

const GiB = 1024 ** 3

/** Keyword, what a map writes, and where it ends up. */
const ROWS: ReadonlyArray<readonly [keyword: string, written: Json, field: string, sent: Json]> = [
  ['command', `sh -c 'echo a'`, 'Cmd', ['sh', '-c', 'echo a']],
  ['command', ['sh', '-c', 'echo a'], 'Cmd', ['sh', '-c', 'echo a']],
  ['command', ['login', { $secret: 'token' }], 'Cmd', ['login', { $secret: 'token' }]],
  ['entrypoint', '/bin/tini --', 'Entrypoint', ['/bin/tini', '--']],
  ['hostname', 'web', 'Hostname', 'web'],
  ['domainname', 'example.com', 'Domainname', 'example.com'],
  ['user', 2000, 'User', '2000'],
  ['user', 'app:app', 'User', 'app:app'],
  ['stdin_open', true, 'OpenStdin', true],
  ['tty', true, 'Tty', true],
  ['ports', [80, '53/udp', [54, 'udp'], '90-91'], 'ExposedPorts', { '80/tcp': {}, '53/udp': {}, '54/udp': {}, '90/tcp': {}, '91/tcp': {} }],
  ['ports', { '80/tcp': {} }, 'ExposedPorts', { '80/tcp': {} }],
  ['environment', { B: 1, A: 'x', C: true, D: null }, 'Env', ['A=x', 'B=1', 'C=true']],
  ['environment', ['B=1', 'A=x=y'], 'Env', ['A=x=y', 'B=1']],
  ['environment', { A: { $secret: 'a' } }, 'Env', [{ $concat: ['A=', { $secret: 'a' }] }]],
  ['volumes', '/a', 'Volumes', { '/a': {} }],
  ['volumes', ['/a', '/b'], 'Volumes', { '/a': {}, '/b': {} }],
  ['volumes', { '/a': {} }, 'Volumes', { '/a': {} }],
  ['network_disabled', true, 'NetworkDisabled', true],
  ['working_dir', '/srv', 'WorkingDir', '/srv'],
  ['mac_address', '02:42:ac:11:00:09', 'MacAddress', '02:42:ac:11:00:09'],
  ['labels', { a: 'b', n: 1 }, 'Labels', { a: 'b', n: '1' }],
  ['labels', ['a', 'b=c'], 'Labels', { a: '', b: 'c' }],
  ['stop_signal', 'SIGINT', 'StopSignal', 'SIGINT'],
  ['stop_signal', 2, 'StopSignal', '2'],
  ['stop_timeout', 30, 'StopTimeout', 30],
  ['healthcheck', { test: 'true', interval: '1m30s', timeout: '500ms', retries: 3, start_period: 1e9 }, 'Healthcheck',
    { Test: ['CMD-SHELL', 'true'], Interval: 90e9, Timeout: 5e8, Retries: 3, StartPeriod: 1e9 }],
  ['healthcheck', { Test: ['CMD', 'true'] }, 'Healthcheck', { Test: ['CMD', 'true'] }],
  ['networking_config', { n: { aliases: ['x'], links: { db: 'd' }, ipv4_address: '10.0.0.2', link_local_ips: ['169.254.0.2'], driver_opt: { a: 'b' } } },
    'NetworkingConfig',
    { EndpointsConfig: { n: { Aliases: ['x'], Links: ['db:d'], IPAMConfig: { IPv4Address: '10.0.0.2', LinkLocalIPs: ['169.254.0.2'] }, DriverOpts: { a: 'b' } } } }],
  ['networking_config', { EndpointsConfig: { n: { Aliases: ['x'], IPAMConfig: { IPv4Address: '10.0.0.2' } } } }, 'NetworkingConfig',
    { EndpointsConfig: { n: { Aliases: ['x'], IPAMConfig: { IPv4Address: '10.0.0.2' } } } }],
  ['mem_limit', '3g', 'HostConfig.Memory', 3 * GiB],
  ['mem_limit', '512m', 'HostConfig.Memory', GiB / 2],
  ['mem_limit', '1.5GB', 'HostConfig.Memory', 1.5 * GiB],
  ['mem_limit', 6291456, 'HostConfig.Memory', 6291456],
  ['mem_limit', '6291456', 'HostConfig.Memory', 6291456],
  ['memswap_limit', -1, 'HostConfig.MemorySwap', -1],
  ['cpu_shares', 512, 'HostConfig.CpuShares', 512],
  ['cpuset', '0', 'HostConfig.CpusetCpus', '0'],
  ['dns', '10.0.0.1', 'HostConfig.Dns', ['10.0.0.1']],
  ['dns', ['10.0.0.1', '10.0.0.2'], 'HostConfig.Dns', ['10.0.0.1', '10.0.0.2']],
  ['volumes_from', 'a,b:ro', 'HostConfig.VolumesFrom', ['a', 'b:ro']],
  ['volumes_from', ['a', 'b:ro'], 'HostConfig.VolumesFrom', ['a', 'b:ro']],
  ['volumes_from', { a: false, b: 'ro' }, 'HostConfig.VolumesFrom', ['a', 'b:ro']],
  ['volume_driver', 'local', 'HostConfig.VolumeDriver', 'local'],
  ['runtime', 'runc', 'HostConfig.Runtime', 'runc'],
  ['auto_remove', true, 'HostConfig.AutoRemove', true],
  ['binds', ['/h:/c', '/i:/d:ro'], 'HostConfig.Binds', ['/h:/c', '/i:/d:ro']],
  ['binds', { '/h': { bind: '/c', mode: 'ro' }, '/i': { bind: '/d', ro: true }, '/j': '/e', '/k': { bind: '/f', mode: 'rw', propagation: 'shared' } },
    'HostConfig.Binds', ['/h:/c:ro', '/i:/d:ro', '/j:/e:rw', '/k:/f:rw,shared']],
  ['blkio_weight', 300, 'HostConfig.BlkioWeight', 300],
  ['blkio_weight_device', [{ Path: '/dev/sda', Weight: 300 }], 'HostConfig.BlkioWeightDevice', [{ Path: '/dev/sda', Weight: 300 }]],
  ['cap_add', ['NET_ADMIN'], 'HostConfig.CapAdd', ['NET_ADMIN']],
  ['cap_drop', ['MKNOD'], 'HostConfig.CapDrop', ['MKNOD']],
  ['cgroup_parent', '/x', 'HostConfig.CgroupParent', '/x'],
  ['cgroupns', 'private', 'HostConfig.CgroupnsMode', 'private'],
  ['cpu_count', 2, 'HostConfig.CpuCount', 2],
  ['cpu_percent', 50, 'HostConfig.CpuPercent', 50],
  ['cpu_period', 100000, 'HostConfig.CpuPeriod', 100000],
  ['cpu_quota', 50000, 'HostConfig.CpuQuota', 50000],
  ['cpu_rt_period', 1000000, 'HostConfig.CpuRealtimePeriod', 1000000],
  ['cpu_rt_runtime', 950000, 'HostConfig.CpuRealtimeRuntime', 950000],
  ['cpuset_cpus', '0-1', 'HostConfig.CpusetCpus', '0-1'],
  ['cpuset_mems', 0, 'HostConfig.CpusetMems', '0'],
  ['device_cgroup_rules', ['c 13:* rwm'], 'HostConfig.DeviceCgroupRules', ['c 13:* rwm']],
  ['device_read_bps', [{ Path: '/dev/sda', Rate: '1m' }], 'HostConfig.BlkioDeviceReadBps', [{ Path: '/dev/sda', Rate: 1048576 }]],
  ['device_read_iops', [{ Path: '/dev/sda', Rate: 100 }], 'HostConfig.BlkioDeviceReadIOps', [{ Path: '/dev/sda', Rate: 100 }]],
  ['device_write_bps', [{ Path: '/dev/sda', Rate: 100 }], 'HostConfig.BlkioDeviceWriteBps', [{ Path: '/dev/sda', Rate: 100 }]],
  ['device_write_iops', [{ path: '/dev/sda', rate: 100 }], 'HostConfig.BlkioDeviceWriteIOps', [{ Path: '/dev/sda', Rate: 100 }]],
  ['device_requests', [{ driver: 'nvidia', count: -1, device_ids: ['0'], capabilities: [['gpu']], options: {} }], 'HostConfig.DeviceRequests',
    [{ Driver: 'nvidia', Count: -1, DeviceIDs: ['0'], Capabilities: [['gpu']], Options: {} }]],
  ['devices', ['/dev/sda:/dev/xvda:r', '/dev/fuse'], 'HostConfig.Devices', [
    { PathOnHost: '/dev/sda', PathInContainer: '/dev/xvda', CgroupPermissions: 'r' },
    { PathOnHost: '/dev/fuse', PathInContainer: '/dev/fuse', CgroupPermissions: 'rwm' }]],
  ['devices', [{ PathOnHost: '/a', PathInContainer: '/b', CgroupPermissions: 'r' }], 'HostConfig.Devices',
    [{ PathOnHost: '/a', PathInContainer: '/b', CgroupPermissions: 'r' }]],
  ['dns_opt', ['ndots:2'], 'HostConfig.DnsOptions', ['ndots:2']],
  ['dns_search', ['example.com'], 'HostConfig.DnsSearch', ['example.com']],
  ['extra_hosts', { db: '10.0.0.9' }, 'HostConfig.ExtraHosts', ['db:10.0.0.9']],
  ['extra_hosts', ['db:10.0.0.9', 'db:::1'], 'HostConfig.ExtraHosts', ['db:10.0.0.9', 'db:::1']],
  ['gpus', 'all', 'HostConfig.DeviceRequests', [{ Count: -1, Capabilities: [['gpu']] }]],
  ['gpus', 2, 'HostConfig.DeviceRequests', [{ Count: 2, Capabilities: [['gpu']] }]],
  ['group_add', [1000, 'audio'], 'HostConfig.GroupAdd', ['1000', 'audio']],
  ['init', true, 'HostConfig.Init', true],
  ['init_path', '/init', 'HostConfig.InitPath', '/init'],
  ['ipc_mode', 'host', 'HostConfig.IpcMode', 'host'],
  ['isolation', 'default', 'HostConfig.Isolation', 'default'],
  ['kernel_memory', '64m', 'HostConfig.KernelMemory', 67108864],
  ['links', { db: 'd' }, 'HostConfig.Links', ['db:d']],
  ['links', [['db', 'd'], 'cache', 'x:y'], 'HostConfig.Links', ['db:d', 'cache:cache', 'x:y']],
  ['log_config', { type: 'json-file', config: { 'max-size': '1g', 'max-file': 3 } }, 'HostConfig.LogConfig',
    { Type: 'json-file', Config: { 'max-size': '1g', 'max-file': '3' } }],
  ['log_config', { Type: 'none', Config: {} }, 'HostConfig.LogConfig', { Type: 'none', Config: {} }],
  ['lxc_conf', { 'lxc.a': 1 }, 'HostConfig.LxcConf', [{ Key: 'lxc.a', Value: '1' }]],
  ['mem_reservation', '64m', 'HostConfig.MemoryReservation', 67108864],
  ['mem_swappiness', 0, 'HostConfig.MemorySwappiness', 0],
  ['mounts', [{ target: '/t', source: 'vol', read_only: true, no_copy: true }, { Target: '/r', Type: 'tmpfs', tmpfs_size: '64m', tmpfs_mode: 448 }, '/h:/c:ro'],
    'HostConfig.Mounts', [
      { Type: 'volume', Target: '/t', Source: 'vol', ReadOnly: true, VolumeOptions: { NoCopy: true } },
      { Type: 'tmpfs', Target: '/r', TmpfsOptions: { SizeBytes: 67108864, Mode: 448 } },
      { Type: 'bind', Source: '/h', Target: '/c', ReadOnly: true }]],
  ['nano_cpus', 500000000, 'HostConfig.NanoCpus', 500000000],
  ['network_mode', 'none', 'HostConfig.NetworkMode', 'none'],
  ['oom_kill_disable', true, 'HostConfig.OomKillDisable', true],
  ['oom_score_adj', -500, 'HostConfig.OomScoreAdj', -500],
  ['pid_mode', 'host', 'HostConfig.PidMode', 'host'],
  ['pids_limit', 100, 'HostConfig.PidsLimit', 100],
  ['port_bindings', { 80: 8080, '53/udp': ['127.0.0.1', 53], 443: [1443, 2443], 9000: null, 90: ['127.0.0.1'], 91: [['127.0.0.1', 1], ['10.0.0.1', 2]],
    92: { HostIp: '10.0.0.1', HostPort: 92 } }, 'HostConfig.PortBindings', {
    '80/tcp': [{ HostPort: '8080' }], '53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }], '443/tcp': [{ HostPort: '1443' }, { HostPort: '2443' }],
    '9000/tcp': [{ HostPort: '' }], '90/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }],
    '91/tcp': [{ HostIp: '127.0.0.1', HostPort: '1' }, { HostIp: '10.0.0.1', HostPort: '2' }], '92/tcp': [{ HostIp: '10.0.0.1', HostPort: '92' }] }],
  ['privileged', true, 'HostConfig.Privileged', true],
  ['publish_all_ports', true, 'HostConfig.PublishAllPorts', true],
  ['read_only', true, 'HostConfig.ReadonlyRootfs', true],
  ['restart_policy', { MaximumRetryCount: 0, Name: 'always' }, 'HostConfig.RestartPolicy', { MaximumRetryCount: 0, Name: 'always' }],
  ['restart_policy', 'on-failure:3', 'HostConfig.RestartPolicy', { Name: 'on-failure', MaximumRetryCount: 3 }],
  ['restart_policy', { name: 'no' }, 'HostConfig.RestartPolicy', { Name: 'no' }],
  ['security_opt', ['no-new-privileges'], 'HostConfig.SecurityOpt', ['no-new-privileges']],
  ['shm_size', '128m', 'HostConfig.ShmSize', 134217728],
  ['storage_opt', { size: '10G' }, 'HostConfig.StorageOpt', { size: '10G' }],
  ['sysctls', { 'net.core.somaxconn': 1024 }, 'HostConfig.Sysctls', { 'net.core.somaxconn': '1024' }],
  ['tmpfs', { '/run': 'size=64m' }, 'HostConfig.Tmpfs', { '/run': 'size=64m' }],
  ['tmpfs', ['/run:size=64m', '/tmp'], 'HostConfig.Tmpfs', { '/run': 'size=64m', '/tmp': '' }],
  ['ulimits', [{ name: 'nofile', soft: 1024, hard: 2048 }], 'HostConfig.Ulimits', [{ Name: 'nofile', Soft: 1024, Hard: 2048 }]],
  ['ulimits', { nofile: 1024, nproc: { soft: 1, hard: 2 } }, 'HostConfig.Ulimits', [{ Name: 'nofile', Soft: 1024, Hard: 1024 }, { Name: 'nproc', Soft: 1, Hard: 2 }]],
  ['ulimits', ['nofile=1024:2048'], 'HostConfig.Ulimits', [{ Name: 'nofile', Soft: 1024, Hard: 2048 }]],
  ['userns_mode', 'host', 'HostConfig.UsernsMode', 'host'],
  ['uts_mode', 'host', 'HostConfig.UTSMode', 'host'],
  ['Annotations', { a: 'b' }, 'HostConfig.Annotations', { a: 'b' }],
  ['ArgsEscaped', true, 'ArgsEscaped', true],
  ['AttachStdin', true, 'AttachStdin', true],
  ['AttachStdout', true, 'AttachStdout', true],
  ['AttachStderr', true, 'AttachStderr', true],
  ['ConsoleSize', [24, 80], 'HostConfig.ConsoleSize', [24, 80]],
  ['ContainerIDFile', '/x', 'HostConfig.ContainerIDFile', '/x'],
  ['Cgroup', 'x', 'HostConfig.Cgroup', 'x'],
  ['IOMaximumBandwidth', '1m', 'HostConfig.IOMaximumBandwidth', 1048576],
  ['IOMaximumIOps', 9, 'HostConfig.IOMaximumIOps', 9],
  ['KernelMemoryTCP', '1m', 'HostConfig.KernelMemoryTCP', 1048576],
  ['MaskedPaths', ['/proc/a'], 'HostConfig.MaskedPaths', ['/proc/a']],
  ['OnBuild', ['RUN x'], 'OnBuild', ['RUN x']],
  ['ReadonlyPaths', ['/proc/b'], 'HostConfig.ReadonlyPaths', ['/proc/b']],
  ['Shell', ['/bin/sh'], 'Shell', ['/bin/sh']],
  ['StdinOnce', true, 'StdinOnce', true],
]

const at = (body: unknown, field: string): unknown =>
  field.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], body)

describe('an option', () => {
  it.each(ROWS)('%s: %j is %s: %j', (keyword, written, field, sent) => {
    expect(at({ Hostname: written, ...bodyOf({ create_options: { [keyword]: written } }) }, field)).toEqual(sent)
  })

  it.each(ROWS)('%s may stand in host_config as well (%j → %s)', (keyword, written, field) => {
    const body = bodyOf({ create_options: { [keyword]: written } })
    expect(bodyOf({ host_config: { [keyword]: written } })).toEqual(body)
    expect(bodyOf({ create_options: { host_config: { [keyword]: written } } })).toEqual(body)
    expect(bodyOf({ create_options: { [field.slice(field.lastIndexOf('.') + 1)]: at({ Hostname: written, ...body }, field) as Json } })).toEqual(body)
  })

  it('has at least one row here', () => {
    expect(Object.keys(OPTIONS).filter((keyword) => keyword !== 'image' && !ROWS.some(([name]) => name === keyword))).toEqual([])
  })

  it.each(Object.values(OPTIONS).map(({ field }) => field))('is known as %s to the Engine as well', (field) => {
    expect(optionOf(field.slice(field.lastIndexOf('.') + 1))?.field).toBe(field)
  })

  it.each(['detach', 'use_config_proxy', 'version'])('%s changes nothing', (keyword) => {
    expect(bodyOf({ create_options: { [keyword]: true } })).toEqual(bodyOf({}))
  })
})

describe('an issue', () => {
  const path = ['containers', 'web', 'create_options']
  it.each([
    ['an unknown keyword', { mem_limt: '3g' }, { code: 'unknown-option', path: [...path, 'mem_limt'], hint: 'did you mean "mem_limit"?' }],
    ['a key of the prototype', { constructor: 1 }, { code: 'unknown-option' }],
    ['the key __proto__', JSON.parse('{ "__proto__": 1 }'), { code: 'unknown-option' }],
    ['a name', { name: 'x' }, { code: 'unsupported', path: [...path, 'name'] }],
    ['a platform', { platform: 'linux/arm64' }, { code: 'unsupported' }],
    ['a size without sense', { mem_limit: '3x' }, { code: 'invalid-value', path: [...path, 'mem_limit'], found: '"3x"' }],
    ['a size that is true', { mem_limit: true }, { code: 'invalid-value' }],
    ['a number that is none', { cpu_shares: Number.NaN }, { code: 'invalid-value' }],
    ['a flag that is text', { privileged: 'yes' }, { code: 'invalid-value' }],
    ['an open quote', { command: `sh -c 'x` }, { code: 'invalid-value', expected: `a command line (a quote (') is not closed)` }],
    ['a port out of range', { ports: [80, 70000] }, { code: 'invalid-value', path: [...path, 'ports', 1] }],
    ['a binding of no port', { port_bindings: { web: 80 } }, { code: 'invalid-value' }],
    ['a misspelt member', { log_config: { typ: 'x' } }, { code: 'invalid-value' }],
    ['a member of the wrong kind', { device_read_bps: [{ Path: '/dev/sda', Rate: 'fast' }] }, { code: 'invalid-value', path: [...path, 'device_read_bps', 0, 'Rate'] }],
    ['a restart policy that nobody knows', { restart_policy: { Name: 'often' } }, { code: 'invalid-value' }],
    ['an object for text', { user: {} }, { code: 'invalid-value' }],
    ['an issue within host_config', { host_config: { cpu_share: 1 } }, { code: 'unknown-option', path: [...path, 'host_config', 'cpu_share'] }],
  ])('is made of %s', (_, create_options, expected) => {
    expect(issuesOf(mapOf({ web: { create_options } }))).toMatchObject([expected])
  })

  it('is made of each mistake, in one go', () => {
    expect(issuesOf(mapOf({ web: { create_options: { a_: 1, mem_limit: 'x' }, host_config: { b_: 1 } } }))).toHaveLength(3)
  })
})
