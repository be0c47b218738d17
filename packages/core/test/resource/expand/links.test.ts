import type { ContainerConfig } from '../../../src/map/model'
import { container, endpointOf, expanded, issuesOf, mapOf, networkOf, use, volumeOf } from '../build'

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

  it('lead through a network of the map rather than through a bridge that is not the first one', () => {
    const { links, first } = linked(
      { links: [{ container: 'db' }], networks: [endpointOf('back'), endpointOf('bridge'), endpointOf('front')] },
      { networks: [endpointOf('bridge'), endpointOf('front')] },
    )
    expect([links, first]).toEqual([undefined, { 'shop.back': { Aliases: ['shop.web', 'web'] } }])
    const reached = linked({ links: [{ container: 'db' }], networks: [endpointOf('bridge'), endpointOf('front')] })
    expect(reached.links).toEqual(['shop.db:db'])
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
    [
      'the bridge in common, which is not the first network',
      { links: [{ container: 'db' }], networks: [endpointOf('front'), endpointOf('bridge')] },
      {},
      {
        code: 'conflict',
        path: ['containers', 'web', 'links', 0],
        hint: 'write the bridge first, or put both into a network of the map',
      },
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
