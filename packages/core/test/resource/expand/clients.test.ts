import type { ContainerMap } from '../../../src/map/model'
import { clientsOf, configOf, container, expanded, issuesOf, mapOf } from '../build'

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
