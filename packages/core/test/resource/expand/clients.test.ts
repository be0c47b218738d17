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

  it('may not be crossed in a circle', () => {
    const dependsOn = (reference: string) => ({ depends_on: [{ reference, condition: 'started' as const }] })
    const circle = mapOf(
      {
        a: { clients: ['apps1'], ...dependsOn('b@web1') },
        b: { clients: ['web1'], instances: ['one', 'two'], links: [{ container: 'c' }] },
        c: { clients: ['web1'], ...dependsOn('a@apps1') },
        self: { clients: ['apps1', 'apps2'], ...dependsOn('self@apps2') },
        last: { clients: ['apps1', 'apps2'], ...dependsOn('c@web1') },
      },
      {},
    )
    expect(issuesOf(circle, { clients })).toMatchObject([
      {
        code: 'cycle',
        path: ['containers', 'a', 'depends_on', 0],
        message: 'containers wait for each other in a circle: a@apps1 → b.one@web1 → c@web1 → a@apps1',
        related: [
          { path: ['containers', 'a', 'depends_on', 0], message: '"a" on apps1 depends on "b@web1"' },
          { path: ['containers', 'b', 'links', 0], message: '"b.one" on web1 links to "c"' },
          { path: ['containers', 'c', 'depends_on', 0], message: '"c" on web1 depends on "a@apps1"' },
        ],
      },
      {
        code: 'cycle',
        message: 'containers wait for each other in a circle: self@apps2 → self@apps2',
      },
    ])
    const there = mapOf({ a: { clients: ['apps1'] }, b: { clients: ['web1', 'apps1'], ...dependsOn('a@apps1') } }, {})
    expect(expanded(there, { clients }).clients).toEqual(['apps1', 'web1'])
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
