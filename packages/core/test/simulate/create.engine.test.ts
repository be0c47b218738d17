/** Field by field: what is predicted for a new container is what a real Engine shows. */
import { describeWithEngine } from '@dmap/testing'
import { type ContainerBody, type Observation, simulatedEngine } from '../../src/index'
import { comparable, observeHost } from './host'

const P = 'dmfid-'
const PLAIN = `${P}plain:1`
const FULL = `${P}full:1`

type Case = readonly [name: string, body: Record<string, unknown>]

const host = (HostConfig: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({ ...rest, HostConfig })

const CASES: ReadonlyArray<Case> = [
  ['nothing asked for', {}],
  ['nothing asked for, of an image that sets everything', { Image: FULL }],
  [
    'environment and labels over those of the image',
    { Image: FULL, Env: ['B=9', 'Z=1', 'C'], Labels: { y: '3', z: '' } },
  ],
  ['a command over that of the image', { Image: FULL, Cmd: ['-c', 'true', ''] }],
  ['an empty command', { Image: FULL, Cmd: [] }],
  ["an entrypoint, which drops the image's command", { Image: FULL, Entrypoint: ['sleep'] }],
  ['an entrypoint and a command', { Image: FULL, Entrypoint: ['sleep'], Cmd: ['60'] }],
  ["an empty entrypoint, which keeps the image's command", { Image: FULL, Entrypoint: [] }],
  ['an entrypoint reset with empty text', { Image: FULL, Entrypoint: [''], Cmd: ['sh'] }],
  ['part of a health check', { Image: FULL, Healthcheck: { Retries: 7 } }],
  ['another health check', { Image: FULL, Healthcheck: { Test: ['CMD', 'false'], StartPeriod: 5000000000 } }],
  ['no health check', { Image: FULL, Healthcheck: { Test: ['NONE'] } }],
  [
    'user, working directory, stop signal and timeout',
    { Image: FULL, User: '0', WorkingDir: '/x/../y/', StopSignal: 'SIGQUIT', StopTimeout: 0 },
  ],
  ['empty user and working directory', { Image: FULL, User: '', WorkingDir: '' }],
  ['host name and domain', { Hostname: 'web', Domainname: 'example.com' }],
  ['terminal and input', { Tty: true, OpenStdin: true, StdinOnce: true, AttachStdout: true }],
  ['hardware address', { MacAddress: '02:42:ac:11:00:99' }],
  ['exposed ports over those of the image', { Image: FULL, ExposedPorts: { '81/tcp': {}, '53/udp': {} } }],
  [
    'published ports',
    host(
      {
        PortBindings: {
          '80/tcp': [{ HostPort: '28180' }],
          '81/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }],
          '82/tcp': [],
        },
      },
      { ExposedPorts: { '80/tcp': {} } },
    ),
  ],
  ['all ports published', host({ PublishAllPorts: true }, { Image: FULL })],
  ['volumes over those of the image', { Image: FULL, Volumes: { '/third': {}, '/data': {} } }],
  ['binds of paths and volumes', host({ Binds: [`${P}new:/v`, `/tmp/${P}dir:/p:ro`, `${P}vol:/w/:ro`] })],
  [
    'binds over the volumes of the image',
    host({ Binds: [`${P}new:/data`], Tmpfs: { '/other': 'size=1m' } }, { Image: FULL }),
  ],
  [
    'mounts',
    host({
      Mounts: [
        { Type: 'volume', Source: `${P}new`, Target: '/v' },
        { Type: 'tmpfs', Target: '/t' },
        { Type: 'bind', Source: '/tmp', Target: '/b', ReadOnly: true },
        { Type: 'volume', Target: '/anon' },
      ],
    }),
  ],
  ['volumes of another container', host({ VolumesFrom: [`${P}full`] })],
  [
    'volumes of another container, read-only, and a bind over one of them',
    host({ VolumesFrom: [`${P}full:ro`], Binds: ['/tmp:/data'] }),
  ],
  ['links', host({ Links: [`${P}plain:db`, `${P}plain`, `/${P}full:zz`] })],
  ['the network stack of another container', host({ NetworkMode: `container:${P}plain` })],
  ['the network stack of a container that is not there', host({ NetworkMode: `container:${P}nobody` })],
  ['the network stack of the host', host({ NetworkMode: 'host' })],
  ['the network stack of the host, with a name', host({ NetworkMode: 'host' }, { Hostname: 'own' })],
  ['no network', host({ NetworkMode: 'none' })],
  ['the default network by its names', host({ NetworkMode: 'bridge' })],
  ['a network', host({ NetworkMode: `${P}net` })],
  ['a network that is not there', host({ NetworkMode: `${P}nonet` })],
  ['a network with legacy links, which it forgets', host({ NetworkMode: `${P}net`, Links: [`${P}plain:db`] })],
  [
    'an endpoint with aliases, links, and an address',
    {
      ...host({ NetworkMode: `${P}net` }),
      NetworkingConfig: {
        EndpointsConfig: {
          [`${P}net`]: { Aliases: ['web', 'a'], Links: [`${P}plain:db`], IPAMConfig: { IPv4Address: '10.78.0.50' } },
        },
      },
    },
  ],
  [
    'an endpoint without a network mode',
    { NetworkingConfig: { EndpointsConfig: { [`${P}net`]: { Aliases: ['web'] } } } },
  ],
  ['memory, of which the swap limit is derived', host({ Memory: 33554432 })],
  [
    'memory and swap',
    host({ Memory: 33554432, MemorySwap: -1, MemoryReservation: 20000000, MemorySwappiness: 0, OomKillDisable: true }),
  ],
  [
    'limits',
    host({
      NanoCpus: 500000000,
      CpuShares: 512,
      CpusetCpus: '0',
      PidsLimit: 10,
      BlkioWeight: 0,
      Ulimits: [{ Name: 'nofile', Soft: 0, Hard: 20 }],
    }),
  ],
  ['restart always', host({ RestartPolicy: { Name: 'always' } })],
  ['restart on failure', host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } })],
  ['restart no', host({ RestartPolicy: { Name: 'no' } })],
  ['privileged', host({ Privileged: true })],
  ['processes, messages and names of the host', host({ PidMode: 'host', IpcMode: 'host', UTSMode: 'host' })],
  [
    'security',
    host({
      CapAdd: ['NET_ADMIN'],
      CapDrop: ['ALL'],
      SecurityOpt: ['seccomp=unconfined'],
      ReadonlyRootfs: true,
      GroupAdd: ['1'],
    }),
  ],
  [
    'names and addresses',
    host({ Dns: ['1.1.1.1'], DnsSearch: ['example.com'], DnsOptions: ['ndots:1'], ExtraHosts: ['a:1.2.3.4'] }),
  ],
  [
    "the Engine's defaults in full",
    host({
      ShmSize: 67108864,
      IpcMode: 'private',
      Runtime: 'runc',
      LogConfig: { Type: 'json-file', Config: {} },
      CgroupnsMode: 'host',
      PidsLimit: 0,
      Init: false,
      NetworkMode: 'default',
    }),
  ],
  [
    'other settings',
    host({
      ShmSize: 1000000,
      Init: true,
      Sysctls: { 'net.ipv4.ip_forward': '1' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
      Tmpfs: { '/run': '' },
      OomScoreAdj: 10,
      AutoRemove: true,
      IpcMode: 'shareable',
      CgroupnsMode: 'private',
      Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/xx', CgroupPermissions: 'rwm' }],
    }),
  ],
  ['no log', host({ LogConfig: { Type: 'none' } })],
]

const REFUSED: ReadonlyArray<readonly [string, number, Record<string, unknown>]> = [
  ['an image that is not there', 404, { Image: `${P}none:1` }],
  ['a link to nobody', 400, host({ Links: [`${P}nobody:x`] })],
  ['volumes of nobody', 400, host({ VolumesFrom: [`${P}nobody`] })],
  [
    'a host name in the stack of another container',
    400,
    host({ NetworkMode: `container:${P}plain` }, { Hostname: 'x' }),
  ],
  [
    'exposed ports in the stack of another container',
    400,
    host({ NetworkMode: `container:${P}plain` }, { ExposedPorts: { '80/tcp': {} } }),
  ],
  [
    'published ports in the stack of another container',
    400,
    host({ NetworkMode: `container:${P}plain`, PortBindings: { '80/tcp': [{ HostPort: '1' }] } }),
  ],
  [
    'links in the stack of another container',
    400,
    host({ NetworkMode: `container:${P}plain`, Links: [`${P}plain:x`] }),
  ],
  ['links in the stack of the host', 400, host({ NetworkMode: 'host', Links: [`${P}plain:x`] })],
  ['two mounts in one place', 400, host({ Binds: ['/a:/x', '/b:/x/'] })],
  ['a relative path as a volume', 400, host({ Binds: ['x/y:/x'] })],
  ['a bind at a relative path', 500, host({ Binds: ['/a:x'] })],
  ['a bind over the root', 500, host({ Binds: ['/a:/x/..'] })],
  ['a volume in memory at a relative path', 400, host({ Tmpfs: { x: '' } })],
  ['a mount over the root', 400, host({ Mounts: [{ Type: 'tmpfs', Target: '/' }] })],
  ['a relative working directory', 400, { WorkingDir: 'x' }],
  ['too little memory', 400, host({ Memory: 1000000 })],
  ['swap without memory', 400, host({ MemorySwap: 100000000 })],
  ['less swap than memory', 400, host({ Memory: 33554432, MemorySwap: 20000000 })],
  ['an empty command', 400, { Image: FULL, Entrypoint: [''] }],
]

describeWithEngine('a container is predicted as the Engine makes it', (engine) => {
  let before: Observation

  beforeAll(async () => {
    await engine.cleanUp(P)
    await engine.importImage(PLAIN)
    await engine.importImage(FULL, {
      Entrypoint: ['sh'],
      Cmd: ['-c', 'sleep 3600'],
      User: '1000:1000',
      Env: ['PATH=/bin', 'A=1', 'B=2'],
      ExposedPorts: { '80/tcp': {}, '53/udp': {} },
      Volumes: { '/data': {}, '/other': {} },
      Labels: { x: '1', y: '2' },
      WorkingDir: '/tmp',
      StopSignal: 'SIGINT',
      Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 1000000000, Retries: 2 },
    })
    await engine.expectOk('POST', '/networks/create', {
      Name: `${P}net`,
      IPAM: { Config: [{ Subnet: '10.78.0.0/24' }] },
    })
    await engine.expectOk('POST', '/volumes/create', { Name: `${P}vol`, Labels: { a: 'b' } })
    await engine.expectOk('POST', `/containers/create?name=${P}plain`, { Image: PLAIN })
    await engine.expectOk('POST', `/containers/${P}plain/start`)
    await engine.expectOk('POST', `/containers/create?name=${P}full`, { Image: FULL })
    before = await observeHost(engine, P)
  })

  afterEach(async () => {
    await engine.request('DELETE', `/containers/${P}new?force=1&v=1`)
    await engine.request('DELETE', `/volumes/${P}new?force=1`)
  })
  afterAll(() => engine.cleanUp(P))

  const predict = (body: Record<string, unknown>) => {
    const simulated = simulatedEngine(before)
    const performed = simulated.perform({
      _tag: 'CreateContainer',
      client: 'host',
      target: `container:${P}new@host`,
      name: `${P}new`,
      body: { Image: PLAIN, Labels: {}, ...body } as ContainerBody,
    })
    return { performed, after: simulated.snapshot() }
  }

  it.each(CASES)('%s', async (_, body) => {
    const { performed, after } = predict(body)
    expect(performed).toMatchObject({ _tag: 'Right' })
    await engine.expectOk('POST', `/containers/create?name=${P}new`, { Image: PLAIN, ...body })
    expect(comparable(after)).toEqual(comparable(await observeHost(engine, P)))
  })

  it.each(REFUSED)('%s is refused with %d', async (_, status, body) => {
    const real = await engine.request('POST', `/containers/create?name=${P}new`, { Image: PLAIN, ...body })
    expect(real.status).toBe(status)
    const { performed, after } = predict(body)
    expect(performed).toMatchObject({ _tag: 'Left', left: { _tag: 'Refused', status } })
    expect(comparable(after)).toEqual(comparable(before))
  })
})
