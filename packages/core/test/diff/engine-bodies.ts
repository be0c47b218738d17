/** Requests that between them use every option that a map can set and the test Engine's kernel allows. */
import type { JsonObject } from '../../src/base/json'

export interface EngineCase {
  readonly name: string
  readonly image: 'plain' | 'full' | 'committed'
  /** Without image and labels. */
  readonly body: JsonObject
  readonly endpoints?: ReadonlyArray<{ readonly network: string; readonly config: JsonObject }>
  /** Created: it cannot run on every host. Running: it is gone once it is stopped. */
  readonly stays?: 'created' | 'running'
}

const MIB = 1048576

const host = (HostConfig: JsonObject): JsonObject => ({ HostConfig })

const plain = (name: string, body: JsonObject, parts: Partial<EngineCase> = {}): EngineCase => ({
  name,
  image: 'plain',
  body,
  ...parts,
})

const full = (name: string, body: JsonObject): EngineCase => ({ name, image: 'full', body })

/** `PREFIX` stands before the names of networks, volumes and other containers; see the test. */
export const engineCases = (prefix: string): ReadonlyArray<EngineCase> => {
  const net = (name: string): string => `${prefix}${name}`
  return [
    plain('nothing but an image', {}),
    full('an image that sets everything itself', {}),
    { name: 'an image that was a container', image: 'committed', body: {} },
    full('env over the image', { Env: ['FROM_IMAGE=other', 'OWN=1', 'EMPTY=', 'SPACES=a b=c'] }),
    full('a command of its own', { Cmd: ['sleep', '1000'] }),
    full('an entrypoint of its own', { Entrypoint: ['/bin/sh', '-c', 'sleep 1000'] }),
    full('entrypoint and command', { Entrypoint: ['/bin/sh'], Cmd: ['-c', 'sleep 1000'] }),
    full('an empty entrypoint', { Entrypoint: [], Cmd: ['sleep', '1000'] }),
    full('user and working directory', { User: '2000:2000', WorkingDir: '/tmp/' }),
    full('labels over the image', { Labels: { 'from.image': 'other', own: '', 'io.dmap.prepared.x': 'abc' } }),
    full('ports beside the image', { ExposedPorts: { '9000/tcp': {}, '53/udp': {} } }),
    full('a part of the health check', { Healthcheck: { Interval: 7000000000 } }),
    full('no health check', { Healthcheck: { Test: ['NONE'] } }),
    plain('a health check', {
      Healthcheck: {
        Test: ['CMD', 'true'],
        Interval: 5000000000,
        Timeout: 2000000000,
        Retries: 2,
        StartPeriod: 1000000000,
      },
    }),
    full('stop signal and timeout', { StopSignal: 'SIGINT', StopTimeout: 3 }),
    plain('a stop timeout of zero and the usual signal', { StopSignal: 'SIGTERM', StopTimeout: 0 }),
    plain('host and domain name', { Hostname: 'web-1', Domainname: 'example.com' }),
    plain('a terminal and open input', { Tty: true, OpenStdin: true, StdinOnce: true }),
    plain('a mac address', { MacAddress: '02:42:ac:11:00:99' }),
    plain('network disabled', { NetworkDisabled: true }),
    plain('a shell', { Shell: ['/bin/sh', '-e'] }),
    full('anonymous volumes beside the image', { Volumes: { '/cache/': {}, '/data': {} } }),
    full('binds', {
      Volumes: { '/data': {}, '/conf': {} },
      ...host({ Binds: ['/tmp/dmap-diff-data:/data:ro', '/tmp/dmap-diff-conf/:/conf', `${net('vol')}:/vol:rw`] }),
    }),
    plain('bind modes', host({ Binds: [`${net('vol')}:/vol:ro,nocopy`, '/tmp/dmap-diff-conf:/conf:rw,rslave'] }), {
      stays: 'created',
    }),
    plain(
      'mounts',
      host({
        Mounts: [
          { Type: 'bind', Source: '/etc', Target: '/host', ReadOnly: true },
          { Type: 'bind', Source: '/etc', Target: '/host2', BindOptions: { Propagation: 'rprivate' } },
          { Type: 'volume', Source: net('vol2'), Target: '/vol', VolumeOptions: { NoCopy: true, Labels: { a: 'b' } } },
          { Type: 'volume', Target: '/anonymous' },
          { Type: 'tmpfs', Target: '/tmpfs', TmpfsOptions: { SizeBytes: MIB, Mode: 448 } },
        ],
      }),
    ),
    plain('tmpfs', host({ Tmpfs: { '/run': '', '/var/run/app': 'rw,size=1m,mode=700' } })),
    plain('volumes from', host({ VolumesFrom: [`${net('source')}:ro`] })),
    full('volumes from, over those of the image', host({ VolumesFrom: [net('source')] })),
    plain('published ports', {
      ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
      ...host({
        PortBindings: {
          '80/tcp': [{ HostPort: '28080' }, { HostIp: '127.0.0.1', HostPort: '28081' }],
          '53/udp': [{ HostIp: '127.0.0.1', HostPort: '28053' }],
          '82/tcp': [{ HostPort: '' }],
          '83/tcp': [{ HostIp: '127.0.0.1' }],
          '84/tcp': [{ HostIp: '0.0.0.0', HostPort: '0' }],
        },
      }),
    }),
    full('all ports published', host({ PublishAllPorts: true })),
    plain('memory', host({ Memory: 64 * MIB })),
    plain('memory without swap, reservation, swappiness', {
      ...host({ Memory: 64 * MIB, MemorySwap: 64 * MIB, MemoryReservation: 32 * MIB, MemorySwappiness: 0 }),
    }),
    plain('unlimited swap', host({ Memory: 64 * MIB, MemorySwap: -1, OomKillDisable: true })),
    plain(
      'processor shares and quota',
      host({ CpuShares: 512, CpuQuota: 50000, CpuPeriod: 100000, CpusetCpus: '0', CpusetMems: '0' }),
    ),
    plain('nano cpus and pids', host({ NanoCpus: 500000000, PidsLimit: 100 })),
    plain(
      'no limits in so many words',
      host({ Memory: 0, CpuShares: 0, PidsLimit: -1, CpuQuota: -1, MemorySwappiness: -1 }),
    ),
    // Engines since API 1.42 pass over it.
    plain('kernel memory', { Labels: { 'io.dmap.spec': 'abc' }, ...host({ KernelMemory: 32 * MIB }) }),
    // The host's kernel may lack the weight; that the container was made from this very spec tells so.
    plain(
      'weights and device limits',
      {
        Labels: { 'io.dmap.spec': 'abc' },
        ...host({
          BlkioWeight: 300,
          BlkioDeviceReadBps: [{ Path: '/dev/loop0', Rate: MIB }],
          BlkioDeviceWriteIOps: [{ Path: '/dev/loop0', Rate: 100 }],
        }),
      },
      { stays: 'created' },
    ),
    plain('restart policy always', host({ RestartPolicy: { Name: 'always' } })),
    plain('restart policy with a count', host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } })),
    plain('no restart policy in so many words', host({ RestartPolicy: { Name: 'no' } })),
    plain('removed automatically', host({ AutoRemove: true }), { stays: 'running' }),
    plain('capabilities', host({ CapAdd: ['NET_ADMIN', 'CAP_SYS_TIME'], CapDrop: ['mknod', 'KILL'] })),
    plain('privileged', host({ Privileged: true }), { stays: 'created' }),
    plain('security options', host({ SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] })),
    plain('groups, devices, rules', {
      ...host({
        GroupAdd: ['2000', '100'],
        Devices: [
          { PathOnHost: '/dev/null', PathInContainer: '/dev/nothing', CgroupPermissions: 'r' },
          { PathOnHost: '/dev/zero', PathInContainer: '/dev/zeroes', CgroupPermissions: 'rwm' },
        ],
        DeviceCgroupRules: ['c 1:3 mr', 'a 7:* rmw'],
      }),
    }),
    plain('names', {
      ...host({
        Dns: ['10.0.0.2', '10.0.0.1'],
        DnsSearch: ['b.example.com', 'a.example.com'],
        DnsOptions: ['timeout:2', 'attempts:3'],
        ExtraHosts: ['two:10.0.0.2', 'one:10.0.0.1'],
      }),
    }),
    plain(
      'limits of users',
      host({
        Ulimits: [
          { Name: 'nofile', Soft: 1024, Hard: 2048 },
          { Name: 'core', Soft: 0, Hard: 0 },
        ],
      }),
    ),
    plain(
      'read-only, shm, oom score, init',
      host({ ReadonlyRootfs: true, ShmSize: 32 * MIB, OomScoreAdj: 100, Init: true }),
    ),
    plain('no init in so many words', host({ Init: false, Privileged: false, ReadonlyRootfs: false })),
    plain('sysctls', host({ Sysctls: { 'net.ipv4.ip_forward': '1' } })),
    plain('logs', host({ LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } } })),
    plain('no logs', host({ LogConfig: { Type: 'none' } })),
    plain('a log driver without a name', host({ LogConfig: { Config: { 'max-size': '1m' } } })),
    plain('namespaces of the host', host({ PidMode: 'host', IpcMode: 'host', UTSMode: 'host' })),
    plain('shareable ipc', host({ IpcMode: 'shareable', CgroupParent: '/dmap' })),
    plain('namespaces of another container', {
      ...host({
        NetworkMode: `container:${net('source')}`,
        PidMode: `container:${net('source')}`,
        IpcMode: `container:${net('source')}`,
      }),
    }),
    plain('runtime and cgroup namespace', host({ Runtime: 'runc', CgroupnsMode: 'private' }), { stays: 'created' }),
    plain('cgroup namespace of the host', host({ CgroupnsMode: 'host' })),
    plain('paths that are masked', host({ MaskedPaths: ['/proc/kcore'], ReadonlyPaths: ['/proc/sys'] })),
    plain('no path masked', host({ MaskedPaths: [], ReadonlyPaths: [] })),
    plain('a volume driver', host({ VolumeDriver: 'local' })),
    plain('the network of the host', { Hostname: 'own-name', ...host({ NetworkMode: 'host' }) }),
    plain('the network of the host, no name', host({ NetworkMode: 'host' })),
    plain('no network', { Hostname: 'alone', ...host({ NetworkMode: 'none' }) }),
    plain('the default network by its name', host({ NetworkMode: 'bridge' })),
    plain('links', host({ Links: [`${net('source')}:db`, net('source')] })),
    plain(
      'a network of ours',
      {
        ...host({ NetworkMode: net('a') }),
        NetworkingConfig: {
          EndpointsConfig: {
            [net('a')]: {
              Aliases: ['web', 'api'],
              IPAMConfig: { IPv4Address: '10.214.1.77' },
              Links: [`${net('onnet')}:db`],
            },
          },
        },
      },
      { endpoints: [{ network: net('b'), config: { Aliases: ['web'] } }] },
    ),
    plain('a network by mode alone', host({ NetworkMode: net('a') })),
    plain(
      'default and another network',
      {},
      {
        endpoints: [
          { network: net('b'), config: { IPAMConfig: { IPv4Address: '10.214.2.77', LinkLocalIPs: ['169.254.9.9'] } } },
        ],
      },
    ),
    full('much together', {
      Env: ['OWN=1', 'FROM_IMAGE=2'],
      User: '0',
      Cmd: ['sleep', '999'],
      Labels: { a: 'b' },
      ExposedPorts: { '7000/tcp': {} },
      Volumes: { '/more': {} },
      StopTimeout: 1,
      Hostname: 'much',
      ...host({
        Binds: [`${net('vol')}:/vol`, '/tmp/dmap-diff-data:/data'],
        VolumesFrom: [`${net('source')}:ro`],
        PortBindings: { '7000/tcp': [{ HostPort: '27000' }] },
        RestartPolicy: { Name: 'unless-stopped' },
        Memory: 128 * MIB,
        CpuShares: 256,
        CapAdd: ['NET_ADMIN'],
        ExtraHosts: ['a:10.0.0.1'],
        Tmpfs: { '/run': 'size=1m' },
        ReadonlyRootfs: true,
        NetworkMode: net('a'),
      }),
    }),
  ]
}
