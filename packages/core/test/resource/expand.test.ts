import fc from 'fast-check'
import { canonicalJson } from '../../src/base/canonical'
import type { ContainerConfig, ContainerMap } from '../../src/map/model'
import type { ContainerResource } from '../../src/resource/resource'
import {
  bodyOf,
  clientsOf,
  configOf,
  container,
  endpointOf,
  expanded,
  issuesOf,
  mapOf,
  networkOf,
  resource,
  use,
  volumeOf,
} from './build'

/** The example at the end of the specification. */
const example: ContainerMap = mapOf(
  {
    web_server: {
      image: 'nginx',
      binds: [{ path: '/etc/nginx', host_path: 'config/nginx', readonly: true }],
      uses: [use('app_server_socket')],
      attaches: [use('web_log')],
      exposes: [
        { port: 80, protocol: 'tcp', host_port: 80, ipv6: false },
        { port: 443, protocol: 'tcp', host_port: 443, ipv6: false },
      ],
    },
    app_server: {
      image: 'app',
      instances: ['instance1', 'instance2'],
      binds: [
        { alias: 'app_config', readonly: true },
        { alias: 'app_data', readonly: false },
      ],
      attaches: [use('app_log'), use('app_server_socket')],
      user: '2000',
      permissions: 'u=rwX,g=rX,o=',
    },
  },
  {
    name: 'example_map',
    repository: 'registry.example.com',
    volumes: {
      web_log: volumeOf('/var/log/nginx'),
      app_server_socket: volumeOf('/var/lib/app/socket'),
      app_config: volumeOf('/var/lib/app/config'),
      app_log: volumeOf('/var/lib/app/log'),
      app_data: volumeOf('/var/lib/app/data'),
    },
    host: {
      root: '/var/lib/site',
      paths: {
        app_config: { instance1: 'config/app1', instance2: 'config/app2' },
        app_data: { instance1: 'data/app1', instance2: 'data/app2' },
      },
    },
  },
)

describe('the example of the specification', () => {
  const resources = expanded(example)

  it('makes these resources', () => {
    expect(resources.all.map(({ id }) => id)).toEqual([
      'container:example_map.app_log@default',
      'container:example_map.app_server.instance1@default',
      'container:example_map.app_server.instance2@default',
      'container:example_map.app_server_socket@default',
      'container:example_map.web_log@default',
      'container:example_map.web_server@default',
      'image:busybox:latest@default',
      'image:registry.example.com/app:latest@default',
      'image:registry.example.com/nginx:latest@default',
      'image:tianon/true:latest@default',
    ])
  })

  it('binds each instance to its own paths, and gives it what the config attaches', () => {
    const { body } = container(resources, 'example_map.app_server.instance1')
    expect(body).toEqual({
      Image: 'registry.example.com/app:latest',
      Hostname: 'example-map-app-server-instance1',
      User: '2000',
      Labels: {
        'io.dmap.map': 'example_map',
        'io.dmap.config': 'app_server',
        'io.dmap.instance': 'instance1',
        'io.dmap.kind': 'instance',
        'io.dmap.spec': expect.stringMatching(/^sha256:/),
        'io.dmap.prepared.app_log': expect.any(String),
        'io.dmap.prepared.app_server_socket': expect.any(String),
      },
      HostConfig: {
        Binds: ['/var/lib/site/config/app1:/var/lib/app/config:ro', '/var/lib/site/data/app1:/var/lib/app/data:rw'],
        VolumesFrom: ['example_map.app_log', 'example_map.app_server_socket'],
      },
    })
    expect(container(resources, 'example_map.app_server.instance2').body.HostConfig?.Binds).toEqual([
      '/var/lib/site/config/app2:/var/lib/app/config:ro',
      '/var/lib/site/data/app2:/var/lib/app/data:rw',
    ])
  })

  it('publishes the ports of the web server, and shares the socket with it', () => {
    const { body } = container(resources, 'example_map.web_server')
    expect(body).toMatchObject({
      Image: 'registry.example.com/nginx:latest',
      ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
      HostConfig: {
        Binds: ['/var/lib/site/config/nginx:/etc/nginx:ro'],
        VolumesFrom: ['example_map.web_log', 'example_map.app_server_socket'],
        PortBindings: { '80/tcp': [{ HostPort: '80' }], '443/tcp': [{ HostPort: '443' }] },
      },
    })
    expect(body.Labels).not.toHaveProperty('io.dmap.prepared.web_log')
  })

  it('makes the socket a container that is prepared before its owners start', () => {
    const socket = container(resources, 'example_map.app_server_socket')
    expect(socket.body).toMatchObject({
      Image: 'tianon/true:latest',
      Volumes: { '/var/lib/app/socket': {} },
      NetworkDisabled: true,
    })
    expect(socket.attached).toMatchObject({
      alias: 'app_server_socket',
      parent: 'app_server',
      path: '/var/lib/app/socket',
      owners: [
        'container:example_map.app_server.instance1@default',
        'container:example_map.app_server.instance2@default',
      ],
      preparation: {
        owner: '2000:2000',
        mode: 'u=rwX,g=rX,o=',
        label: 'io.dmap.prepared.app_server_socket',
        helperImage: 'image:busybox:latest@default',
        evidence: container(resources, 'example_map.app_server.instance1').body.Labels[
          'io.dmap.prepared.app_server_socket'
        ],
      },
    })
    expect(socket.needs.map(({ id, because }) => [id, because._tag])).toEqual([
      ['image:tianon/true:latest@default', 'Image'],
      ['image:busybox:latest@default', 'HelperImage'],
    ])
    expect(container(resources, 'example_map.web_log').attached?.preparation).toBeNull()
  })

  it('lets the web server need the socket and its owners, with the field that says so', () => {
    const field = ['containers', 'web_server']
    const because = { _tag: 'Uses', reference: 'app_server_socket' }
    expect(container(resources, 'example_map.web_server').needs).toEqual([
      { id: 'image:registry.example.com/nginx:latest@default', because: { _tag: 'Image' }, field: [...field, 'image'] },
      {
        id: 'container:example_map.web_log@default',
        because: { _tag: 'Attaches', alias: 'web_log' },
        field: [...field, 'attaches', 0],
      },
      { id: 'container:example_map.app_server_socket@default', because, field: [...field, 'uses', 0] },
      { id: 'container:example_map.app_server.instance1@default', because, field: [...field, 'uses', 0] },
      { id: 'container:example_map.app_server.instance2@default', because, field: [...field, 'uses', 0] },
    ])
  })

  it('is the same with named volumes, apart from what holds them', () => {
    const volumes = expanded({ ...example, attached: 'volume' })
    expect(volumes.all.map(({ id }) => id).filter((id) => !id.startsWith('image:'))).toEqual([
      'container:example_map.app_server.instance1@default',
      'container:example_map.app_server.instance2@default',
      'container:example_map.web_server@default',
      'volume:example_map.app_log@default',
      'volume:example_map.app_server_socket@default',
      'volume:example_map.web_log@default',
    ])
    expect(volumes.all.map(({ id }) => id)).not.toContain('image:tianon/true:latest@default')
    expect(container(volumes, 'example_map.web_server').body.HostConfig).toMatchObject({
      Binds: [
        '/var/lib/site/config/nginx:/etc/nginx:ro',
        'example_map.web_log:/var/log/nginx:rw',
        'example_map.app_server_socket:/var/lib/app/socket:rw',
      ],
    })
    expect(container(volumes, 'example_map.web_server').body.HostConfig).not.toHaveProperty('VolumesFrom')
    expect(resource(volumes, 'volume:example_map.app_server_socket@default')).toMatchObject({
      body: {
        Labels: { 'io.dmap.map': 'example_map', 'io.dmap.alias': 'app_server_socket', 'io.dmap.kind': 'volume' },
      },
      attached: { preparation: { owner: '2000:2000' } },
      needs: [{ id: 'image:busybox:latest@default' }],
    })
  })

  it('is frozen', () => {
    expect(
      () => ((container(resources, 'example_map.web_server').body.Labels as Record<string, string>).x = '1'),
    ).toThrow(TypeError)
  })

  it('does not depend on the order of keys', () => {
    const turned = { ...example, containers: Object.fromEntries(Object.entries(example.containers).reverse()) }
    expect(canonicalJson(expanded(turned) as never)).toBe(canonicalJson(resources as never))
  })
})

describe('attached volumes', () => {
  const volumes = { log: volumeOf('/log'), data: volumeOf('/data', { user: '0', permissions: '0700' }) }
  const preparation = (config: Partial<ContainerConfig>, alias = 'log') =>
    container(expanded(mapOf({ app: { attaches: [use(alias)], ...config } }, { volumes })), `shop.${alias}`).attached
      ?.preparation

  it.each([
    [
      'a lone user is its own group',
      { user: '1000' },
      'log',
      { owner: '1000:1000', mode: null, field: ['containers', 'app', 'user'] },
    ],
    ['a group is kept', { user: '1000:50' }, 'log', { owner: '1000:50' }],
    ['zero counts', { user: '0' }, 'log', { owner: '0:0' }],
    ['root is zero everywhere', { user: 'root' }, 'log', { owner: '0:0' }],
    [
      'permissions alone',
      { permissions: 'o=' },
      'log',
      { owner: null, mode: 'o=', field: ['containers', 'app', 'permissions'] },
    ],
    [
      'the volume says more than its config',
      { user: '1000', permissions: 'o=' },
      'data',
      { owner: '0:0', mode: '0700', field: ['volumes', 'data', 'user'] },
    ],
  ])('%s', (_, config, alias, expected) => {
    expect(preparation(config, alias)).toMatchObject(expected)
  })

  it('are not prepared where nothing is asked for', () => {
    expect(preparation({})).toBeNull()
    expect(preparation({ user: '' })).toBeNull()
  })

  it.each([
    ['a name alone is its own group', { user: 'app' }, 'app:app'],
    ['names and numbers may be mixed', { user: '2000:staff' }, '2000:staff'],
    ['root is a number among names as well', { user: 'root:staff' }, '0:staff'],
    ['a name may begin with root', { user: 'rootless:groot' }, 'rootless:groot'],
  ])('%s', (_, config, owner) => {
    expect(preparation(config)).toMatchObject({ owner })
  })

  it.each<readonly [string, Partial<ContainerConfig>, string]>([
    ["is that of the config, whatever the helper's is", { image: 'own' }, 'registry.example.com/own:devel'],
    ['is named like the config where it says nothing', {}, 'registry.example.com/app:devel'],
    ['is what an option says', { image: 'own', create_options: { image: 'other:1' } }, 'other:1'],
    ['is what an option says under its name in the API', { host_config: { Image: 'other' } }, 'other:latest'],
  ])('the image that knows the names %s', (_, config, image) => {
    const app = { attaches: [use('log')], user: 'app', pull: 'always', ...config } as const
    const naming = { volumes, repository: 'registry.example.com', default_tag: 'devel' }
    const resources = expanded(mapOf({ app }, naming))
    const own = container(resources, 'shop.app')
    expect(container(resources, 'shop.log').attached?.preparation?.helperImage).toBe(`image:${image}@default`)
    expect(own.image).toBe(`image:${image}@default`)
    expect(resources.all.filter(({ kind }) => kind === 'image').map(({ name }) => name)).toEqual([
      image,
      'tianon/true:latest',
    ])
    expect(resource(resources, own.image)).toMatchObject({ pull: 'always' })
  })

  it('the image that knows the names is that of a call', () => {
    const map = mapOf({ app: { attaches: [use('log')], user: 'app' } }, { volumes })
    const overrides = [{ selection: ['app'], options: { image: 'called:2' } }]
    expect(container(expanded(map, { overrides }), 'shop.log').attached?.preparation?.helperImage).toBe(
      'image:called:2@default',
    )
  })

  it.each(['1:2:3', '-x', 'a/b', '12345678901', 'ä'])('ask for numbers or a name instead of %s', (user) => {
    expect(issuesOf(mapOf({ app: { attaches: [use('log')], user } }, { volumes }))).toMatchObject([
      { code: 'invalid-value', path: ['containers', 'app', 'user'], hint: expect.stringContaining('volumes.log.user') },
    ])
    expect(preparation({ user }, 'data')).toMatchObject({ owner: '0:0' })
  })

  it('show other evidence for another owner, mode, or volume', () => {
    const seen = [{ user: '1' }, { user: '2' }, { user: '1', permissions: 'o=' }].map(
      (config) => preparation(config)?.evidence,
    )
    expect(new Set(seen).size).toBe(3)
  })

  it('have their parent in the name where the map says so', () => {
    const map = mapOf(
      { app: { attaches: [use('log')] }, other: { attaches: [use('log')] }, web: { uses: [use('app.log', true)] } },
      { volumes, use_attached_parent_name: true },
    )
    const resources = expanded(map)
    expect(container(resources, 'shop.app.log').attached?.parent).toBe('app')
    expect(container(resources, 'shop.web').body.HostConfig).toEqual({ VolumesFrom: ['shop.app.log:ro'] })
  })

  it('of one name are an issue that names both places', () => {
    expect(
      issuesOf(mapOf({ app: { attaches: [use('log')] }, other: { attaches: [use('log')] } }, { volumes })),
    ).toMatchObject([
      {
        code: 'duplicate-name',
        path: ['containers', 'other', 'attaches', 0],
        related: [{ path: ['containers', 'app', 'attaches', 0] }],
      },
    ])
  })

  it('of one name on two clients are two', () => {
    const map = mapOf(
      { app: { attaches: [use('log')], clients: ['a'] }, other: { attaches: [use('log')], clients: ['b'] } },
      { volumes },
    )
    expect(
      expanded(map, { clients: clientsOf({ a: {}, b: {} }) }).all.filter(({ name }) => name === 'shop.log'),
    ).toHaveLength(2)
  })

  it('are a volume where the client or a driver says so', () => {
    const map = mapOf(
      { app: { attaches: [use('log')] }, web: { uses: [{ name: 'log', path: '/l', readonly: true }] } },
      { volumes, attached: 'container' },
    )
    const resources = expanded(map, { clients: clientsOf({ default: { attached: 'volume' } }) })
    expect(container(resources, 'shop.web').body.HostConfig?.Binds).toEqual(['shop.log:/l:ro'])
    const driven = expanded({
      ...map,
      volumes: { log: volumeOf('/log', { driver: 'local', driver_options: { type: 'tmpfs' }, labels: { a: 'b' } }) },
    })
    expect(resource(driven, 'volume:shop.log@default')).toMatchObject({
      body: { Driver: 'local', DriverOpts: { type: 'tmpfs' }, Labels: { a: 'b' } },
    })
  })

  it('that their own config uses as well make it need itself no more', () => {
    const resources = expanded(mapOf({ app: { attaches: [use('log')], uses: [use('log')] } }, { volumes }))
    expect(container(resources, 'shop.app').needs.map(({ id }) => id)).toEqual([
      'image:app:latest@default',
      'container:shop.log@default',
      'container:shop.log@default',
    ])
    expect(container(resources, 'shop.app').body.HostConfig).toEqual({ VolumesFrom: ['shop.log'] })
  })

  it('cannot move in a container', () => {
    expect(
      issuesOf(
        mapOf(
          { app: { attaches: [use('log')] }, web: { uses: [{ name: 'log', path: '/l', readonly: true }] } },
          { volumes },
        ),
      ),
    ).toMatchObject([{ code: 'conflict', path: ['containers', 'web', 'uses', 0] }])
  })

  it('come from the images that a client names', () => {
    const clients = clientsOf({ default: { attached_image: 'local/true', helper_image: 'local/box:1' } })
    const ids = expanded(mapOf({ app: { image: 'a', attaches: [use('log')], user: '1' } }, { volumes }), {
      clients,
    }).all.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['image:local/true:latest@default', 'image:local/box:1@default']))
  })
})

describe('volumes', () => {
  it.each<readonly [string, Partial<ContainerConfig>, Partial<ContainerMap>, object]>([
    ['shares are anonymous', { shares: ['/a', '/b'] }, {}, { Volumes: { '/a': {}, '/b': {} } }],
    [
      'a direct bind',
      { binds: [{ path: '/c', host_path: '/h', readonly: false }] },
      {},
      { HostConfig: { Binds: ['/h:/c:rw'] } },
    ],
    [
      'a relative path is under the root',
      { binds: [{ path: '/c', host_path: './h', readonly: true }] },
      { host: { root: '/r/', paths: {} } },
      { HostConfig: { Binds: ['/r/h:/c:ro'] } },
    ],
    [
      'an alias',
      { binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') }, host: { root: '/r', paths: { v: '/h' } } },
      { HostConfig: { Binds: ['/h:/c:ro'] } },
    ],
    [
      'a volume of another map, which only the option names',
      { host_config: { binds: ['other:/c:rw'] } },
      {},
      { HostConfig: { Binds: ['other:/c:rw'] } },
    ],
  ])('%s', (_, config, map, expected) => {
    expect(bodyOf(config, map)).toEqual(expected)
  })

  it('with a driver and no host path are volumes of the map', () => {
    const resources = expanded(
      mapOf(
        { web: { binds: [{ alias: 'v', readonly: false }] } },
        { volumes: { v: volumeOf('/c', { driver: 'nfs' }) } },
      ),
    )
    expect(container(resources, 'shop.web').body.HostConfig?.Binds).toEqual(['shop.v:/c:rw'])
    expect(resource(resources, 'volume:shop.v@default')).toMatchObject({
      body: { Driver: 'nfs' },
      attached: { owners: [], preparation: null },
    })
  })

  it('of a config are those of all its instances', () => {
    const resources = expanded(
      mapOf({ db: { instances: ['a', 'b'] }, web: { uses: [use('db', true)] }, one: { uses: [use('db.b')] } }),
    )
    expect(container(resources, 'shop.web').body.HostConfig?.VolumesFrom).toEqual(['shop.db.a:ro', 'shop.db.b:ro'])
    expect(container(resources, 'shop.one').body.HostConfig?.VolumesFrom).toEqual(['shop.db.b'])
  })

  it.each<readonly [string, Partial<ContainerConfig>, Partial<ContainerMap>, object]>([
    [
      'an unknown alias',
      { binds: [{ alias: 'lgo', readonly: true }] },
      { volumes: { log: volumeOf('/l') } },
      { code: 'unknown-reference', path: ['containers', 'web', 'binds', 0] },
    ],
    [
      'an alias without a host path',
      { binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') } },
      { code: 'missing-value', hint: 'set host.v' },
    ],
    [
      'no host path for an instance',
      { instances: ['a'], binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') }, host: { paths: { v: { b: '/h' } } } },
      { code: 'missing-value', path: ['host', 'paths', 'v'], expected: 'one of b' },
    ],
    [
      'a relative path without a root',
      { binds: [{ path: '/c', host_path: 'a/b', readonly: true }] },
      {},
      {
        code: 'invalid-value',
        path: ['containers', 'web', 'binds', 0],
        expected: 'an absolute path, or one under `host_root`',
        found: 'a/b',
        hint: 'set `host_root`, or write an absolute path',
      },
    ],
    [
      'a relative path that could be the name of a volume',
      { binds: [{ path: '/c', host_path: 'data', readonly: true }] },
      {},
      { code: 'invalid-value', path: ['containers', 'web', 'binds', 0], hint: expect.stringContaining('host_config') },
    ],
    [
      'a relative path of an alias, once for all that bind it,',
      { instances: ['a', 'b'], binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') }, host: { paths: { v: 'data' } } },
      { code: 'invalid-value', path: ['host', 'paths', 'v'], found: 'data' },
    ],
    [
      'a relative path of an instance',
      { instances: ['a', 'b'], binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') }, host: { paths: { v: { a: '/a', b: 'data' } } } },
      { code: 'invalid-value', path: ['host', 'paths', 'v', 'b'], found: 'data' },
    ],
    [
      'a relative root, once for all that are under it,',
      { instances: ['a', 'b'], binds: [{ alias: 'v', readonly: true }] },
      { volumes: { v: volumeOf('/c') }, host: { root: 'srv', paths: { v: { a: 'a', b: 'b' } } } },
      { code: 'invalid-value', path: ['host', 'root'], expected: 'an absolute path', found: 'srv' },
    ],
    [
      'two volumes at one path',
      {
        binds: [
          { path: '/c', host_path: '/a', readonly: true },
          { path: '/c/', host_path: '/b', readonly: true },
        ],
      },
      {},
      { code: 'conflict', path: ['containers', 'web', 'binds', 1] },
    ],
    [
      'an unknown use',
      { uses: [use('dbb')] },
      {},
      { code: 'unknown-reference', path: ['containers', 'web', 'uses', 0] },
    ],
    [
      'an unknown attached alias',
      { attaches: [use('x')] },
      {},
      { code: 'unknown-reference', path: ['containers', 'web', 'attaches', 0] },
    ],
  ])('are an issue with %s', (_, config, map, expected) => {
    expect(issuesOf(mapOf({ web: config }, map))).toMatchObject([expected])
  })
})

describe('ports', () => {
  const clients = clientsOf({
    default: { interfaces: { public: '178.0.0.1' }, interfaces_ipv6: { private: '2001:a01::1' } },
  })
  const port = (given: object) => ({ port: 80, protocol: 'tcp' as const, ipv6: false, ...given })

  it.each([
    ['exposed only', [port({})], {}],
    ['on all interfaces', [port({ host_port: 8080 })], { '80/tcp': [{ HostPort: '8080' }] }],
    ['chosen by the Engine', [port({ host_port: 0 })], { '80/tcp': [{ HostPort: '' }] }],
    [
      'on an interface',
      [port({ host_port: 80, interface: 'public' })],
      { '80/tcp': [{ HostIp: '178.0.0.1', HostPort: '80' }] },
    ],
    [
      'on an IPv6 interface',
      [port({ host_port: 80, interface: 'private', ipv6: true })],
      { '80/tcp': [{ HostIp: '2001:a01::1', HostPort: '80' }] },
    ],
    ['on all IPv6 interfaces', [port({ host_port: 80, ipv6: true })], { '80/tcp': [{ HostIp: '::', HostPort: '80' }] }],
    [
      'on an address',
      [port({ host_port: 80, interface: '127.0.0.1' })],
      { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '80' }] },
    ],
    [
      'published twice',
      [port({ host_port: 80 }), port({ host_port: 81, protocol: 'tcp' })],
      { '80/tcp': [{ HostPort: '80' }, { HostPort: '81' }] },
    ],
    ['of another protocol', [port({ host_port: 53, protocol: 'udp' })], { '80/udp': [{ HostPort: '53' }] }],
  ])('%s', (_, exposes, bindings) => {
    const body = bodyOf({ exposes }, {}, { clients })
    expect(Object.keys(body.ExposedPorts ?? {})).toEqual([`80/${exposes[0]?.protocol}`])
    expect(body.HostConfig?.PortBindings ?? {}).toEqual(bindings)
  })

  it('on an unknown interface are an issue', () => {
    expect(
      issuesOf(mapOf({ web: { exposes: [port({ host_port: 80, interface: 'pubilc' })] } }), { clients }),
    ).toMatchObject([
      {
        code: 'unknown-reference',
        path: ['containers', 'web', 'exposes', 0],
        hint: 'did you mean "public"?',
        expected: 'one of public',
      },
    ])
  })

  it.each([
    ['all and all', undefined, undefined, 1],
    ['all and one', undefined, 'public', 1],
    ['one and all', 'public', undefined, 1],
    ['one and the same', 'public', 'public', 1],
    ['one and another', 'public', '127.0.0.1', 0],
    ['all of IPv4 and one', '0.0.0.0', '127.0.0.1', 1],
    ['all of IPv4 and one of IPv6', '0.0.0.0', '::1', 0],
    ['all of IPv6 and one of IPv6', '::', '::1', 1],
    ['one of IPv6 and all of IPv6', '::1', '::', 1],
  ])('clash at %s', (_, first, second, count) => {
    const at = (name: string | undefined) => ({
      exposes: [port({ host_port: 80, ...(name === undefined ? {} : { interface: name }) })],
    })
    const issues = issuesOf(mapOf({ a: at(first), b: at(second) }), { clients })
    expect(issues).toHaveLength(count)
    if (count > 0)
      expect(issues).toMatchObject([
        {
          code: 'conflict',
          path: ['containers', 'b', 'exposes', 0],
          related: [{ path: ['containers', 'a', 'exposes', 0] }],
        },
      ])
  })

  it('do not clash by protocol, by client, or where the Engine chooses', () => {
    const published = (given: object, clientNames: string[] = []) => ({
      exposes: [port({ host_port: 80, ...given })],
      clients: clientNames,
    })
    expect(
      issuesOf(
        mapOf({
          a: published({}),
          b: published({ protocol: 'udp' }),
          c: published({ host_port: 0 }),
          d: published({ host_port: 0 }),
        }),
      ),
    ).toEqual([])
    expect(
      issuesOf(mapOf({ a: published({}, ['x']), b: published({}, ['y']) }), { clients: clientsOf({ x: {}, y: {} }) }),
    ).toEqual([])
  })

  it('clash between instances', () => {
    expect(issuesOf(mapOf({ a: { instances: ['x', 'y'], exposes: [port({ host_port: 80 })] } }))).toMatchObject([
      { code: 'conflict' },
    ])
  })
})

describe('networks', () => {
  const networks = {
    front: networkOf(),
    back: networkOf({ ipam: { options: {}, config: [{ subnet: '10.9.0.0/16', aux_addresses: {} }] } }),
    spare: networkOf(),
  }
  const web = (config: Partial<ContainerConfig>) => {
    const resources = expanded(mapOf({ web: config, db: { networks: [endpointOf('back')] }, plain: {} }, { networks }))
    const { body, endpoints, needs } = container(resources, 'shop.web')
    return {
      mode: body.HostConfig?.NetworkMode,
      first: body.NetworkingConfig?.EndpointsConfig,
      further: endpoints,
      needs,
      resources,
    }
  }

  it('make the first one part of the request, and connect the others', () => {
    const { mode, first, further, needs } = web({
      networks: [endpointOf('front', { aliases: ['www'] }), endpointOf('back', { ipv4_address: '10.9.0.7' })],
    })
    expect(mode).toBe('shop.front')
    expect(first).toEqual({ 'shop.front': { Aliases: ['www', 'shop.web', 'web'] } })
    expect(further).toEqual([
      {
        network: 'shop.back',
        config: { Aliases: ['shop.web', 'web'], IPAMConfig: { IPv4Address: '10.9.0.7' } },
        field: ['containers', 'web', 'networks', 1],
      },
    ])
    expect(needs.slice(1)).toEqual([
      {
        id: 'network:shop.front@default',
        because: { _tag: 'Networks', network: 'front' },
        field: ['containers', 'web', 'networks', 0],
      },
      {
        id: 'network:shop.back@default',
        because: { _tag: 'Networks', network: 'back' },
        field: ['containers', 'web', 'networks', 1],
      },
    ])
  })

  it('are made only where some container is in them', () => {
    expect(
      web({})
        .resources.all.filter(({ kind }) => kind === 'network')
        .map(({ name }) => name),
    ).toEqual(['shop.back'])
  })

  it('give an instance its reference as an alias too', () => {
    const resources = expanded(mapOf({ web: { instances: ['a'], networks: [endpointOf('front')] } }, { networks }))
    expect(container(resources, 'shop.web.a').body.NetworkingConfig?.EndpointsConfig).toEqual({
      'shop.front': { Aliases: ['shop.web.a', 'web', 'web.a'] },
    })
  })

  it('of the Engine keep their names and take no aliases', () => {
    const { mode, first, further } = web({ networks: [endpointOf('default'), endpointOf('front')] })
    expect([mode, first]).toEqual(['bridge', undefined])
    expect(further).toMatchObject([{ network: 'shop.front' }])
  })

  it('come after the bridge where that is the mode', () => {
    const { mode, first, further } = web({ network: { _tag: 'Bridge' }, networks: [endpointOf('front')] })
    expect([mode, first]).toEqual(['bridge', undefined])
    expect(further).toMatchObject([{ network: 'shop.front' }])
  })

  it('that an option names get the alias as well', () => {
    expect(web({ host_config: { network_mode: 'theirs' } }).first).toEqual({ theirs: { Aliases: ['shop.web', 'web'] } })
  })

  it('are created with what the map says, and nothing else', () => {
    const given = networkOf({
      driver: 'bridge',
      driver_options: { a: 'b' },
      internal: true,
      attachable: true,
      enable_ipv6: true,
      labels: { x: 'y' },
      ipam: {
        driver: 'default',
        options: { o: 'p' },
        config: [
          { subnet: '10.0.0.0/8', ip_range: '10.1.0.0/16', gateway: '10.0.0.1', aux_addresses: { r: '10.1.1.1' } },
        ],
      },
    })
    const resources = expanded(
      mapOf(
        { web: { networks: [endpointOf('all'), endpointOf('front')] } },
        { networks: { all: given, front: networkOf() } },
      ),
    )
    const own = (alias: string) => ({
      'io.dmap.map': 'shop',
      'io.dmap.alias': alias,
      'io.dmap.kind': 'network',
      'io.dmap.spec': expect.any(String),
    })
    expect(resource(resources, 'network:shop.all@default')).toMatchObject({
      body: {
        Driver: 'bridge',
        Options: { a: 'b' },
        Internal: true,
        Attachable: true,
        EnableIPv6: true,
        Labels: { x: 'y', ...own('all') },
        IPAM: {
          Driver: 'default',
          Options: { o: 'p' },
          Config: [
            {
              Subnet: '10.0.0.0/8',
              IPRange: '10.1.0.0/16',
              Gateway: '10.0.0.1',
              AuxiliaryAddresses: { r: '10.1.1.1' },
            },
          ],
        },
      },
      field: ['networks', 'all'],
    })
    expect((resource(resources, 'network:shop.front@default') as { body?: object }).body).toEqual({
      Labels: own('front'),
    })
  })

  it.each<readonly [string, Partial<ContainerConfig>, object]>([
    [
      'an unknown one',
      { networks: [endpointOf('frnt')] },
      { code: 'unknown-reference', hint: 'did you mean "front"?' },
    ],
    [
      'an address without a subnet',
      { networks: [endpointOf('front', { ipv4_address: '10.9.0.7' })] },
      { code: 'conflict', path: ['containers', 'web', 'networks', 0] },
    ],
    [
      'an address outside',
      { networks: [endpointOf('back', { ipv4_address: '10.8.0.7' })] },
      { code: 'invalid-value', expected: 'an address in 10.9.0.0/16' },
    ],
    ['the host beside another', { networks: [endpointOf('front'), endpointOf('host')] }, { code: 'conflict' }],
    [
      'another beside the mode none',
      { network: { _tag: 'None' }, networks: [endpointOf('front')] },
      { code: 'conflict' },
    ],
    [
      'ports in another stack',
      { network: { _tag: 'Config', reference: 'db' }, exposes: [{ port: 80, protocol: 'tcp', ipv6: false }] },
      { code: 'conflict', path: ['containers', 'web', 'exposes'] },
    ],
    [
      'servers in another stack',
      { network: { _tag: 'Foreign', container: 'x' }, host_config: { dns: ['1.1.1.1'] } },
      { code: 'conflict' },
    ],
    [
      'an option against networks',
      { networks: [endpointOf('front')], host_config: { network_mode: 'bridge' } },
      { code: 'conflict' },
    ],
  ])('are an issue with %s', (_, config, expected) => {
    expect(issuesOf(mapOf({ web: config, db: {} }, { networks }))).toMatchObject([expected])
  })

  it.each<readonly [ContainerConfig['network'], string]>([
    [{ _tag: 'Bridge' }, 'bridge'],
    [{ _tag: 'Host' }, 'host'],
    [{ _tag: 'None' }, 'none'],
    [{ _tag: 'Foreign', container: 'x' }, 'container:x'],
    [{ _tag: 'Config', reference: 'db' }, 'container:shop.db'],
  ])('as a mode: %j is %s', (network, expected) => {
    expect(web({ network: network as NonNullable<typeof network> }).mode).toBe(expected)
  })

  it('as the stack of a config are a need', () => {
    expect(web({ network: { _tag: 'Config', reference: 'db' } }).needs[1]).toEqual({
      id: 'container:shop.db@default',
      because: { _tag: 'NetworkMode', reference: 'db' },
      field: ['containers', 'web', 'network'],
    })
  })
})

it('static addresses clash between instances, in one network', () => {
  const networks = {
    back: networkOf({ ipam: { options: {}, config: [{ subnet: '10.9.0.0/16', aux_addresses: {} }] } }),
  }
  const at = (address: string) => ({ networks: [endpointOf('back', { ipv4_address: address })] })
  const issues = issuesOf(
    mapOf({ web: { instances: ['a', 'b'], ...at('10.9.0.7') }, db: at('10.9.0.8') }, { networks }),
  )
  expect(issues).toMatchObject([{ code: 'conflict', path: ['containers', 'web', 'networks', 0] }])
})

describe('links', () => {
  const networks = { front: networkOf(), back: networkOf() }
  const linked = (web: Partial<ContainerConfig>, db: Partial<ContainerConfig> = {}) => {
    const { body, endpoints, needs } = container(expanded(mapOf({ web, db }, { networks })), 'shop.web')
    return { links: body.HostConfig?.Links, first: body.NetworkingConfig?.EndpointsConfig, endpoints, needs }
  }

  it.each([
    ['have the name as an alias', [{ container: 'db' }], {}, ['shop.db:db']],
    ['have an alias', [{ container: 'db', alias: 'sql' }], {}, ['shop.db:sql']],
    [
      'have the reference of an instance as an alias',
      [{ container: 'db.a' }],
      { instances: ['a', 'b'] },
      ['shop.db.a:db.a'],
    ],
    ['reach the only instance by the config', [{ container: 'db' }], { instances: ['a'] }, ['shop.db.a:db']],
    [
      'may have two aliases',
      [{ container: 'db' }, { container: 'db', alias: 'sql' }],
      {},
      ['shop.db:db', 'shop.db:sql'],
    ],
  ])('%s', (_, links, db, expected) => {
    expect(linked({ links }, db).links).toEqual(expected)
  })

  it('are needs', () => {
    expect(linked({ links: [{ container: 'db' }] }).needs[1]).toEqual({
      id: 'container:shop.db@default',
      because: { _tag: 'Links', reference: 'db', alias: 'db' },
      field: ['containers', 'web', 'links', 0],
    })
  })

  it('stand in the endpoint of a network that both are in', () => {
    const { links, first, endpoints } = linked(
      { links: [{ container: 'db' }], networks: [endpointOf('front'), endpointOf('back')] },
      { networks: [endpointOf('back')] },
    )
    expect(links).toBeUndefined()
    expect(first).toEqual({ 'shop.front': { Aliases: ['shop.web', 'web'] } })
    expect(endpoints).toMatchObject([{ network: 'shop.back', config: { Links: ['shop.db:db'] } }])
  })

  it("of an option stand in the endpoint as well, where the network is the user's", () => {
    const { links, first } = linked(
      { links: [{ container: 'db' }], networks: [endpointOf('front')], host_config: { links: { x: 'y' } } },
      { networks: [endpointOf('front')] },
    )
    expect(links).toBeUndefined()
    expect(first).toEqual({ 'shop.front': { Aliases: ['shop.web', 'web'], Links: ['shop.db:db', 'x:y'] } })
    expect(linked({ host_config: { network_mode: 'theirs', links: { x: 'y' } } }).first).toEqual({
      theirs: { Aliases: ['shop.web', 'web'], Links: ['x:y'] },
    })
  })

  it('of an endpoint stand there, and are needs', () => {
    const { first, needs } = linked(
      { networks: [endpointOf('front', { links: [{ container: 'db', alias: 'sql' }] })] },
      { networks: [endpointOf('front')] },
    )
    expect(first).toMatchObject({ 'shop.front': { Links: ['shop.db:sql'] } })
    expect(needs).toContainEqual({
      id: 'container:shop.db@default',
      because: { _tag: 'Links', reference: 'db', alias: 'sql' },
      field: ['containers', 'web', 'networks', 0, 'links', 0],
    })
  })

  it.each<readonly [string, Partial<ContainerConfig>, Partial<ContainerConfig>, object]>([
    ['an unknown config', { links: [{ container: 'd' }] }, {}, { code: 'unknown-reference' }],
    [
      'several instances',
      { links: [{ container: 'db' }] },
      { instances: ['a', 'b'] },
      { code: 'ambiguous-reference', expected: 'one of db.a, db.b' },
    ],
    [
      'no network in common',
      { links: [{ container: 'db' }] },
      { networks: [endpointOf('back')] },
      { code: 'conflict', path: ['containers', 'web', 'links', 0] },
    ],
    ['the network of the host', { links: [{ container: 'db' }], network: { _tag: 'Host' } }, {}, { code: 'conflict' }],
    [
      'an abstract config',
      { links: [{ container: 'db' }] },
      { abstract: true },
      { code: 'invalid-value', message: '"db" is abstract: it has no containers' },
    ],
  ])('are an issue with %s', (_, web, db, expected) => {
    expect(issuesOf(mapOf({ web, db }, { networks }))).toMatchObject([expected])
  })

  it('cannot lead to an attached volume', () => {
    const map = mapOf(
      { web: { links: [{ container: 'log' }], attaches: [use('log')] } },
      { volumes: { log: volumeOf('/log') } },
    )
    expect(issuesOf(map)).toMatchObject([{ code: 'invalid-value', path: ['containers', 'web', 'links', 0] }])
  })
})

describe('clients', () => {
  const clients = clientsOf(
    {
      apps1: { interfaces: { private: '10.0.0.11' } },
      apps2: { interfaces: { private: '10.0.0.12' } },
      web1: {
        interfaces: { private: '10.0.0.21', public: '178.0.0.1' },
        stop_timeout: 30,
        compare: { Env: 'warn', Image: 'warn' },
      },
    },
    { one: { clients: ['apps1'] }, marked: { default_client: 'web1' } },
  )
  const map = mapOf(
    {
      app: { exposes: [{ port: 8000, protocol: 'tcp', host_port: 8000, interface: 'private', ipv6: false }] },
      web: {
        clients: ['web1'],
        depends_on: [{ reference: 'app@apps1', condition: 'healthy' }],
        compare: { Env: 'ignore' },
        exposes: [{ port: 80, protocol: 'tcp', host_port: 80, interface: 'public', ipv6: false }],
      },
    },
    { clients: ['apps1', 'apps2'], default_domain: 'example.com' },
  )
  const idsOf = (given: object) =>
    expanded(map, { clients, ...given })
      .all.filter(({ kind }) => kind === 'container')
      .map(({ id }) => id)

  it('of a config override those of the map', () => {
    expect(idsOf({})).toEqual(['container:shop.app@apps1', 'container:shop.app@apps2', 'container:shop.web@web1'])
    expect(expanded(map, { clients }).clients).toEqual(['apps1', 'apps2', 'web1'])
  })

  it('give their addresses, names, and stop timeouts', () => {
    const resources = expanded(map, { clients })
    expect(container(resources, 'shop.app', 'apps2').body).toMatchObject({
      Hostname: 'apps2-shop-app',
      HostConfig: { PortBindings: { '8000/tcp': [{ HostIp: '10.0.0.12', HostPort: '8000' }] } },
    })
    expect(container(resources, 'shop.web', 'web1')).toMatchObject({
      stopTimeout: 30,
      body: { StopTimeout: 30 },
      compare: { Env: 'ignore', Image: 'warn' },
    })
    expect(container(resources, 'shop.app', 'apps1').stopTimeout).toBeNull()
  })

  it('may be crossed by depends_on alone', () => {
    const resources = expanded(map, { clients })
    expect(container(resources, 'shop.web', 'web1').needs).toContainEqual({
      id: 'container:shop.app@apps1',
      because: { _tag: 'DependsOn', reference: 'app@apps1', condition: 'healthy' },
      field: ['containers', 'web', 'depends_on', 0],
    })
    expect(
      issuesOf(
        {
          ...map,
          containers: { ...map.containers, web: configOf({ ...map.containers.web, links: [{ container: 'app' }] }) },
        },
        { clients },
      ),
    ).toMatchObject([
      {
        code: 'unknown-reference',
        path: ['containers', 'web', 'links', 0],
        message: '"app" does not run on the client "web1"',
        hint: expect.stringContaining('app@client'),
      },
    ])
  })

  it('that were not asked for are left out, with the needs that lead there', () => {
    expect(idsOf({ onlyClients: ['web1'] })).toEqual(['container:shop.web@web1'])
    expect(
      container(expanded(map, { clients, onlyClients: ['web1'] }), 'shop.web', 'web1').needs.map(
        ({ because }) => because._tag,
      ),
    ).toEqual(['Image'])
    expect(idsOf({ environment: 'one' })).toEqual(['container:shop.app@apps1'])
  })

  it("are the environment's default where a map names none", () => {
    const resources = expanded(mapOf({ web: {} }), { clients, environment: 'marked' })
    expect(resources.clients).toEqual(['web1'])
    expect(expanded(mapOf({ web: {} }), { clients, environment: 'one' }).clients).toEqual(['apps1'])
  })

  it('are the only one there is where a map names none', () => {
    expect(expanded(mapOf({ web: {} }), { clients: clientsOf({ edge: {} }) }).clients).toEqual(['edge'])
    expect(expanded(mapOf({ web: {} })).clients).toEqual(['default'])
  })

  it.each<readonly [string, ContainerMap, object, object]>([
    ['several and none marked', mapOf({ web: {}, db: {} }), {}, { code: 'ambiguous-reference', path: ['clients'] }],
    [
      'an unknown one of the map',
      mapOf({ web: {} }, { clients: ['app1'] }),
      {},
      { code: 'unknown-reference', path: ['clients', 0], hint: 'did you mean "apps1"?' },
    ],
    [
      'an unknown one of a config',
      mapOf({ web: { clients: ['apps1', 'x'] } }),
      {},
      { code: 'unknown-reference', path: ['containers', 'web', 'clients', 1] },
    ],
    [
      'an unknown one of the call',
      mapOf({ web: { clients: ['apps1'] } }),
      { onlyClients: ['x'] },
      { code: 'unknown-reference' },
    ],
    [
      'an unknown environment',
      mapOf({ web: { clients: ['apps1'] } }),
      { environment: 'onee' },
      { code: 'unknown-reference', hint: 'did you mean "one"?' },
    ],
    [
      'an unknown one in depends_on',
      mapOf({ web: { clients: ['apps1'], depends_on: [{ reference: 'web@x', condition: 'started' }] } }),
      {},
      { code: 'unknown-reference', path: ['containers', 'web', 'depends_on', 0] },
    ],
  ])('are an issue with %s', (_, given, more, expected) => {
    expect(issuesOf(given, { clients, ...more })).toMatchObject([expected])
  })
})

describe('commands, groups, and the rest', () => {
  it('splits commands, and knows who runs them', () => {
    const exec_commands: ContainerConfig['exec_commands'] = [
      { command: `/bin/bash -c 'script.sh'`, policy: 'restart', ignore_exit: false },
      { command: ['a b', { $secret: 's' }], user: 'root', policy: 'initial', ignore_exit: true },
    ]
    const exec = (config: object) => container(expanded(mapOf({ web: { exec_commands, ...config } })), 'shop.web').exec
    expect(exec({ user: '1000' })).toEqual([
      {
        command: ['/bin/bash', '-c', 'script.sh'],
        user: '1000',
        policy: 'restart',
        ignoreExit: false,
        field: ['containers', 'web', 'exec_commands', 0],
      },
      {
        command: ['a b', { $secret: 's' }],
        user: 'root',
        policy: 'initial',
        ignoreExit: true,
        field: ['containers', 'web', 'exec_commands', 1],
      },
    ])
    expect(exec({})[0]?.user).toBe('root')
    expect(exec({ exec_commands: [] })).toEqual([])
  })

  it.each([
    ['an open quote', `sh -c 'x`],
    ['nothing', ''],
    ['no words', []],
  ])('refuses a command of %s', (_, command) => {
    expect(
      issuesOf(mapOf({ web: { exec_commands: [{ command, policy: 'restart', ignore_exit: false }] } })),
    ).toMatchObject([{ code: 'invalid-value', path: ['containers', 'web', 'exec_commands', 0] }])
  })

  it('keeps secrets as references', () => {
    const { body } = container(
      expanded(mapOf({ web: { environment: { B: { $secret: 'db' }, A: 'x' }, labels: { l: { $secret: 'z' } } } })),
      'shop.web',
    )
    expect(body.Env).toEqual(['A=x', { $concat: ['B=', { $secret: 'db' }] }])
    expect(body.Labels.l).toEqual({ $secret: 'z' })
  })

  it('needs every instance of what it depends on', () => {
    const resources = expanded(
      mapOf({ db: { instances: ['a', 'b'] }, web: { depends_on: [{ reference: 'db', condition: 'completed' }] } }),
    )
    expect(
      container(resources, 'shop.web')
        .needs.slice(1)
        .map(({ id }) => id),
    ).toEqual(['container:shop.db.a@default', 'container:shop.db.b@default'])
  })

  it('pulls one image once, as often as the most eager config asks', () => {
    const images = expanded(
      mapOf({ a: { image: 'x', pull: 'never' }, b: { image: 'x', pull: 'always' }, c: { image: 'x' } }),
    ).all.filter(({ kind }) => kind === 'image')
    expect(images).toMatchObject([{ reference: 'x:latest', pull: 'always' }])
  })

  it('lists groups by the ids of their containers', () => {
    const map = mapOf(
      { web: { instances: ['a', 'b'] }, db: {} },
      { groups: { all: ['db', 'web'], one: ['web.b'], none: [] } },
    )
    expect(expanded(map).groups).toEqual({
      all: ['container:shop.db@default', 'container:shop.web.a@default', 'container:shop.web.b@default'],
      one: ['container:shop.web.b@default'],
      none: [],
    })
  })

  it('names what was moved, per instance', () => {
    const map = mapOf(
      { web: { instances: ['a', 'b'] }, db: {} },
      { moved: { front: 'web', sql: 'db', 'x.y': 'web.a' } },
    )
    expect(expanded(map).moved.map(({ from, to }) => [from, to])).toEqual([
      ['shop.front.a', 'shop.web.a'],
      ['shop.front.b', 'shop.web.b'],
      ['shop.sql', 'shop.db'],
      ['shop.x.y', 'shop.web.a'],
    ])
    expect(issuesOf(mapOf({ web: {} }, { moved: { a: 'wb' } }))).toMatchObject([
      { path: ['moved', 'a'], hint: 'did you mean "web"?' },
    ])
  })

  it('never plans an abstract config', () => {
    expect(expanded(mapOf({ base: { abstract: true }, web: {} })).all.map(({ id }) => id)).toEqual([
      'container:shop.web@default',
      'image:web:latest@default',
    ])
  })

  it.each<readonly [string, Partial<ContainerConfig>]>([
    ['a fixed host port', { exposes: [{ port: 80, protocol: 'tcp', host_port: 80, ipv6: false }] }],
    ['a static address', { networks: [endpointOf('back', { ipv4_address: '10.9.0.7' })] }],
    ['volumes of its own', { shares: ['/data'] }],
  ])('refuses start-first with %s', (_, config) => {
    const networks = {
      back: networkOf({ ipam: { options: {}, config: [{ subnet: '10.9.0.0/16', aux_addresses: {} }] } }),
    }
    expect(issuesOf(mapOf({ web: { update_order: 'start-first', ...config } }, { networks }))).toMatchObject([
      { code: 'conflict', path: ['containers', 'web', 'update_order'] },
    ])
  })

  it('takes start-first where nothing forbids it', () => {
    const web: Partial<ContainerConfig> = {
      update_order: 'start-first',
      exposes: [{ port: 80, protocol: 'tcp', host_port: 0, ipv6: false }],
    }
    expect(container(expanded(mapOf({ web })), 'shop.web').updateOrder).toBe('start-first')
  })

  it('names two places where two things would have one name', () => {
    expect(issuesOf(mapOf({ web: { instances: ['a'] }, 'web.a': {} }))).toMatchObject([
      { code: 'duplicate-name', path: ['containers', 'web.a'], related: [{ path: ['containers', 'web'] }] },
    ])
  })

  it('changes the hash of the spec with the spec, and not with the stop settings', () => {
    const spec = (config: Partial<ContainerConfig>) =>
      container(expanded(mapOf({ web: config })), 'shop.web').body.Labels['io.dmap.spec']
    expect(spec({ stop_signal: 'SIGINT', stop_timeout: 9 })).toBe(spec({}))
    expect(spec({ user: '1' })).not.toBe(spec({}))
  })
})

describe('size', () => {
  const chain = (length: number): ContainerMap =>
    mapOf(
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `c${index}`,
          index === 0 ? {} : { links: [{ container: `c${index - 1}` }], image: 'x' },
        ]),
      ),
    )

  it('has no part in whether it ends: a chain of 10,000', () => {
    const resources = expanded(chain(10_000))
    expect(
      (resources.all.find(({ name }) => name === 'shop.c9999') as ContainerResource).body.HostConfig?.Links,
    ).toEqual(['shop.c9998:c9998'])
  })
})

it('gives equal resources for any order of the configs', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const config = (name: string): Partial<ContainerConfig> => ({
    uses: names.filter((other) => other < name).map((other) => use(other)),
    environment: { N: name },
  })
  const reference = canonicalJson(
    expanded(mapOf(Object.fromEntries(names.map((name) => [name, config(name)])))) as never,
  )
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
      expect(
        canonicalJson(expanded(mapOf(Object.fromEntries(order.map((name) => [name, config(name)])))) as never),
      ).toBe(reference)
    }),
    { numRuns: 30, seed: 3 },
  )
})
