/** The forms of how a container reaches others, and is reached. */
import type { Row } from './row'

const port = (number: number, more: object = {}) => ({ port: number, protocol: 'tcp', ipv6: false, ...more })
const endpoint = (network: string, more: object = {}) => ({
  network,
  aliases: [],
  links: [],
  link_local_ips: [],
  ...more,
})

export const LINKS: ReadonlyArray<Row> = [
  [['db', ['db'], [['db']], [['db', null]], { db: null }, { container: 'db' }], [{ container: 'db' }]],
  [
    [{ db: 'x' }, [['db', 'x']], [{ db: 'x' }], { container: 'db', alias: 'x' }, { db: ['x'] }],
    [{ container: 'db', alias: 'x' }],
  ],
  [
    [['db', 'app.a'], { db: null, 'app.a': null }],
    [{ container: 'db' }, { container: 'app.a' }],
  ],
  [
    [
      [
        ['db', 'a'],
        ['db', 'b'],
      ],
    ],
    [
      { container: 'db', alias: 'a' },
      { container: 'db', alias: 'b' },
    ],
  ],
  [[null, '', [], {}], []],
]

export const EXPOSES: ReadonlyArray<Row> = [
  [[80, '80', '80/tcp', [80], ['80'], [[80]], { 80: null }, { port: 80 }, [{ exposed_port: 80 }]], [port(80)]],
  [['53/udp', ['53/udp'], { '53/udp': null }, { port: 53, protocol: 'udp' }], [port(53, { protocol: 'udp' })]],
  [['53/sctp', { port: 53, protocol: 'sctp' }], [port(53, { protocol: 'sctp' })]],
  [
    [
      [[80, 8080]],
      { 80: 8080 },
      { 80: [8080] },
      [['80', '8080']],
      { 80: { host_port: 8080 } },
      [{ port: 80, host_port: 8080 }],
    ],
    [port(80, { host_port: 8080 })],
  ],
  [
    [[[80, 8080, 'public']], [[80, [8080, 'public']]], { 80: [8080, 'public'] }, { 80: [8080, 'public', false] }],
    [port(80, { host_port: 8080, interface: 'public' })],
  ],
  [
    [[[80, 8080, 'public', true]], [[80, [8080, 'public', true]]], { 80: [8080, 'public', true] }],
    [port(80, { host_port: 8080, interface: 'public', ipv6: true })],
  ],
  [
    [[80, 443], { 80: null, 443: null }, ['80', 443]],
    [port(80), port(443)],
  ],
  [
    ['8000-8002', ['8000-8002']],
    [port(8000), port(8001), port(8002)],
  ],
  [
    [{ '8000-8001': '9000-9001' }, [['8000-8001', '9000-9001']]],
    [port(8000, { host_port: 9000 }), port(8001, { host_port: 9001 })],
  ],
  [[[[80, 0]], [[80, '0']]], [port(80, { host_port: 0 })]],
  [[[[80, null, 'public']], { 80: { interface: 'public' } }], [port(80, { host_port: 0, interface: 'public' })]],
  // The specification's example: one port may be published on two addresses.
  [
    [[[80, 80, 'public'], [9443, 443], [8000, 8000, 'private'], 8111, [8000, 80, 'private', true]]],
    [
      port(80, { host_port: 80, interface: 'public' }),
      port(9443, { host_port: 443 }),
      port(8000, { host_port: 8000, interface: 'private' }),
      port(8111),
      port(8000, { host_port: 80, interface: 'private', ipv6: true }),
    ],
  ],
  [[null, '', [], {}], []],
]

export const NETWORK: ReadonlyArray<Row> = [
  [['bridge', 'default', { _tag: 'Bridge' }], { _tag: 'Bridge' }],
  [['host'], { _tag: 'Host' }],
  [[null, '', 'disabled', 'none'], { _tag: 'None' }],
  [['container:abc', '/abc', { _tag: 'Foreign', container: 'abc' }], { _tag: 'Foreign', container: 'abc' }],
  [['app', ['app'], ['app', null]], { _tag: 'Config', reference: 'app' }],
  [['app.one', ['app', 'one'], { _tag: 'Config', reference: 'app.one' }], { _tag: 'Config', reference: 'app.one' }],
]

export const NETWORKS: ReadonlyArray<Row> = [
  [['n', ['n'], [['n']], { n: null }, { n: {} }, { network: 'n' }, [{ network_name: 'n' }]], [endpoint('n')]],
  [
    [{ n: 'a' }, [['n', 'a']], { n: ['a'] }, { n: { aliases: 'a' } }, [{ n: { aliases: ['a'] } }]],
    [endpoint('n', { aliases: ['a'] })],
  ],
  [[[['n', ['a', 'b']]], { n: { aliases: ['a', 'b'] } }, { n: ['a', 'b'] }], [endpoint('n', { aliases: ['a', 'b'] })]],
  [
    [
      [['n', 'a', { db: 'x' }, '10.0.0.1']],
      { n: { aliases: 'a', links: [['db', 'x']], ipv4_address: '10.0.0.1' } },
      { n: { aliases: 'a', links: { db: 'x' }, ipv4: '10.0.0.1' } },
    ],
    [endpoint('n', { aliases: ['a'], links: [{ container: 'db', alias: 'x' }], ipv4_address: '10.0.0.1' })],
  ],
  [
    [['m', 'n'], { m: null, n: null }],
    [endpoint('m'), endpoint('n')],
  ],
  [
    [
      { n: { links: 'db' } },
      { n: { links: ['db'] } },
      { n: { links: [['db']] } },
      { n: { links: { db: null } } },
      { n: { links: { container: 'db' } } },
      { n: { links: [{ container: 'db' }] } },
      [['n', null, 'db']],
      [['n', { links: 'db' }]],
    ],
    [endpoint('n', { links: [{ container: 'db' }] })],
  ],
  [
    [{ n: { links: { db: ['x'] } } }, { n: { links: [{ db: ['x'] }] } }, { n: { links: [['db', ['x']]] } }],
    [endpoint('n', { links: [{ container: 'db', alias: 'x' }] })],
  ],
  [
    [
      [['n', null, null, '10.0.0.1', 'fd00::1', '169.254.0.1']],
      { n: { ipv4: '10.0.0.1', ipv6: 'fd00::1', link_local_ips: ['169.254.0.1'] } },
      { network: 'n', ipv4_address: '10.0.0.1', ipv6_address: 'fd00::1', link_local_ips: '169.254.0.1' },
    ],
    [endpoint('n', { ipv4_address: '10.0.0.1', ipv6_address: 'fd00::1', link_local_ips: ['169.254.0.1'] })],
  ],
  [[null, '', [], {}], []],
]
