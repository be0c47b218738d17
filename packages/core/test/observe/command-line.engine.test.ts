/** A container made with `docker create` is observed like one made with the API. */
import { describeWithEngine } from '@dmap/testing'
import { comparable, observeHost } from '../simulate/host'

const P = 'dmcmd-'
const IMAGE = `${P}plain:1`

const CASES: ReadonlyArray<readonly [string, ReadonlyArray<string>, Record<string, unknown>]> = [
  ['nothing', [], {}],
  ['a terminal', ['--tty'], { Tty: true }],
  [
    'published ports',
    ['--publish', '127.0.0.1:28380:80', '--publish', '53/udp', '--expose', '90'],
    {
      ExposedPorts: { '80/tcp': {}, '53/udp': {}, '90/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '28380' }], '53/udp': [{}] } },
    },
  ],
  [
    'environment, labels, user',
    ['-e', 'B=1', '-e', 'A=2', '--label', 'a=b', '--user', '1000:1000'],
    { Env: ['B=1', 'A=2'], Labels: { a: 'b' }, User: '1000:1000' },
  ],
  [
    'volumes',
    ['-v', `${P}new:/v:ro`, '-v', '/anon', '-v', '/tmp:/t'],
    { Volumes: { '/anon': {} }, HostConfig: { Binds: [`${P}new:/v:ro`, '/tmp:/t'] } },
  ],
  ['volumes of another one', ['--volumes-from', `${P}other:ro`], { HostConfig: { VolumesFrom: [`${P}other:ro`] } }],
  ['a link', ['--link', `${P}other:db`], { HostConfig: { Links: [`${P}other:db`] } }],
  [
    'a network with an alias',
    ['--network', `${P}net`, '--network-alias', 'web', '--ip', '10.77.9.9'],
    {
      HostConfig: { NetworkMode: `${P}net` },
      NetworkingConfig: {
        EndpointsConfig: { [`${P}net`]: { Aliases: ['web'], IPAMConfig: { IPv4Address: '10.77.9.9' } } },
      },
    },
  ],
  [
    'the stack of another one',
    ['--network', `container:${P}other`],
    { HostConfig: { NetworkMode: `container:${P}other` } },
  ],
  [
    'limits',
    ['--memory', '64m', '--cpus', '0.5', '--pids-limit', '9', '--ulimit', 'nofile=10:20'],
    {
      HostConfig: {
        Memory: 67108864,
        NanoCpus: 500000000,
        PidsLimit: 9,
        Ulimits: [{ Name: 'nofile', Soft: 10, Hard: 20 }],
      },
    },
  ],
  [
    'restart and stop',
    ['--restart', 'on-failure:3', '--stop-signal', 'SIGINT', '--stop-timeout', '3'],
    {
      StopSignal: 'SIGINT',
      StopTimeout: 3,
      HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    },
  ],
  [
    'a health check',
    ['--health-cmd', 'true', '--health-interval', '5s'],
    { Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5000000000 } },
  ],
  ['no health check', ['--no-healthcheck'], { Healthcheck: { Test: ['NONE'] } }],
  ['an entrypoint', ['--entrypoint', 'sleep'], { Entrypoint: ['sleep'] }],
  ['no entrypoint', ['--entrypoint', ''], { Entrypoint: [''] }],
  [
    'the rest',
    [
      '--hostname',
      'h',
      '--domainname',
      'd',
      '--privileged',
      '--read-only',
      '--init',
      '--shm-size',
      '1m',
      '--cap-add',
      'NET_ADMIN',
      '--dns',
      '1.1.1.1',
      '--add-host',
      'a:1.2.3.4',
      '--tmpfs',
      '/run',
      '--log-opt',
      'max-size=1m',
      '--workdir',
      '/x/',
      '--security-opt',
      'seccomp=unconfined',
      '--sysctl',
      'net.ipv4.ip_forward=1',
      '--group-add',
      '1',
      '--device',
      '/dev/null:/dev/xx',
    ],
    {
      Hostname: 'h',
      Domainname: 'd',
      WorkingDir: '/x/',
      HostConfig: {
        Privileged: true,
        ReadonlyRootfs: true,
        Init: true,
        ShmSize: 1048576,
        CapAdd: ['NET_ADMIN'],
        Dns: ['1.1.1.1'],
        ExtraHosts: ['a:1.2.3.4'],
        Tmpfs: { '/run': '' },
        LogConfig: { Type: '', Config: { 'max-size': '1m' } },
        SecurityOpt: ['seccomp=unconfined'],
        Sysctls: { 'net.ipv4.ip_forward': '1' },
        GroupAdd: ['1'],
        Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/xx', CgroupPermissions: 'rwm' }],
      },
    },
  ],
]

/** The command line keeps binds in no order. */
const inAnyOrder = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, member) => (key === 'Binds' ? [...member].sort() : member))

describeWithEngine('docker create and the API make the same container', (engine) => {
  beforeAll(async () => {
    await engine.cleanUp(P)
    await engine.importImage(IMAGE)
    await engine.expectOk('POST', '/networks/create', {
      Name: `${P}net`,
      IPAM: { Config: [{ Subnet: '10.77.9.0/24' }] },
    })
    await engine.expectOk('POST', `/containers/create?name=${P}other`, { Image: IMAGE, Volumes: { '/shared': {} } })
  })
  afterAll(() => engine.cleanUp(P))

  it.each(CASES)('%s', async (_, options, body) => {
    const command = ['sleep', '60']
    await engine.expectOk('POST', `/containers/create?name=${P}new`, { Image: IMAGE, Cmd: command, ...body })
    const made = comparable(await observeHost(engine, P))
    await engine.expectOk('DELETE', `/containers/${P}new?v=1`)
    engine.docker('create', '--name', `${P}new`, ...options, IMAGE, ...command)
    const created = comparable(await observeHost(engine, P))
    await engine.expectOk('DELETE', `/containers/${P}new?v=1`)
    expect(inAnyOrder(created)).toEqual(inAnyOrder(made))
  })
})
