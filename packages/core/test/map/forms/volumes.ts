/** The forms of what a container mounts. */
import type { Row } from './row'

const bind = (alias: string, readonly = false) => ({ alias, readonly })
const direct = (readonly: boolean, path = 'container_path', host_path = 'host_path') => ({ path, host_path, readonly })
const use = (name: string, readonly = false) => ({ name, readonly })

export const BINDS: ReadonlyArray<Row> = [
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
]

/** Of `uses` and of `attaches`. */
export const USES: ReadonlyArray<Row> = [
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
