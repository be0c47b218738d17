import type { ContainerConfig, ContainerMap } from '../../../src/map/model'
import { bodyOf, container, expanded, issuesOf, mapOf, resource, use, volumeOf } from '../build'

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
      'a volume in memory at a relative path',
      { host_config: { tmpfs: { 'run/x': '' } } },
      {},
      { code: 'invalid-value', path: ['containers', 'web', 'host_config', 'tmpfs'], found: '"run/x"' },
    ],
    [
      'a mount over the root',
      { host_config: { mounts: [{ Type: 'tmpfs', Target: '/x/..' }] } },
      {},
      { code: 'invalid-value', path: ['containers', 'web', 'host_config', 'mounts'], found: '"/x/.."' },
    ],
    [
      'a relative working directory',
      { create_options: { working_dir: 'x' } },
      {},
      { code: 'invalid-value', path: ['containers', 'web', 'create_options', 'working_dir'], found: '"x"' },
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

  it('of one container are for reading only, or not: not both', () => {
    const app = { instances: ['a', 'b'] }
    const used = (...uses: ContainerConfig['uses']) => mapOf({ web: { uses }, app })
    expect(issuesOf(used(use('app', true), use('app.a')))).toMatchObject([
      {
        code: 'conflict',
        path: ['containers', 'web', 'uses', 1],
        message: 'the volumes of "shop.app.a" are used twice, once for reading only',
        related: [{ path: ['containers', 'web', 'uses', 0] }],
      },
    ])
    expect(container(expanded(used(use('app'), use('app.a'))), 'shop.web').body.HostConfig?.VolumesFrom).toEqual([
      'shop.app.a',
      'shop.app.b',
    ])
  })

  it.each([
    ['app', 'name the attached volumes that are to be at another path'],
    ['data', 'leave the path out, or share it as a named volume: `attached: volume`'],
  ])('of %s cannot be at another path', (name, hint) => {
    const map = mapOf(
      { web: { uses: [{ ...use(name), path: '/x' }] }, app: { attaches: [use('data')] } },
      { volumes: { data: volumeOf('/data') } },
    )
    expect(issuesOf(map)).toMatchObject([{ code: 'conflict', path: ['containers', 'web', 'uses', 0], hint }])
  })
})
