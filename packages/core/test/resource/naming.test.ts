import { attachedName, containerName, hostName, networkName } from '../../src/resource/naming'
import { clientsOf, container, expanded, mapOf } from './build'

describe('names of objects', () => {
  it.each([
    ['a container', containerName('shop', 'web', null), 'shop.web'],
    ['an instance', containerName('shop', 'web', 'a'), 'shop.web.a'],
    ['an attached alias', attachedName('shop', 'log', null), 'shop.log'],
    ['an attached alias with its parent', attachedName('shop', 'log', 'web'), 'shop.web.log'],
    ['a network', networkName('shop', 'front'), 'shop.front'],
    ['the network bridge', networkName('shop', 'bridge'), 'bridge'],
    ['the network host', networkName('shop', 'host'), 'host'],
    ['the network none', networkName('shop', 'none'), 'none'],
    ['the network default', networkName('shop', 'default'), 'default'],
  ])('%s has the name %s', (_, name, expected) => {
    expect(name).toBe(expected)
  })
})

describe('host names', () => {
  it.each([
    ['edge-1', 'shop.web', 'edge-1-shop-web'],
    ['edge_1', 'shop.web_server.a', 'edge-1-shop-web-server-a'],
    [null, 'shop.web', 'shop-web'],
    [null, '_shop.web_', 'shop-web'],
    [null, 'shöp.web', 'sh-p-web'],
  ])('of client %s and container %s is %s', (client, name, expected) => {
    expect(hostName(client, name)).toBe(expected)
  })

  it('are shortened to 63 characters, the same each time, and different for different names', () => {
    const [a, b] = [hostName('edge', `shop.${'x'.repeat(80)}.a`), hostName('edge', `shop.${'x'.repeat(80)}.b`)]
    expect([a.length, b.length]).toEqual([63, 63])
    expect(a).toMatch(/^edge-shop-x+-[0-9a-f]{8}$/)
    expect(a).not.toBe(b)
    expect(hostName('edge', `shop.${'x'.repeat(80)}.a`)).toBe(a)
  })

  it('leave names of exactly 63 characters as they are', () => {
    expect(hostName(null, 'x'.repeat(63))).toBe('x'.repeat(63))
  })

  const hostNameOf = (config: object, map: object = {}, clients = clientsOf(), name = 'shop.web', client = 'default') =>
    container(expanded(mapOf({ web: config, db: {} }, map), { clients }), name, client).body

  it('have no client on the single unnamed one', () => {
    expect(hostNameOf({}).Hostname).toBe('shop-web')
    expect(hostNameOf({}, {}, clientsOf({ default: {} })).Hostname).toBe('shop-web')
  })

  it('have the client in front where it has a name', () => {
    expect(hostNameOf({}, {}, clientsOf({ edge: {} }), 'shop.web', 'edge').Hostname).toBe('edge-shop-web')
    expect(hostNameOf({}, { clients: ['default'] }, clientsOf({ default: {}, edge: {} })).Hostname).toBe(
      'default-shop-web',
    )
  })

  it.each([
    ['with set_hostname false', {}, { set_hostname: false }],
    ['in the network stack of a config', { network: { _tag: 'Config', reference: 'db' } }, {}],
    ['in the network stack of a foreign container', { network: { _tag: 'Foreign', container: 'x' } }, {}],
    ['in a stack that an option names', { host_config: { network_mode: 'container:x' } }, {}],
    ['with the host names of the host', { host_config: { uts_mode: 'host' } }, {}],
  ])('are not set %s', (_, config, map) => {
    expect(hostNameOf(config, map)).not.toHaveProperty('Hostname')
  })

  it.each(['Host', 'None'])('are set in the network %s', (_tag) => {
    expect(hostNameOf({ network: { _tag } }).Hostname).toBe('shop-web')
  })

  it('are what an option says', () => {
    expect(hostNameOf({ create_options: { hostname: 'other' } }).Hostname).toBe('other')
  })

  it.each([
    ['the client', { default_domain: 'map.example' }, { domainname: 'client.example' }, 'client.example'],
    ['the map', { default_domain: 'map.example' }, {}, 'map.example'],
    ['nobody', {}, {}, undefined],
  ])('have the domain name of %s', (_, map, client, expected) => {
    expect(hostNameOf({}, map, clientsOf({ default: client })).Domainname).toBe(expected)
  })

  it('have no domain name where they are those of the host', () => {
    const config = { host_config: { uts_mode: 'host' } }
    expect(hostNameOf(config, { default_domain: 'map.example' })).not.toHaveProperty('Domainname')
  })
})
