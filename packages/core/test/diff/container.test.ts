import type { JsonObject } from '../../src/base/json'
import { type ContainerContext, compareContainer } from '../../src/diff/container'
import type { Difference } from '../../src/diff/difference'
import type { ComparePolicy } from '../../src/map/model'
import { LABEL } from '../../src/resource/labels'
import { body, client, IMAGE_ID, image, observed, wanted } from './sample'

type Parts = Parameters<typeof body>[0]

/** Fields and their effects; `want` is compared with a container that was made from `have`. */
const effects = (difference: Difference): Readonly<Record<string, string>> =>
  difference._tag === 'Changed'
    ? Object.fromEntries(
        difference.changes.map(({ field, effect, policy }) => [field, policy === 'warn' ? 'warn' : effect]),
      )
    : {}

const compared = (
  want: Parts,
  have: Parts,
  config: JsonObject = {},
  context: Partial<ContainerContext> = {},
): Difference => {
  const of = image(config)
  const there = observed(wanted(body(have)), of)
  return compareContainer(wanted(body(want)), there, {
    client: client({ images: [of], containers: [there] }),
    ...context,
  })
}

const host = (HostConfig: JsonObject): Parts => ({ HostConfig })

const FULL = {
  Env: ['PATH=/bin', 'MODE=image'],
  User: '1000',
  Cmd: ['run'],
  Entrypoint: ['/entry'],
  Labels: { vendor: 'x' },
  ExposedPorts: { '80/tcp': {} },
  Volumes: { '/data': {} },
  WorkingDir: '/srv',
  StopSignal: 'SIGQUIT',
  Healthcheck: { Test: ['CMD', 'ok'], Interval: 5 },
}

describe('a container that is as it should be', () => {
  it.each<readonly [string, Parts, Parts, JsonObject]>([
    ['says nothing and shows nothing', {}, {}, {}],
    ['says nothing and shows what its image sets', {}, {}, FULL],
    [
      'says what the image sets anyway',
      { Env: ['MODE=image'], User: '1000', Cmd: ['run'], Entrypoint: ['/entry'] },
      {},
      FULL,
    ],
    ['has its environment in another order', { Env: ['A=1', 'B=2'] }, { Env: ['B=2', 'A=1'] }, {}],
    ['names a variable twice, and the last one counts', { Env: ['A=0', 'A=1'] }, { Env: ['A=1'] }, {}],
    [
      'has sets in another order',
      host({ CapAdd: ['A', 'B'], ExtraHosts: ['x:1', 'y:2'] }),
      host({ CapAdd: ['CAP_B', 'a'], ExtraHosts: ['y:2', 'x:1'] }),
      {},
    ],
    [
      'writes security options in the older way',
      host({ SecurityOpt: ['label:disable', 'no-new-privileges:true'] }),
      host({ SecurityOpt: ['no-new-privileges', 'label=disable'] }),
      {},
    ],
    [
      'has binds in another order',
      host({ Binds: ['/a:/a', '/b:/b:ro'] }),
      host({ Binds: ['/b/:/b/:ro', '/a:/a:rw'] }),
      {},
    ],
    [
      'mounts what another one binds',
      host({ Binds: ['data:/d', '/x:/x:ro'] }),
      host({
        Mounts: [
          { Type: 'volume', Source: 'data', Target: '/d' },
          { Type: 'bind', Source: '/x', Target: '/x', ReadOnly: true },
        ],
      }),
      {},
    ],
    [
      'has a port as a number',
      host({ PortBindings: { '80': [{ HostPort: 8080 }] } }),
      host({ PortBindings: { '80/tcp': [{ HostPort: '8080' }] } }),
      {},
    ],
    [
      'has bindings in another order',
      host({ PortBindings: { '80/tcp': [{ HostPort: '1' }, { HostPort: '2' }] } }),
      host({ PortBindings: { '80/tcp': [{ HostPort: '2' }, { HostPort: '1' }] } }),
      {},
    ],
    [
      'lets the Engine choose a port, in two ways',
      host({ PortBindings: { '80/tcp': [{ HostPort: '0' }] } }),
      host({ PortBindings: { '80/tcp': [{}] } }),
      {},
    ],
    ['links by another form', host({ Links: ['db'] }), host({ Links: ['/db:/shop.web/db'] }), {}],
    ['has the usual stop signal', { StopSignal: '15' }, {}, {}],
    ['has a stop signal by number', { StopSignal: '2' }, { StopSignal: 'INT' }, {}],
    ['has no limit in so many words', host({ CpuQuota: -1, PidsLimit: -1, Memory: 0 }), {}, {}],
    [
      'has devices in another order',
      host({
        Devices: [
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a' },
          { PathOnHost: '/dev/b', PathInContainer: '/dev/b' },
        ],
      }),
      host({
        Devices: [
          { PathOnHost: '/dev/b', PathInContainer: '/dev/b', CgroupPermissions: 'mrw' },
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: 'rwm' },
        ],
      }),
      {},
    ],
    [
      'has options of a tmpfs in another order',
      host({ Tmpfs: { '/t': 'size=1m,mode=700' } }),
      host({ Tmpfs: { '/t': 'mode=700,size=1m' } }),
      {},
    ],
    [
      'was made from another spec text',
      { Labels: { [LABEL.spec]: 'new' } },
      { Labels: { [LABEL.spec]: 'old', [LABEL.replaces]: 'x' } },
      {},
    ],
  ])('%s', (_, want, have, config) => {
    expect(compared(want, have, config)).toEqual({ _tag: 'Same' })
  })
})

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

describe('the image', () => {
  const other = 'sha256:0000000000000000000000000000000000000000000000000000000000000002'
  const have = observed(wanted(body({})), image(FULL))

  it('differs by the id behind the reference', () => {
    const images = [image(FULL, { references: [] }), image({}, { id: other })]
    expect(compareContainer(wanted(body({})), have, { client: client({ images }) })).toEqual({
      _tag: 'Changed',
      changes: [{ field: 'Image', want: other, have: IMAGE_ID, effect: 'replace', policy: 'strict' }],
    })
  })

  it('is the same under another reference', () => {
    const images = [image(FULL, { references: ['app:1', 'app:2'] })]
    const want = wanted(body({ Image: 'docker.io/library/app:2' }))
    expect(compareContainer(want, have, { client: client({ images }) })).toEqual({ _tag: 'Same' })
  })

  it.each([
    ['app:1', {}],
    ['docker.io/library/app:1', {}],
    ['app:2', { Image: 'replace' }],
    ['app@sha256:abc', { Image: 'replace' }],
  ])('is compared by its reference %s while it is to be pulled', (reference, expected) => {
    const want = wanted(body({ Image: reference }))
    const images = [image(FULL, { references: [] })]
    expect(effects(compareContainer(want, have, { client: client({ images }) }))).toEqual(expected)
  })

  it('may be given, as it will be', () => {
    const context = { client: client({ images: [image(FULL)] }), wantImage: image({}, { id: other }) }
    expect(effects(compareContainer(wanted(body({})), have, context))).toEqual({ Image: 'replace' })
  })

  it('may have set whatever the map does not, where it is not known', () => {
    const context = { client: client({ images: [] }) }
    expect(compareContainer(wanted(body({})), have, context)).toEqual({ _tag: 'Same' })
    const expected = { 'Env.MODE': 'replace', 'HostConfig.Init': 'replace', User: 'replace' }
    const want = wanted(body({ Env: ['MODE=own'], User: '1', ...host({ Init: true }) }))
    expect(effects(compareContainer(want, have, context))).toEqual(expected)
  })
})

describe('volumes', () => {
  const hex = (digit: string): string => digit.repeat(64)
  const volume = (name: string, destination = '/data') => ({ type: 'volume', name, destination, readonly: false })
  const anonymous = wanted(body({ Volumes: { '/data': {} } }))

  it('that nobody named are whatever volume without a given name is there', () => {
    const have = observed(anonymous, image(), { mounts: [volume(hex('a'))] })
    expect(compareContainer(anonymous, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('that were carried over are as wanted, others with a name are not', () => {
    const config = { Image: 'app:1', Labels: { ...anonymous.body.Labels, [LABEL.carried]: 'kept,more' } }
    const have = observed(anonymous, image(), { config, mounts: [volume('kept')] })
    expect(compareContainer(anonymous, have, { client: client() })).toEqual({ _tag: 'Same' })
    const strange = { ...have, mounts: [volume('strange')] }
    expect(effects(compareContainer(anonymous, strange, { client: client() }))).toEqual({ 'Mounts./data': 'replace' })
  })

  const source = (name: string) => ({
    ...observed(wanted(body({}), { name: 'shop.data' })),
    id: hex('5'),
    mounts: [volume(name)],
  })
  const user = wanted(body({ HostConfig: { VolumesFrom: ['shop.data'] } }))

  it('of another container are the ones that it has now', () => {
    const before = source(hex('a'))
    const have = observed(user, image(), {}, [before])
    expect(compareContainer(user, have, { client: client({ containers: [before] }) })).toEqual({ _tag: 'Same' })
    const after = source(hex('b'))
    expect(compareContainer(user, have, { client: client({ containers: [after] }) })).toMatchObject({
      changes: [{ field: 'Mounts./data', want: { Name: hex('b') }, have: { Name: hex('a') }, effect: 'replace' }],
    })
  })

  it('of a container that is not there cannot be told', () => {
    const have = observed(user, image(), {}, [source(hex('a'))])
    expect(compareContainer(user, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('of a container that is no longer used are gone', () => {
    const there = source(hex('a'))
    const have = observed(user, image(), {}, [there])
    const expected = { 'HostConfig.VolumesFrom.shop.data': 'replace', 'Mounts./data': 'replace' }
    expect(effects(compareContainer(wanted(body({})), have, { client: client({ containers: [there] }) }))).toEqual(
      expected,
    )
  })
})

describe('networks', () => {
  const front = { network: 'front', config: { Aliases: ['web'] } }
  const want = wanted(body(host({ NetworkMode: 'back' })), { endpoints: [front] })

  it.each([
    ['is not connected', {}, 'connect'],
    ['has other aliases', { front: { aliases: ['other'] } }, 'reconnect'],
    ['has another address', { front: { aliases: ['web'], ipam: { IPv4Address: '10.0.0.9' } } }, 'reconnect'],
    ['has a link', { front: { aliases: ['web'], links: ['db:db'] } }, 'reconnect'],
  ])('one %s', (_, networks, effect) => {
    const have = observed(want, image(), { networks: { back: {}, ...networks } })
    expect(effects(compareContainer(want, have, { client: client() }))).toEqual({ 'Networks.front': effect })
  })

  it('a stranger has connected it', () => {
    const have = observed(want, image(), { networks: { back: {}, front: { aliases: ['web'] }, other: {} } })
    expect(effects(compareContainer(want, have, { client: client() }))).toEqual({ 'Networks.other': 'disconnect' })
  })

  it('names of its own among the aliases say nothing', () => {
    const aliases = ['shop.web', 'shop.web.next', 'web']
    const have = observed(want, image(), { networks: { back: { aliases: ['shop.web'] }, front: { aliases } } })
    expect(compareContainer(want, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('a change comes from its entry in the map', () => {
    const have = observed(want, image(), { networks: { back: {} } })
    expect(compareContainer(want, have, { client: client() })).toMatchObject({
      changes: [{ origin: ['containers', 'web', 'networks', 0] }],
    })
  })
})

describe('the stack of another container', () => {
  const id = 'beef'.repeat(16)
  const want = wanted(body(host({ NetworkMode: 'container:shop.db' })))
  const shared = (mode: string) => observed(want, image(), { hostConfig: { NetworkMode: mode }, networks: {} })
  const db = { ...observed(wanted(body({}), { name: 'shop.db' })), id }

  it('is the same by id and by name', () => {
    const context = { client: client({ containers: [db] }) }
    expect(compareContainer(want, shared(`container:${id}`), context)).toEqual({ _tag: 'Same' })
  })

  it('differs where the id is that of a container that is gone', () => {
    const context = { client: client({ containers: [db] }) }
    expect(effects(compareContainer(want, shared(`container:${'dead'.repeat(16)}`), context))).toEqual({
      'HostConfig.NetworkMode': 'replace',
    })
  })

  it('is taken as the same where neither of them was looked at', () => {
    expect(compareContainer(want, shared(`container:${id}`), { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('brings its names along', () => {
    const have = shared('container:shop.db')
    const named = { ...have, config: { ...have.config, Hostname: 'db', Domainname: 'example.com' } }
    expect(compareContainer(want, named, { client: client({ containers: [db] }) })).toEqual({ _tag: 'Same' })
  })
})

describe('secrets', () => {
  const secret = { $secret: 'db' }
  const want = wanted(
    body({ Env: [{ $concat: ['PASSWORD=', secret] }], Cmd: ['run', { $concat: ['--key=', secret] }] }),
  )
  const have = (config: JsonObject) => observed(want, image(), { config: { ...observed(want).config, ...config } })

  it.each([
    ['redacted', { Env: ['PASSWORD=<secret>'] }],
    ['shown', { Env: ['PASSWORD=abc'], Cmd: ['run', '--key=abc'] }],
  ])('that are there are not compared, %s', (_, config) => {
    expect(compareContainer(want, have(config), { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('that are missing are, and no value is shown', () => {
    const difference = compareContainer(want, have({ Env: [], Cmd: ['run', '--other=abc'] }), { client: client() })
    expect(effects(difference)).toEqual({ Cmd: 'replace', 'Env.PASSWORD': 'replace' })
    expect(JSON.stringify(difference)).not.toContain('abc')
  })
})

describe('policies', () => {
  const there = observed(wanted(body({ Env: ['A=1', 'B=1'], Labels: { l: '1' } })))

  it.each<readonly [string, Readonly<Record<string, ComparePolicy>>, Readonly<Record<string, string>>]>([
    ['ignore a part', { env: 'ignore' }, { 'Labels.l': 'replace' }],
    ['warn of a part', { env: 'warn', labels: 'ignore' }, { 'Env.A': 'warn', 'Env.B': 'warn' }],
    ['hold for the nearest place', { Env: 'ignore', 'env.B': 'warn', labels: 'ignore' }, { 'Env.B': 'warn' }],
    [
      'that come later hold for the same place',
      { environment: 'ignore', env: 'warn', labels: 'ignore' },
      { 'Env.A': 'warn', 'Env.B': 'warn' },
    ],
    ['are strict where none is set', {}, { 'Env.A': 'replace', 'Env.B': 'replace', 'Labels.l': 'replace' }],
  ])('%s', (_, compare, expected) => {
    expect(effects(compareContainer(wanted(body({}), { compare }), there, { client: client() }))).toEqual(expected)
  })
})

describe('adoption', () => {
  const foreign = observed(wanted({ Image: 'app:1', Labels: { theirs: '1' } }))

  it('does not compare labels of a container that is not ours', () => {
    expect(compareContainer(wanted(body({})), foreign, { client: client(), adopt: true })).toEqual({ _tag: 'Same' })
  })

  it('compares those of one that is ours', () => {
    expect(effects(compared({ Labels: { a: '1' } }, {}, {}, { adopt: true }))).toEqual({ 'Labels.a': 'replace' })
  })
})
