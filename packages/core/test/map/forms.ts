/** Every accepted form of every field of a container, and wrong ones. */
import type { containerFields } from '../../src/map/fields'

type Row = readonly [forms: ReadonlyArray<unknown>, long: unknown]

const bind = (alias: string, readonly = false) => ({ alias, readonly })
const direct = (readonly: boolean, path = 'container_path', host_path = 'host_path') => ({ path, host_path, readonly })
const port = (number: number, more: object = {}) => ({ port: number, protocol: 'tcp', ipv6: false, ...more })
const command = (line: unknown, more: object = {}) => ({
  command: line,
  policy: 'restart',
  ignore_exit: false,
  ...more,
})
const endpoint = (network: string, more: object = {}) => ({
  network,
  aliases: [],
  links: [],
  link_local_ips: [],
  ...more,
})
const use = (name: string, readonly = false) => ({ name, readonly })

const USES: ReadonlyArray<Row> = [
  [
    [
      'a',
      ['a'],
      [['a']],
      [['a', 'rw']],
      [['a', false]],
      [['a', null]],
      { a: null },
      { a: 'rw' },
      [{ a: false }],
      { name: 'a', readonly: false },
      [{ name: 'a' }],
    ],
    [use('a')],
  ],
  [
    [['a', 'b'], { a: 'rw', b: null }, [['a'], ['b', 'rw']], ['a', { b: false }], ['a', 'b', 'a']],
    [use('a'), use('b')],
  ],
  [
    [[['a', 'ro']], [['a', true]], [['a', 'true']], { a: 'ro' }, { a: true }, { name: 'a', readonly: true }],
    [use('a', true)],
  ],
  [
    [{ a: '/p' }, [['a', '/p']], { a: ['/p'] }, { a: ['/p', 'rw'] }, [{ name: 'a', path: '/p' }]],
    [{ name: 'a', path: '/p', readonly: false }],
  ],
  [[{ a: ['/p', 'ro'] }, [['a', '/p', true]], [['a', ['/p', 'true']]]], [{ name: 'a', path: '/p', readonly: true }]],
  [['a.b', [['a.b']]], [use('a.b')]],
  [[null, '', [], {}], []],
]

const texts = (one: string, other: string): ReadonlyArray<Row> => [
  [[one, [one], [one, one]], [one]],
  [[[one, other]], [one, other]],
  [[null, [], '', {}], []],
]

/** Each field's forms, and the one long form that they all mean. */
export const FIELDS: { readonly [K in keyof typeof containerFields]: ReadonlyArray<Row> } = {
  abstract: [
    [[true], true],
    [[false, null], false],
  ],
  extends: [
    [['a', ['a']], ['a']],
    [[null, []], []],
  ],
  image: [
    [['app'], 'app'],
    [['/ubuntu:16.10'], '/ubuntu:16.10'],
    [[null, ''], undefined],
  ],
  instances: [...texts('one', 'two'), [[[1, '2']], ['1', '2']]],
  clients: texts('c1', 'c2'),
  shares: texts('/x', '/y'),
  binds: [
    [
      [
        'a',
        ['a'],
        [['a']],
        [['a', 'rw']],
        [['a', false]],
        [['a', null]],
        { a: null },
        { a: 'rw' },
        { a: false },
        [{ a: 'rw' }],
        { alias: 'a', readonly: false },
        { alias: 'a' },
        { name: 'a' },
      ],
      [bind('a')],
    ],
    [
      [
        [['a', 'ro']],
        [['a', true]],
        [['a', 'true']],
        { a: 'ro' },
        { a: true },
        { a: ['ro'] },
        { alias: 'a', readonly: true },
      ],
      [bind('a', true)],
    ],
    // The specification's four equal forms of a direct volume, and the long one.
    [
      [
        { container_path: ['host_path', 'ro'] },
        { container_path: ['host_path', 'true'] },
        [['container_path', 'host_path', true]],
        [['container_path', ['host_path', true]]],
        [{ container_path: ['host_path', 'ro'] }],
        { path: 'container_path', host_path: 'host_path', readonly: true },
      ],
      [direct(true)],
    ],
    [
      [
        { container_path: 'host_path' },
        [['container_path', 'host_path']],
        { container_path: ['host_path'] },
        [['container_path', 'host_path', null]],
        { container_path: ['host_path', 'rw'] },
      ],
      [direct(false)],
    ],
    // Its three equal forms with aliases.
    [
      [{ volume1: 'rw', volume2: true }, ['volume1', ['volume2', true]], [['volume1'], ['volume2', 'ro']]],
      [bind('volume1'), bind('volume2', true)],
    ],
    [[{ alias: 'ro' }], [bind('alias', true)]],
    [[null, [], {}], []],
  ],
  uses: USES,
  attaches: USES,
  links: [
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
  ],
  exposes: [
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
  ],
  exec_commands: [
    [
      [
        "/bin/bash -c 'script.sh'",
        ["/bin/bash -c 'script.sh'"],
        [["/bin/bash -c 'script.sh'"]],
        { command: "/bin/bash -c 'script.sh'" },
        { cmd: "/bin/bash -c 'script.sh'" },
      ],
      [command("/bin/bash -c 'script.sh'")],
    ],
    [
      [
        ['a', 'b'],
        [['a'], ['b', null]],
      ],
      [command('a'), command('b')],
    ],
    [
      [[['a', 'root']], { a: 'root' }, [{ command: 'a', user: 'root' }], [['a', 'root', 'restart']]],
      [command('a', { user: 'root' })],
    ],
    [[[[['/bin/bash', '-c', 's'], 'user']]], [command(['/bin/bash', '-c', 's'], { user: 'user' })]],
    [[[[['/bin/bash', '-c', 's']]]], [command(['/bin/bash', '-c', 's'])]],
    [[[['a', 'root', 'initial']], { a: ['root', 'initial'] }], [command('a', { user: 'root', policy: 'initial' })]],
    [[[['a', null, 'created']]], [command('a', { policy: 'created' })]],
    [[{ command: 'a', ignore_exit: true }], [command('a', { ignore_exit: true })]],
    [[[[['a', { $secret: 's' }]]]], [command(['a', { $secret: 's' }])]],
    [[[['a', { $secret: 's' }]], { command: 'a', user: { $secret: 's' } }], [command('a', { user: { $secret: 's' } })]],
    [[null, '', [], {}], []],
  ],
  network: [
    [['bridge', 'default', { _tag: 'Bridge' }], { _tag: 'Bridge' }],
    [['host'], { _tag: 'Host' }],
    [[null, '', 'disabled', 'none'], { _tag: 'None' }],
    [['container:abc', '/abc', { _tag: 'Foreign', container: 'abc' }], { _tag: 'Foreign', container: 'abc' }],
    [['app', ['app'], ['app', null]], { _tag: 'Config', reference: 'app' }],
    [['app.one', ['app', 'one'], { _tag: 'Config', reference: 'app.one' }], { _tag: 'Config', reference: 'app.one' }],
  ],
  networks: [
    [['n', ['n'], [['n']], { n: null }, { n: {} }, { network: 'n' }, [{ network_name: 'n' }]], [endpoint('n')]],
    [
      [{ n: 'a' }, [['n', 'a']], { n: ['a'] }, { n: { aliases: 'a' } }, [{ n: { aliases: ['a'] } }]],
      [endpoint('n', { aliases: ['a'] })],
    ],
    [
      [[['n', ['a', 'b']]], { n: { aliases: ['a', 'b'] } }, { n: ['a', 'b'] }],
      [endpoint('n', { aliases: ['a', 'b'] })],
    ],
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
  ],
  user: [
    [[2000, '2000'], '2000'],
    [[0], '0'],
    [['u:g', ['u', 'g']], 'u:g'],
    [[{ $secret: 's' }], { $secret: 's' }],
    [[null, ''], undefined],
  ],
  permissions: [
    [['u=rwX,g=rX,o='], 'u=rwX,g=rX,o='],
    [[750, '750'], '750'],
    [[null, ''], undefined],
  ],
  stop_timeout: [
    [[30, '30', '30s'], 30],
    [[0], 0],
    [['1m30s'], 90],
    [[null, ''], undefined],
  ],
  stop_signal: [
    [['SIGINT'], 'SIGINT'],
    [[2, '2'], '2'],
    [[null], undefined],
  ],
  persistent: [
    [[true], true],
    [[false, null], false],
  ],
  prevent_destroy: [
    [[true], true],
    [[false, null], false],
  ],
  healthcheck: [
    [['curl x', { test: 'curl x' }, ['CMD-SHELL', 'curl x']], { test: ['CMD-SHELL', 'curl x'] }],
    [['NONE', ['NONE'], false, { disable: true }, { test: 'NONE' }, { test: false }], { test: ['NONE'] }],
    [[{ test: 'x', interval: 0 }], { test: ['CMD-SHELL', 'x'], interval: 0 }],
    [[['CMD', 'curl', 'x'], { test: ['curl', 'x'] }, { test: ['CMD', 'curl', 'x'] }], { test: ['CMD', 'curl', 'x'] }],
    [
      [
        ['curl x', '30s', '5s', 3, '1m'],
        { test: 'curl x', interval: '30s', timeout: '5s', retries: 3, start_period: '1m' },
        { test: 'curl x', interval: 30e9, timeout: '5000ms', retries: '3', start_period: '60s' },
      ],
      { test: ['CMD-SHELL', 'curl x'], interval: 30e9, timeout: 5e9, retries: 3, start_period: 60e9 },
    ],
    [[[['curl', 'x'], '30s']], { test: ['CMD', 'curl', 'x'], interval: 30e9 }],
    [[{ interval: '1m30s' }], { test: [], interval: 90e9 }],
    [[{ $secret: 's' }, { test: { $secret: 's' } }], { test: ['CMD-SHELL', { $secret: 's' }] }],
    [[['CMD', 'x', { $secret: 's' }], { test: ['x', { $secret: 's' }] }], { test: ['CMD', 'x', { $secret: 's' }] }],
    [[null, '', {}, []], undefined],
  ],
  start_delay: [
    [['2s', '2000ms', 2e9], 2e9],
    [[null, ''], undefined],
  ],
  depends_on: [
    [
      [
        'db',
        ['db'],
        { db: null },
        { db: 'started' },
        [['db', 'started']],
        { reference: 'db' },
        { db: { condition: 'service_started' } },
      ],
      [{ reference: 'db', condition: 'started' }],
    ],
    [
      [
        { 'db@db1': 'healthy' },
        [{ reference: 'db@db1', condition: 'healthy' }],
        { 'db@db1': { condition: 'service_healthy' } },
      ],
      [{ reference: 'db@db1', condition: 'healthy' }],
    ],
    [
      [{ db: 'completed' }, { db: 'service_completed_successfully' }, { db: ['completed'] }],
      [{ reference: 'db', condition: 'completed' }],
    ],
    [[{ db: 'service_healthy' }, [['db', 'healthy']]], [{ reference: 'db', condition: 'healthy' }]],
    [[{ db: 'service_started' }], [{ reference: 'db', condition: 'started' }]],
    [[null, '', [], {}], []],
  ],
  update_order: [
    [['start-first'], 'start-first'],
    [['stop-first'], 'stop-first'],
    [[null, ''], undefined],
  ],
  pull: [
    [['missing'], 'missing'],
    [['always'], 'always'],
    [['never'], 'never'],
    [[null, ''], undefined],
  ],
  environment: [
    [[{ A: '1', B: 'x' }, { A: 1, B: 'x' }, ['A=1', 'B=x']], { A: '1', B: 'x' }],
    [[{ A: '', B: true, C: { $secret: 's' }, D: null }], { A: '', B: 'true', C: { $secret: 's' } }],
    [[null, '', [], {}], {}],
  ],
  labels: [
    [[{ a: '1' }, { a: 1 }, ['a=1']], { a: '1' }],
    [[{ a: { $secret: 's' } }], { a: { $secret: 's' } }],
    [[null, '', [], {}], {}],
  ],
  create_options: [
    [[{ mem_limit: '3g', environment: { A: 1 } }], { mem_limit: '3g', environment: { A: 1 } }],
    [[null, {}], {}],
  ],
  host_config: [
    [
      [{ restart_policy: { MaximumRetryCount: 0, Name: 'always' } }],
      { restart_policy: { MaximumRetryCount: 0, Name: 'always' } },
    ],
    [[null, {}], {}],
  ],
  compare: [
    [[{ env: 'ignore', image: 'warn', user: 'strict' }], { env: 'ignore', image: 'warn', user: 'strict' }],
    [[null, {}], {}],
  ],
}

/** A wrong form, where it is wrong, and what is said about it. */
export const WRONG: ReadonlyArray<readonly [field: string, form: unknown, path: string, says: RegExp]> = [
  ['binds', [['a', 'false']], '0.1', /write rw, or false without quotes/],
  ['binds', { '/c': ['/h', 'maybe'] }, '/c.1', /ro, rw, true or false/],
  ['binds', { '/c': 'ro' }, '/c', /an alias of volumes, or a path with its path on the host/],
  ['binds', ['a', true], '1', /a bind/],
  ['binds', [[]], '0', /a bind/],
  ['binds', [['/a', '/b', 'ro', 'x']], '0.3', /nothing more/],
  ['binds', { '/c': { one: '/h' } }, '/c', /a path per instance/],
  ['binds', [['a'], ['a', 'ro']], '', /twice/],
  ['binds', { alias: 'a', host_path: '/x' }, '', /either alias, or path and host_path/],
  ['uses', true, '', /a volume/],
  ['links', [['db', 'a', 'b']], '0.2', /nothing more/],
  ['exposes', 8.5, '', /a port/],
  ['exposes', 'http', '', /a port/],
  ['exposes', 0, '', /a port/],
  ['exposes', 65536, '', /a port/],
  ['exposes', '127.0.0.1:80:80', '', /container port first/],
  ['exposes', [80, 8080, 'public'], '2', /list of its own/],
  ['exposes', { 80: 99999 }, '80', /a port of the host/],
  ['exposes', { 80: [8080, 'public', 'yes'] }, '80.2', /true or false/],
  ['exposes', { '8000-8010': '9000-9001' }, '8000-8010', /do not fit/],
  ['exposes', [[1, 2, 'x', true, 5]], '0.4', /nothing more/],
  ['exec_commands', [['a', 'root', 'weird']], '0.2', /restart, initial, created/],
  ['exec_commands', [['/bin/sh', '-c', 'x']], '0.2', /list of their own/],
  ['network', 'container:', '', /missing/],
  ['healthcheck', ['curl', '-f', 'x'], '', /put CMD in front/],
  ['healthcheck', { test: 'x', interval: '30' }, 'interval', /add a unit: 30s/],
  ['healthcheck', { test: 'x', interval: 30 }, 'interval', /write 30s for seconds/],
  ['permissions', 'rwx', '', /octal digits in quotes/],
  ['permissions', 493, '', /octal digits in quotes/],
  ['stop_timeout', -1, '', /whole seconds/],
  ['stop_timeout', '1.5s', '', /whole seconds/],
  ['stop_signal', 'SIG INT', '', /a signal/],
  ['abstract', 'true', '', /remove the quotes/],
  // Objects of a document have no prototype, and so no text.
  ['abstract', [{}], '', /true or false/],
  ['abstract', { a: 1 }, '', /true or false/],
  ['persistent', 'yes', '', /true and false only/],
  ['image', 'a b', '', /the name of an image/],
  ['image', 'a\0', '', /without null bytes/],
  ['depends_on', { db: 'helthy' }, 'db', /did you mean "healthy"/],
  ['pull', 'allways', '', /did you mean "always"/],
  ['environment', 'A=1', '', /an object, or a list of NAME=value/],
  ['environment', ['A'], '0', /NAME=value/],
  ['create_options', 'x', '', /options/],
  ['instances', { a: 1 }, '', /the name of an instance/],
]
