import type { Json } from '../../src/base/json'
import type { ContainerConfig } from '../../src/map/model'
import { bodyOf, configOf, container, expanded, issuesOf, mapOf, use } from './build'

type Layers = {
  readonly attributes?: Partial<ContainerConfig>
  readonly create?: Json
  readonly host?: Json
  readonly call?: Json
}

const merged = ({ attributes = {}, create = {}, host = {}, call = {} }: Layers) => {
  const web = {
    ...attributes,
    create_options: create as Record<string, Json>,
    host_config: host as Record<string, Json>,
  }
  const map = mapOf({ web, db: {}, cache: {} })
  return container(
    expanded(map, { overrides: [{ selection: ['web'], options: call as Record<string, Json> }] }),
    'shop.web',
  ).body
}

describe('precedence', () => {
  it('is not a matter of the order of keys', () => {
    const options: Readonly<Record<string, Json>> = {
      dns: ['1.1.1.1'],
      Dns: ['2.2.2.2'],
      labels: { a: '1', b: '2' },
      Labels: { a: '3' },
      mem_limit: '1g',
      Memory: 2 ** 30,
      host_config: { dns: ['3.3.3.3'], mem_limit: '2g' },
      HostConfig: { Dns: ['4.4.4.4'] },
    }
    const turned = Object.fromEntries(Object.entries(options).reverse())
    expect(merged({ create: turned })).toEqual(merged({ create: options }))
  })

  it.each<readonly [string, Layers, object]>([
    ['an option overrides an attribute', { attributes: { user: '1000' }, create: { user: 'root' } }, { User: 'root' }],
    [
      'a call overrides an option',
      { attributes: { user: '1000' }, create: { user: 'root' }, call: { user: 'app' } },
      { User: 'app' },
    ],
    [
      'null overrides nothing',
      { attributes: { user: '1000' }, create: { user: null }, call: { user: null } },
      { User: '1000' },
    ],
    [
      'null within an object overrides nothing',
      { create: { labels: { a: '1' } }, call: { labels: { a: null } } },
      { Labels: expect.objectContaining({ a: '1' }) },
    ],
    [
      'host_config comes after create_options',
      { create: { mem_limit: 1e8 }, host: { mem_limit: 2e8 } },
      { HostConfig: { Memory: 2e8 } },
    ],
    [
      'host_config within create_options comes after what stands beside it',
      {
        create: { host_config: { mem_limit: 2e8 }, mem_limit: 1e8 },
        call: { HostConfig: { init: true }, init: false },
      },
      { HostConfig: { Memory: 2e8, Init: true } },
    ],
    [
      'stop settings',
      { attributes: { stop_signal: 'SIGINT', stop_timeout: 5 }, create: { stop_timeout: 9 } },
      { StopSignal: 'SIGINT', StopTimeout: 9 },
    ],
    [
      'objects merge by key',
      { create: { sysctls: { a: '1', b: '1' } }, host: { sysctls: { b: '2' } }, call: { sysctls: { c: '3' } } },
      { HostConfig: { Sysctls: { a: '1', b: '2', c: '3' } } },
    ],
    [
      'objects within objects merge by key',
      {
        create: { log_config: { type: 'json-file', config: { a: '1', b: '1' } } },
        call: { log_config: { config: { b: '2' } } },
      },
      { HostConfig: { LogConfig: { Type: 'json-file', Config: { a: '1', b: '2' } } } },
    ],
    [
      'labels merge by key',
      { attributes: { labels: { a: '1', b: '1' } }, create: { labels: { b: '2' } } },
      { Labels: expect.objectContaining({ a: '1', b: '2' }) },
    ],
    [
      'variables merge by name',
      {
        attributes: { environment: { A: '1', B: '1' } },
        create: { environment: ['B=2', 'C=2'] },
        call: { environment: { C: '3' } },
      },
      { Env: ['A=1', 'B=2', 'C=3'] },
    ],
    [
      'a health check merges by key',
      { attributes: { healthcheck: { test: ['CMD', 'x'], retries: 3 } }, create: { healthcheck: { retries: 5 } } },
      { Healthcheck: { Test: ['CMD', 'x'], Retries: 5 } },
    ],
    [
      'lists are a union',
      { create: { dns: ['1.1.1.1', '2.2.2.2'] }, call: { dns: ['2.2.2.2', '3.3.3.3'] } },
      { HostConfig: { Dns: ['1.1.1.1', '2.2.2.2', '3.3.3.3'] } },
    ],
    [
      'an empty list takes nothing away',
      { create: { dns: ['1.1.1.1'] }, call: { dns: [] } },
      { HostConfig: { Dns: ['1.1.1.1'] } },
    ],
    [
      'generated entries come first',
      { attributes: { binds: [{ path: '/a', host_path: '/h', readonly: true }] }, host: { binds: ['/i:/b:rw'] } },
      { HostConfig: { Binds: ['/h:/a:ro', '/i:/b:rw'] } },
    ],
    [
      'a bind overrides by its path',
      { attributes: { binds: [{ path: '/a', host_path: '/h', readonly: true }] }, host: { binds: { '/i': '/a' } } },
      { HostConfig: { Binds: ['/i:/a:rw'] } },
    ],
    [
      'volumes add to shares',
      { attributes: { shares: ['/a'] }, create: { volumes: ['/b'] } },
      { Volumes: { '/a': {}, '/b': {} } },
    ],
    [
      'volumes_from overrides by container',
      { attributes: { uses: [use('db'), use('cache')] }, host: { volumes_from: ['shop.db:ro', 'other'] } },
      { HostConfig: { VolumesFrom: ['shop.cache', 'shop.db:ro', 'other'] } },
    ],
    [
      'links override by container',
      {
        attributes: { links: [{ container: 'db' }, { container: 'cache' }] },
        host: { links: { 'shop.db': 'sql', x: 'y' } },
      },
      { HostConfig: { Links: ['shop.cache:cache', 'shop.db:sql', 'x:y'] } },
    ],
    ['a command replaces', { create: { command: ['a', 'b'] }, call: { command: 'c' } }, { Cmd: ['c'] }],
    [
      'an entrypoint replaces',
      { create: { entrypoint: ['a', 'b'] }, host: { entrypoint: ['a', 'c'] } },
      { Entrypoint: ['a', 'c'] },
    ],
    [
      "an empty entrypoint takes the image's away",
      { create: { entrypoint: ['a'] }, host: { entrypoint: [] } },
      { Entrypoint: [] },
    ],
    [
      'no path is masked where the list is empty',
      { host: { MaskedPaths: [], ReadonlyPaths: [] } },
      { HostConfig: { MaskedPaths: [], ReadonlyPaths: [] } },
    ],
    ['an empty command says nothing to an Engine', { create: { command: [] } }, {}],
    [
      'ports add to exposes',
      {
        attributes: { exposes: [{ port: 80, protocol: 'tcp', host_port: 80, ipv6: false }] },
        create: { ports: [81] },
        host: { port_bindings: { 81: 8081 } },
      },
      {
        ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
        HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '80' }], '81/tcp': [{ HostPort: '8081' }] } },
      },
    ],
    [
      'bindings override by port',
      {
        attributes: { exposes: [{ port: 80, protocol: 'tcp', host_port: 80, ipv6: false }] },
        host: { port_bindings: { 80: 8080 } },
      },
      { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } } },
    ],
    [
      'devices override by their path',
      { create: { devices: ['/dev/a:/dev/x:r'] }, call: { devices: ['/dev/b:/dev/x'] } },
      { HostConfig: { Devices: [{ PathOnHost: '/dev/b', PathInContainer: '/dev/x', CgroupPermissions: 'rwm' }] } },
    ],
    [
      'limits override by name',
      { create: { ulimits: { nofile: 1 } }, call: { ulimits: { nofile: 2 } } },
      { HostConfig: { Ulimits: [{ Name: 'nofile', Soft: 2, Hard: 2 }] } },
    ],
    [
      'a network mode overrides',
      { attributes: { network: { _tag: 'Bridge' } }, host: { network_mode: 'host' } },
      { HostConfig: { NetworkMode: 'host' } },
    ],
  ])('%s', (_, layers, expected) => {
    expect(merged(layers)).toMatchObject(expected)
  })

  it('leaves out what would be empty', () => {
    expect(bodyOf({ create_options: { command: [], dns: [], labels: {} } })).toEqual({})
  })
})

describe('overrides of a call', () => {
  const map = mapOf(
    { web: { instances: ['a', 'b'], depends_on: [{ reference: 'db', condition: 'started' }] }, db: {} },
    { groups: { front: ['web.b'], back: ['db'] } },
  )
  const usersWith = (selection: ReadonlyArray<string>) => {
    const all = expanded(map, { overrides: [{ selection, options: { user: 'x' } }] }).all
    return all.flatMap((one) => (one.kind === 'container' && one.body.User === 'x' ? [one.name] : []))
  }

  it.each([
    ['a config', ['web'], ['shop.web.a', 'shop.web.b']],
    ['an instance', ['web.a'], ['shop.web.a']],
    ['a group', ['front'], ['shop.web.b']],
    ['all', ['__all__'], ['shop.db', 'shop.web.a', 'shop.web.b']],
    ['nothing that is known', ['x'], []],
  ])('reach %s and no dependency', (_, selection, expected) => {
    expect(usersWith(selection)).toEqual(expected)
  })

  it('come in their order, the last one wins', () => {
    const overrides = [
      { selection: ['web'], options: { user: 'x' } },
      { selection: ['web.a'], options: { user: 'y' } },
    ]
    expect(container(expanded(map, { overrides }), 'shop.web.a').body.User).toBe('y')
  })

  it('are checked like options', () => {
    expect(
      issuesOf(map, { overrides: [{ selection: ['db'], options: { mem_limt: 1 }, path: ['--set'] }] }),
    ).toMatchObject([{ code: 'unknown-option', path: ['--set', 'mem_limt'] }])
  })
})

describe('origins', () => {
  const web = configOf({
    image: 'nginx',
    user: '1',
    environment: { A: '1' },
    shares: ['/s'],
    binds: [{ path: '/a', host_path: '/h', readonly: true }],
    exposes: [{ port: 80, protocol: 'tcp', host_port: 80, ipv6: false }],
    labels: { l: '1' },
    create_options: { environment: { B: '2' }, mem_limit: '1g' },
    host_config: { restart_policy: 'always', user: '2' },
  })
  const origins = container(expanded(mapOf({ web })), 'shop.web').origins
  const field = ['containers', 'web']

  it.each([
    ['Image', [...field, 'image']],
    ['User', [...field, 'host_config', 'user']],
    ['Env.A', [...field, 'environment', 'A']],
    ['Env.B', [...field, 'create_options', 'environment']],
    ['Volumes./s', [...field, 'shares', 0]],
    ['HostConfig.Binds./a', [...field, 'binds', 0]],
    ['HostConfig.PortBindings.80/tcp', [...field, 'exposes', 0]],
    ['ExposedPorts.80/tcp', [...field, 'exposes', 0]],
    ['HostConfig.Memory', [...field, 'create_options', 'mem_limit']],
    ['HostConfig.RestartPolicy', [...field, 'host_config', 'restart_policy']],
    ['Labels.l', [...field, 'labels', 'l']],
    ['Hostname', field],
  ])('of %s lead to %j', (place, path) => {
    expect(origins[place]).toEqual(path)
  })
})

describe('what an option asks of the Engine', () => {
  const requires = (config: Partial<ContainerConfig>) =>
    container(expanded(mapOf({ web: config })), 'shop.web').requires

  it('is the API version that brought it', () => {
    expect(requires({ host_config: { nano_cpus: 1 }, create_options: { device_requests: [] } })).toEqual([
      {
        field: 'HostConfig.DeviceRequests',
        apiVersion: '1.40',
        origin: ['containers', 'web', 'create_options', 'device_requests'],
      },
      { field: 'HostConfig.NanoCpus', apiVersion: '1.25', origin: ['containers', 'web', 'host_config', 'nano_cpus'] },
    ])
  })

  it('is the API version that dropped it, where there is one', () => {
    expect(requires({ host_config: { lxc_conf: { a: 'b' } } })).toMatchObject([{ apiVersion: '1.0', before: '1.22' }])
  })

  it.each([
    ['a start period', { healthcheck: { start_period: '1s' } }, '1.29'],
    ['a start interval', { healthcheck: { start_period: '1s', start_interval: '1s' } }, '1.44'],
    ['a plain check', { healthcheck: { test: 'true' } }, '1.24'],
    ['one network', { networking_config: { a: {} } }, '1.22'],
    ['two networks', { networking_config: { a: {}, b: {} } }, '1.44'],
  ])('is a later one for %s', (_, create_options, apiVersion) => {
    expect(requires({ create_options })).toMatchObject([{ apiVersion }])
  })

  it('holds for attributes as well', () => {
    expect(requires({ healthcheck: { test: ['CMD', 'x'], start_period: 1 } })).toMatchObject([
      { field: 'Healthcheck', apiVersion: '1.29' },
    ])
    expect(requires({})).toBeUndefined()
  })
})
