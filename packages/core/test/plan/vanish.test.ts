/** Containers that go with their own stop: replaced, restarted, and made anew where their successor fails. */
import type { MapValue } from '@dmap/testing'
import type { Observation } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import type { Behaviour } from '../../src/simulate/options'
import { simulatePlan } from '../../src/simulate/plan'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const landscape = (image: string, more: object = {}, configs: object = {}): MapValue => ({
  name: 'm',
  networks: { front: {}, back: {} },
  containers: {
    app: { image, networks: ['front', 'back'], shares: ['/own'], host_config: { auto_remove: true }, ...more },
    ...configs,
  },
})

const planned = (map: MapValue, before: Observation, kind: IntentKind): Plan =>
  plan(compiled(map), before, { kind, selection: [], options: {} })

const up = (map: MapValue): Observation => carriedOut(NOTHING, planned(map, NOTHING, 'startup'))

const short = ({ steps }: Plan): ReadonlyArray<string> =>
  steps.map(({ id }) => id.replace(/(container|network):m\./g, '').replace('@default', ''))

const containers = ({ clients }: Observation) => clients['default']?.containers ?? []

const sameness = (observation: Observation): unknown =>
  containers(observation).map(({ name, image, state, networks, mounts }) => ({
    name,
    image,
    status: state.status,
    networks,
    volumes: mounts.map(({ destination, name: volume }) => [destination, volume]),
  }))

describe('A container that goes with its own stop', () => {
  it('is replaced without being set aside', () => {
    const made = planned(landscape('two'), up(landscape('one')), 'update')
    expect(short(made).filter((id) => !id.startsWith('pull'))).toEqual([
      'create app~next',
      'connect app~next back',
      'stop app~prev',
      'remove app~prev',
      'rename app~next',
      'start app',
    ])
    expect(made.warnings).toEqual([{ _tag: 'Vanishes', id: 'container:m.app@default' }])
  })

  it.each(Array.from({ length: 8 }, (_, cut) => cut))(
    'is replaced by the next run when this one ends after %i steps',
    (cut) => {
      const map = landscape('two')
      const before = up(landscape('one'))
      const left = carriedOut(before, planned(map, before, 'update'), cut)
      const after = carriedOut(left, planned(map, left, 'update'))
      expect(containers(after).map(({ name, state }) => [name, state.status])).toEqual([['m.app', 'running']])
      expect(planned(map, after, 'update').steps).toEqual([])
    },
  )

  const FAULTS: ReadonlyArray<readonly [string, Behaviour, object]> = [
    ['cannot be started', { startFails: true }, {}],
    ['never turns healthy', { unhealthy: true }, { healthcheck: { test: 'true' } }],
    ['fails in a command', { exec: 1 }, { exec_commands: ['true'] }],
  ]

  it.each(FAULTS)('is there again, with its volumes, when its successor %s', (_, behaviour, more) => {
    const map = landscape('one', more)
    const before = up(map)
    const made = planned(landscape('two', more), before, 'update')
    const { undone, observation } = simulatePlan(before, made, { behaviour: { 'two:latest': behaviour } })
    expect(undone.filter(({ error }) => error !== undefined)).toEqual([])
    expect(sameness(observation)).toEqual(sameness(before))
    expect(planned(map, observation, 'update').steps).toEqual([])
  })

  it('cannot be made again where secrets stood in it: what was begun is finished by the next run', () => {
    const secret = { environment: { PASSWORD: { $secret: 'p' } } }
    const before = up(landscape('one', secret))
    const made = planned(landscape('two', secret), before, 'update')
    expect(made.warnings).toMatchObject([{ _tag: 'NoUndo' }])
    expect(made.steps.every(({ undo }) => undo === undefined)).toBe(true)
    for (let cut = 0; cut <= made.steps.length; cut += 1) {
      const left = carriedOut(before, made, cut)
      const after = carriedOut(left, planned(landscape('two', secret), left, 'update'))
      expect(containers(after).map(({ name, state }) => [name, state.status])).toEqual([['m.app', 'running']])
    }
  })

  it('stays through a restart, whatever its stop signal', () => {
    const before = up(landscape('one'))
    const made = planned(landscape('one', { stop_signal: 'SIGINT' }), before, 'restart')
    expect(made.steps.map(({ action }) => action)).toMatchObject([{ _tag: 'RestartContainer', signal: null }])
    expect(containers(carriedOut(before, made))).toEqual(containers(before))
  })

  it('is made anew where it would be stopped and started for the network that it shares', () => {
    const more = { networks: [], shares: [] }
    const guest = { guest: { image: 'one', network_mode: 'app', host_config: { auto_remove: true } } }
    const map = landscape('one', { ...more, host_config: {} }, guest)
    const before = up(map)
    const stopped = carriedOut(before, {
      ...planned(map, before, 'stop'),
      steps: planned(map, before, 'stop')
        .steps.filter(({ id }) => id === 'stop container:m.app@default')
        .map((step) => ({ ...step, after: [] })),
    })
    const made = planned(map, stopped, 'startup')
    const after = carriedOut(stopped, made)
    expect(containers(after).map(({ name, state }) => [name, state.status])).toEqual([
      ['m.app', 'running'],
      ['m.guest', 'running'],
    ])
    expect(planned(map, after, 'startup').steps).toEqual([])
  })
})
