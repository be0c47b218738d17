import type { ContainerConfig } from '../../../src/map/model'
import { container, endpointOf, expanded, issuesOf, mapOf, networkOf, resource } from '../build'

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
    [
      'aliases in a network of the Engine',
      { networks: [endpointOf('bridge', { aliases: ['www'] })] },
      { code: 'conflict', path: ['containers', 'web', 'networks', 0, 'aliases'] },
    ],
    [
      'an address in a network of the Engine',
      { networks: [endpointOf('default', { ipv4_address: '172.17.0.9' })] },
      { code: 'conflict', path: ['containers', 'web', 'networks', 0, 'ipv4_address'] },
    ],
    [
      'links in a network of the Engine',
      { networks: [endpointOf('bridge', { links: [{ container: 'db' }] })] },
      {
        code: 'conflict',
        path: ['containers', 'web', 'networks', 0, 'links'],
        hint: 'write them in `links` of the config',
      },
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
