import type { ContainerConfig } from '../../../src/map/model'
import { container, endpointOf, expanded, issuesOf, mapOf, networkOf } from '../build'

describe('commands, groups, and the rest', () => {
  it('splits commands, and knows who runs them', () => {
    const exec_commands: ContainerConfig['exec_commands'] = [
      { command: `/bin/bash -c 'script.sh'`, policy: 'restart', ignore_exit: false },
      { command: ['a b', { $secret: 's' }], user: 'root', policy: 'initial', ignore_exit: true },
    ]
    const exec = (config: object) => container(expanded(mapOf({ web: { exec_commands, ...config } })), 'shop.web').exec
    expect(exec({ user: '1000' })).toEqual([
      {
        command: ['/bin/bash', '-c', 'script.sh'],
        user: '1000',
        policy: 'restart',
        ignoreExit: false,
        field: ['containers', 'web', 'exec_commands', 0],
      },
      {
        command: ['a b', { $secret: 's' }],
        user: 'root',
        policy: 'initial',
        ignoreExit: true,
        field: ['containers', 'web', 'exec_commands', 1],
      },
    ])
    expect(exec({})[0]?.user).toBe('root')
    expect(exec({ exec_commands: [] })).toEqual([])
  })

  it.each([
    ['an open quote', `sh -c 'x`],
    ['nothing', ''],
    ['no words', []],
  ])('refuses a command of %s', (_, command) => {
    expect(
      issuesOf(mapOf({ web: { exec_commands: [{ command, policy: 'restart', ignore_exit: false }] } })),
    ).toMatchObject([{ code: 'invalid-value', path: ['containers', 'web', 'exec_commands', 0] }])
  })

  it('keeps secrets as references', () => {
    const { body } = container(
      expanded(mapOf({ web: { environment: { B: { $secret: 'db' }, A: 'x' }, labels: { l: { $secret: 'z' } } } })),
      'shop.web',
    )
    expect(body.Env).toEqual(['A=x', { $concat: ['B=', { $secret: 'db' }] }])
    expect(body.Labels.l).toEqual({ $secret: 'z' })
  })

  it('needs every instance of what it depends on', () => {
    const resources = expanded(
      mapOf({ db: { instances: ['a', 'b'] }, web: { depends_on: [{ reference: 'db', condition: 'completed' }] } }),
    )
    expect(
      container(resources, 'shop.web')
        .needs.slice(1)
        .map(({ id }) => id),
    ).toEqual(['container:shop.db.a@default', 'container:shop.db.b@default'])
  })

  it('pulls one image once, as often as the most eager config asks', () => {
    const images = expanded(
      mapOf({ a: { image: 'x', pull: 'never' }, b: { image: 'x', pull: 'always' }, c: { image: 'x' } }),
    ).all.filter(({ kind }) => kind === 'image')
    expect(images).toMatchObject([{ reference: 'x:latest', pull: 'always' }])
  })

  it('lists groups by the ids of their containers', () => {
    const map = mapOf(
      { web: { instances: ['a', 'b'] }, db: {} },
      { groups: { all: ['db', 'web'], one: ['web.b'], none: [] } },
    )
    expect(expanded(map).groups).toEqual({
      all: ['container:shop.db@default', 'container:shop.web.a@default', 'container:shop.web.b@default'],
      one: ['container:shop.web.b@default'],
      none: [],
    })
  })

  it('names what was moved, per instance', () => {
    const map = mapOf(
      { web: { instances: ['a', 'b'] }, db: {} },
      { moved: { front: 'web', sql: 'db', 'x.y': 'web.a' } },
    )
    expect(expanded(map).moved.map(({ from, to }) => [from, to])).toEqual([
      ['shop.front.a', 'shop.web.a'],
      ['shop.front.b', 'shop.web.b'],
      ['shop.sql', 'shop.db'],
      ['shop.x.y', 'shop.web.a'],
    ])
    expect(issuesOf(mapOf({ web: {} }, { moved: { a: 'wb' } }))).toMatchObject([
      { path: ['moved', 'a'], hint: 'did you mean "web"?' },
    ])
  })

  it('never plans an abstract config', () => {
    expect(expanded(mapOf({ base: { abstract: true }, web: {} })).all.map(({ id }) => id)).toEqual([
      'container:shop.web@default',
      'image:web:latest@default',
    ])
  })

  it.each<readonly [string, Partial<ContainerConfig>]>([
    ['a fixed host port', { exposes: [{ port: 80, protocol: 'tcp', host_port: 80, ipv6: false }] }],
    ['a static address', { networks: [endpointOf('back', { ipv4_address: '10.9.0.7' })] }],
    ['volumes of its own', { shares: ['/data'] }],
  ])('refuses start-first with %s', (_, config) => {
    const networks = {
      back: networkOf({ ipam: { options: {}, config: [{ subnet: '10.9.0.0/16', aux_addresses: {} }] } }),
    }
    expect(issuesOf(mapOf({ web: { update_order: 'start-first', ...config } }, { networks }))).toMatchObject([
      { code: 'conflict', path: ['containers', 'web', 'update_order'] },
    ])
  })

  it('takes start-first where nothing forbids it', () => {
    const web: Partial<ContainerConfig> = {
      update_order: 'start-first',
      exposes: [{ port: 80, protocol: 'tcp', host_port: 0, ipv6: false }],
    }
    expect(container(expanded(mapOf({ web })), 'shop.web').updateOrder).toBe('start-first')
  })

  it('names two places where two things would have one name', () => {
    expect(issuesOf(mapOf({ web: { instances: ['a'] }, 'web.a': {} }))).toMatchObject([
      { code: 'duplicate-name', path: ['containers', 'web.a'], related: [{ path: ['containers', 'web'] }] },
    ])
  })

  it('changes the hash of the spec with the spec, and not with the stop settings', () => {
    const spec = (config: Partial<ContainerConfig>) =>
      container(expanded(mapOf({ web: config })), 'shop.web').body.Labels['io.dmap.spec']
    expect(spec({ stop_signal: 'SIGINT', stop_timeout: 9 })).toBe(spec({}))
    expect(spec({ user: '1' })).not.toBe(spec({}))
  })
})
