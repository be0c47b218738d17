import { type ContainerBody, materialise, type ObservedImage, type ObservedMount } from '../../src/index'

const image: ObservedImage = {
  id: 'sha256:1',
  references: ['web:1'],
  config: {
    Entrypoint: ['sh'],
    Cmd: ['-c', 'serve'],
    Env: ['A=1', 'B=1'],
    User: 'app',
    Labels: { x: '1', y: '1' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/app',
    StopSignal: 'SIGINT',
    Healthcheck: { Test: ['CMD', 'check'], Interval: 5, Retries: 3 },
  },
}

const made = (body: Partial<ContainerBody>, rest: Partial<Parameters<typeof materialise>[0]> = {}) =>
  materialise({ body: { Image: 'web:1', Labels: {}, ...body }, image, ...rest })

const bare = (body: Partial<ContainerBody>, rest = {}) =>
  materialise({ body: { Image: 'web:1', Labels: {}, ...body }, ...rest })

describe('over the image', () => {
  it('nothing asked for leaves all that is in the image', () => {
    expect(made({}).config).toEqual({ Image: 'web:1', ...image.config })
  })

  it.each<[string, Partial<ContainerBody>, object]>([
    ['environment is merged by name', { Env: ['B=2', 'C=3'] }, { Env: ['A=1', 'B=2', 'C=3'] }],
    ['labels are merged', { Labels: { y: '2', z: '' } }, { Labels: { x: '1', y: '2', z: '' } }],
    ['a command replaces the command', { Cmd: ['other'] }, { Cmd: ['other'], Entrypoint: ['sh'] }],
    [
      'ports are united, however they are written',
      { ExposedPorts: { '90': {}, '53/UDP': {} } },
      { ExposedPorts: { '80/tcp': {}, '90/tcp': {}, '53/udp': {} } },
    ],
    ['volumes are united', { Volumes: { '/other': {} } }, { Volumes: { '/data': {}, '/other': {} } }],
    [
      'a health check is filled up',
      { Healthcheck: { Retries: 9 } },
      { Healthcheck: { Test: ['CMD', 'check'], Interval: 5, Retries: 9 } },
    ],
    [
      'single values replace',
      { User: 'root', WorkingDir: '/x/', StopSignal: 'SIGTERM' },
      { User: 'root', WorkingDir: '/x', StopSignal: 'SIGTERM' },
    ],
    ['empty values do not', { User: '', WorkingDir: '' }, { User: 'app', WorkingDir: '/app' }],
  ])('%s', (_, body, config) => {
    expect(made(body).config).toMatchObject(config)
  })

  it('an entrypoint takes the command of the image away', () => {
    expect(made({ Entrypoint: ['other'] }).config).toMatchObject({ Entrypoint: ['other'] })
    expect(made({ Entrypoint: ['other'] }).config).not.toHaveProperty('Cmd')
  })

  it('an empty entrypoint keeps the command, one of empty text does not', () => {
    expect(made({ Entrypoint: [] }).config).toMatchObject({ Cmd: ['-c', 'serve'] })
    expect(made({ Entrypoint: [] }).config).not.toHaveProperty('Entrypoint')
    expect(made({ Entrypoint: [''], Cmd: ['x'] }).config).toMatchObject({ Cmd: ['x'] })
    expect(made({ Entrypoint: [''] }).config).not.toHaveProperty('Cmd')
  })
})

describe('networks', () => {
  const names = (body: Partial<ContainerBody>) => Object.keys(bare(body).networks)

  it.each<[string, ContainerBody['HostConfig'], string[]]>([
    ['none asked for', {}, ['bridge']],
    ['the default one', { NetworkMode: 'default' }, ['bridge']],
    ['the host', { NetworkMode: 'host' }, ['host']],
    ['none', { NetworkMode: 'none' }, ['none']],
    ['a network', { NetworkMode: 'front' }, ['front']],
    ['another container', { NetworkMode: 'container:db' }, []],
  ])('%s', (_, HostConfig, expected) => {
    expect(names({ HostConfig: HostConfig ?? {} })).toEqual(expected)
  })

  it('endpoints in the body stand in place of the one that the mode leads to', () => {
    expect(names({ NetworkingConfig: { EndpointsConfig: { front: {} } } })).toEqual(['front'])
  })

  it('endpoints connected later are added, with what was asked for', () => {
    const config = { Aliases: ['w', 'a'], Links: ['db:d', 'db'], IPAMConfig: { IPv4Address: '10.0.0.9' } }
    expect(bare({}, { endpoints: [{ network: 'back', config, field: [] }] }).networks).toEqual({
      back: { aliases: ['a', 'w'], links: ['db:d', 'db:db'], ipam: { IPv4Address: '10.0.0.9' } },
      bridge: {},
    })
  })

  it('legacy links are kept on the default network only', () => {
    const Links = ['/db:d', 'db']
    expect(bare({ HostConfig: { Links } }).hostConfig).toEqual({ Links: ['db:d', 'db:db'] })
    expect(bare({ HostConfig: { Links, NetworkMode: 'front' } }).hostConfig).toEqual({ NetworkMode: 'front' })
  })
})

describe('mounts', () => {
  const source: ReadonlyArray<ObservedMount> = [
    { type: 'volume', name: 'v1', destination: '/data', readonly: false },
    { type: 'bind', source: '/srv', destination: '/srv', readonly: true },
  ]
  const mountsOf = (name: string) => (name === 'db' ? source : undefined)

  it('an anonymous volume has no name yet', () => {
    expect(bare({ Volumes: { '/a/': {} }, HostConfig: { Binds: ['/b'] } }).mounts).toEqual([
      { type: 'volume', destination: '/a', readonly: false },
      { type: 'volume', destination: '/b', readonly: false },
    ])
  })

  it('binds of paths and of volumes', () => {
    expect(bare({ HostConfig: { Binds: ['/srv//x/:/x:ro,z', 'v:/v'] } }).mounts).toEqual([
      { type: 'volume', name: 'v', destination: '/v', readonly: false },
      { type: 'bind', source: '/srv/x', destination: '/x', readonly: true },
    ])
  })

  it('volumes of another container, of which a bind takes the place', () => {
    expect(
      bare({ HostConfig: { VolumesFrom: ['db:ro', 'nobody'], Binds: ['/own:/srv'] } }, { mountsOf }).mounts,
    ).toEqual([
      { type: 'volume', name: 'v1', destination: '/data', readonly: true },
      { type: 'bind', source: '/own', destination: '/srv', readonly: false },
    ])
  })

  it('a volume of the image gives way to whatever is mounted there', () => {
    expect(made({ HostConfig: { Tmpfs: { '/data': '' } } }).mounts).toEqual([])
    expect(made({ HostConfig: { Binds: ['v:/data'] } }).mounts).toMatchObject([{ name: 'v' }])
    expect(made({ HostConfig: { VolumesFrom: ['db'] } }, { mountsOf }).mounts).toMatchObject([
      { name: 'v1' },
      { source: '/srv' },
    ])
  })
})

describe('secrets', () => {
  it('stand as placeholders wherever text may stand', () => {
    const { config } = bare({
      Env: [{ $concat: ['P=a', { $secret: 's' }] }, 'Q=1'],
      Cmd: ['--key', { $secret: 's' }],
      Labels: { token: { $secret: 's' }, mixed: { $concat: ['a-', { $secret: 's' }] } },
    })
    expect(config).toEqual({
      Image: 'web:1',
      Env: ['P=<secret>', 'Q=1'],
      Cmd: ['--key', '<secret>'],
      Labels: { token: '<secret>', mixed: 'a-<secret>' },
    })
  })
})

it('the body is not changed', () => {
  const body: ContainerBody = {
    Image: 'web:1',
    Labels: { a: 'b' },
    Env: ['B=1', 'A=1'],
    HostConfig: { Binds: ['/a:/b'] },
  }
  const before = JSON.stringify(body)
  materialise({ body, image })
  expect(JSON.stringify(body)).toBe(before)
})
