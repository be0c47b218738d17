import { bodyOf, clientsOf, issuesOf, mapOf } from '../build'

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
