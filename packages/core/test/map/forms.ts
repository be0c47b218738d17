/** Every accepted form of every field of a container. */
import type { containerFields } from '../../src/map/fields'
import { EXPOSES, LINKS, NETWORK, NETWORKS } from './forms/networks'
import type { Row } from './forms/row'
import { DEPENDS_ON, EXEC_COMMANDS, HEALTHCHECK } from './forms/running'
import { BINDS, USES } from './forms/volumes'

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
  binds: BINDS,
  uses: USES,
  attaches: USES,
  links: LINKS,
  exposes: EXPOSES,
  exec_commands: EXEC_COMMANDS,
  network: NETWORK,
  networks: NETWORKS,
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
  healthcheck: HEALTHCHECK,
  start_delay: [
    [['2s', '2000ms', 2e9], 2e9],
    [[null, ''], undefined],
  ],
  depends_on: DEPENDS_ON,
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
