import type { ContainerConfig } from '../../../src/map/model'
import { clientsOf, container, expanded, issuesOf, mapOf, resource, use, volumeOf } from '../build'

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
