import fc from 'fast-check'
import {
  changesBetween,
  decodeObservation,
  emptyObservation,
  encodeObservation,
  fingerprintOf,
  type Observation,
  type ObservedContainer,
  redactContainer,
} from '../../src/index'
import { containerIn, create, hostAfter, pull, start } from '../simulate/sample'

const host: Observation = hostAfter([
  create('web', {
    Env: ['A=1', 'PASSWORD=x'],
    Labels: { a: '' },
    Volumes: { '/data': {} },
    HostConfig: { Memory: 10000000 },
  }),
  start('web'),
  { _tag: 'CreateNetwork', client: 'default', target: 'network:n@default', name: 'n', body: { Labels: { a: 'b' } } },
  { _tag: 'CreateVolume', client: 'default', target: 'volume:v@default', name: 'v', body: { Driver: 'nfs' } },
  pull('other:2'),
])
const web = containerIn(host, 'web') as ObservedContainer

describe('a snapshot', () => {
  it('is read as it was written, and written the same again', () => {
    const text = encodeObservation(host)
    const read = decodeObservation(JSON.parse(text))
    expect(read).toEqual({ _tag: 'Right', right: host })
    expect(read._tag === 'Right' && encodeObservation(read.right)).toBe(text)
  })

  it('of another minor version is read without what is unknown', () => {
    const later = { ...JSON.parse(encodeObservation(host)), format: '1.7', extra: 1 }
    later.clients.default.containers[0].weather = 'fine'
    later.clients.default.containers[0].state.mood = 'good'
    expect(decodeObservation(later)).toEqual({ _tag: 'Right', right: host })
  })

  it.each([
    ['of another major version', { format: '2.0', clients: {} }, /format 2\.0/],
    ['that is none', { clients: {} }, /no "format"/],
    ['that is no object', [], /no "format"/],
    ['without clients', { format: '1.0' }, /clients: expected an object of clients, found nothing/],
    ['with a client that is a number', { format: '1.0', clients: { a: 3 } }, /clients\.a/],
  ])('%s is refused', (_, value, message) => {
    const read = decodeObservation(value)
    expect(read._tag === 'Left' && read.left.join('\n')).toMatch(message)
  })

  it('tells every mistake at once, with its place', () => {
    const wrong = JSON.parse(encodeObservation(host))
    wrong.clients.default.containers[0].state.status = 'flying'
    wrong.clients.default.volumes[0].users = 'web'
    const read = decodeObservation(wrong)
    const text = read._tag === 'Left' ? read.left.join('\n') : ''
    expect(text).toMatch(/clients\.default\.containers\.0\..*state.*status.*found "flying"/)
    expect(text).toMatch(/clients\.default\.volumes\.0\..*users.*found "web"/)
  })

  it('whatever JSON it is given, it reads or refuses it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = decodeObservation({ format: '1.0', clients: { a: value } })
        expect(['Left', 'Right']).toContain(read._tag)
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('of empty hosts', () => {
    expect(decodeObservation(JSON.parse(encodeObservation(emptyObservation(['b', 'a']))))).toEqual({
      _tag: 'Right',
      right: emptyObservation(['a', 'b']),
    })
  })
})

describe('a fingerprint', () => {
  const changed: ReadonlyArray<readonly [string, Partial<ObservedContainer>]> = [
    ['id', { id: 'other' }],
    ['name', { name: 'web.prev' }],
    ['image', { image: 'sha256:other' }],
    ['status', { state: { ...web.state, status: 'paused' } }],
    ['exit code', { state: { ...web.state, exitCode: 1 } }],
    ['settings', { config: { ...web.config, User: '1' } }],
    ['limits', { hostConfig: {} }],
    ['networks', { networks: {} }],
    ['mounts', { mounts: [] }],
  ]

  it.each(changed)('changes with the %s', (_, change) => {
    expect(fingerprintOf({ ...web, ...change })).not.toBe(fingerprintOf(web))
  })

  it.each<readonly [string, Partial<ObservedContainer>, ReadonlyArray<string>]>([
    ['nothing', {}, []],
    ['the health', { state: { ...web.state, health: 'unhealthy' } }, []],
    ['networks and mounts', { networks: {}, mounts: [] }, ['mounts', 'networks']],
    [
      'the end',
      { state: { ...web.state, status: 'exited', exitCode: 137 } },
      [`state (${web.state.status}, now exited)`, `exit code (${web.state.exitCode ?? 'none'}, now 137)`],
    ],
  ])('tells that %s changed', (_, change, expected) => {
    expect(changesBetween(fingerprintOf(web), fingerprintOf({ ...web, ...change }))).toEqual(expected)
  })

  it('of another kind than it is now tells what was compared', () => {
    expect(changesBetween('id=1', fingerprintOf(web))).toContain('id')
    expect(changesBetween('sha256:1', fingerprintOf(web))).not.toEqual([])
  })

  it('does not change with the health', () => {
    expect(fingerprintOf({ ...web, state: { ...web.state, health: 'unhealthy' } })).toBe(fingerprintOf(web))
  })

  it('does not change with who uses a volume or a network', () => {
    const volume = { name: 'v', labels: {}, config: {}, users: [] }
    expect(fingerprintOf({ ...volume, users: ['x'] })).toBe(fingerprintOf(volume))
    const network = { id: '1', name: 'n', labels: {}, config: {}, containers: [] }
    expect(fingerprintOf({ ...network, containers: ['x'] })).toBe(fingerprintOf(network))
  })

  it('does not change with the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(web.config).reverse())
    expect(fingerprintOf({ ...web, config: reversed })).toBe(fingerprintOf(web))
  })
})

describe('secrets', () => {
  const hidden = (...names: ReadonlyArray<string>) => ({ secrets: { web: names } })

  it('are replaced by name, and nothing else is', () => {
    expect(redactContainer(web, hidden('PASSWORD', 'NONE')).config['Env']).toEqual(['A=1', 'PASSWORD=<secret>'])
    expect(redactContainer(web, hidden())).toBe(web)
    const odd = { ...web, name: 'constructor' }
    expect(redactContainer(odd, JSON.parse('{ "secrets": {}, "places": { "containers": {} } }'))).toBe(odd)
  })

  it('leave what is predicted and what is observed alike', () => {
    const predicted = containerIn(
      hostAfter([create('web', { Env: ['A=1', { $concat: ['PASSWORD=', 'pre', { $secret: 'p' }] }] })]),
      'web',
    )
    const observed = containerIn(
      hostAfter([create('web', { Env: ['A=1', 'PASSWORD=prevalue'] })]),
      'web',
    ) as ObservedContainer
    expect(redactContainer(observed, hidden('PASSWORD')).config).toEqual(predicted?.config)
  })
})
