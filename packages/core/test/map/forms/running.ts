/** The forms of what comes with a start: commands, checks, and what is waited for. */
import type { Row } from './row'

const command = (line: unknown, more: object = {}) => ({
  command: line,
  policy: 'restart',
  ignore_exit: false,
  ...more,
})

export const EXEC_COMMANDS: ReadonlyArray<Row> = [
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
  [[['a', 'b', 'a']], [command('a'), command('b'), command('a')]],
  [[[['a', 'root', 'initial']], { a: ['root', 'initial'] }], [command('a', { user: 'root', policy: 'initial' })]],
  [[[['a', null, 'created']]], [command('a', { policy: 'created' })]],
  [[{ command: 'a', ignore_exit: true }], [command('a', { ignore_exit: true })]],
  [[[[['a', { $secret: 's' }]]]], [command(['a', { $secret: 's' }])]],
  [[[['a', { $secret: 's' }]], { command: 'a', user: { $secret: 's' } }], [command('a', { user: { $secret: 's' } })]],
  [[null, '', [], {}], []],
]

export const HEALTHCHECK: ReadonlyArray<Row> = [
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
]

export const DEPENDS_ON: ReadonlyArray<Row> = [
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
]
