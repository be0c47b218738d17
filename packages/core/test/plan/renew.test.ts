/** Networks that differ are made anew under containers that run on. */
import type { MapValue } from '@dmap/testing'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Observation, ObservedNetwork } from '../../src/observe/observation'
import type { IntentOptions } from '../../src/plan/intent'
import type { Plan, PlanError } from '../../src/plan/plan'
import { planFor } from '../../src/plan/plan-for'
import { simulatePlan } from '../../src/simulate/plan'
import { simulateAction } from '../../src/simulate/world'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const landscape = (front: object, configs: object = {}): MapValue => ({
  name: 'm',
  networks: { front },
  containers: {
    app: { image: 'one', networks: ['front'] },
    web: { image: 'one', networks: [{ network: 'front', aliases: ['www'] }], persistent: true },
    ...configs,
  },
})

const OLD = landscape({})
const NEW = landscape({ internal: true })

const intent = (kind: 'startup' | 'update', options: IntentOptions = {}, selection: ReadonlyArray<string> = []) => ({
  kind,
  selection,
  options,
})

const up = (map: MapValue): Observation => carriedOut(NOTHING, plan(compiled(map), NOTHING, intent('startup')))

const update = (map: MapValue, before: Observation, options: IntentOptions = {}, selection: string[] = []): Plan =>
  plan(compiled(map), before, intent('update', options, selection))

const refusals = (map: MapValue, before: Observation, options: IntentOptions = {}): ReadonlyArray<PlanError> => {
  const made = planFor({ resources: compiled(map), observation: before, intent: intent('update', options) })
  return isLeft(made) ? made.left : []
}

const short = ({ steps }: Plan): ReadonlyArray<string> =>
  steps.map(({ id }) => id.replace(/(container|network):m\./g, '').replace('@default', ''))

const containers = (observation: Observation) => observation.clients['default']?.containers ?? []
const named = (observation: Observation, name: string) => containers(observation).find((one) => one.name === name)
const front = (observation: Observation): ObservedNetwork | undefined =>
  observation.clients['default']?.networks.find(({ name }) => name === 'm.front')

const done = (action: Parameters<typeof simulateAction>[1], observation: Observation): Observation => {
  const after = simulateAction(observation, action)
  if (isLeft(after)) throw new Error(after.left.message)
  return after.right
}

const on = (name: string) => ({ client: 'default', target: `container:${name}@default`, name }) as const

/** Somebody else's container on the network, running. */
const withStranger = (observation: Observation): Observation => {
  const body = { Image: 'one:latest', Labels: {}, Cmd: ['x'], HostConfig: { NetworkMode: 'm.front' } }
  const made = done({ ...on('stranger'), _tag: 'CreateContainer', body }, observation)
  return done({ ...on('stranger'), _tag: 'StartContainer' }, made)
}

describe('A network that differs', () => {
  it('is made anew while its users leave it and come back, and nothing stops', () => {
    const made = update(NEW, up(OLD))
    expect(short(made)).toEqual([
      'disconnect app front',
      'disconnect web front',
      'remove front',
      'create front',
      'connect app front',
      'connect web front',
    ])
    const reasons = Object.fromEntries(made.steps.map(({ id, reason }) => [id.split(' ')[0], reason]))
    expect(reasons['remove']).toMatchObject({ _tag: 'Changed', changes: [{ field: 'Internal', want: true }] })
    expect(reasons['disconnect']).toMatchObject({ _tag: 'Cascade', id: 'network:m.front@default' })
    expect(reasons['create']).toMatchObject({ _tag: 'Follows', step: 'remove network:m.front@default' })
    expect(made.summary).toMatchObject({ replace: 1, update: 2, create: 0, remove: 0 })
  })

  it('leaves the same containers running, at the same aliases, and nothing to do', () => {
    const before = up(OLD)
    const after = carriedOut(before, update(NEW, before))
    expect(front(after)?.config).toEqual({ Internal: true })
    expect(containers(after)).toEqual(containers(before))
    expect(update(NEW, after).steps).toEqual([])
  })

  it.each(Array.from({ length: 7 }, (_, cut) => cut))(
    'is mended by the next update when the run ends after %i steps',
    (cut) => {
      const before = up(OLD)
      const left = carriedOut(before, update(NEW, before), cut)
      const after = carriedOut(left, update(NEW, left))
      expect(containers(after)).toEqual(containers(before))
      expect(update(NEW, after).steps).toEqual([])
    },
  )

  it('is made anew under a container that is replaced as late as possible, since it hangs on another one', () => {
    const hanging = (image: string) => ({ image, networks: ['front'], links: 'app' })
    const before = up(landscape({}, { proxy: hanging('one') }))
    const wanted = landscape({ internal: true }, { app: { image: 'two', networks: ['front'] }, proxy: hanging('two') })
    const after = carriedOut(before, update(wanted, before))
    expect(update(wanted, after).steps).toEqual([])
    expect(named(after, 'm.proxy')?.state.status).toBe('running')
  })

  it('is the old one again when the new one cannot be made, and its users are back on it', () => {
    const before = up(OLD)
    const made = update(NEW, before)
    const steps = made.steps.map((step) =>
      step.action._tag === 'CreateNetwork' ? { ...step, action: { ...step.action, name: 'host' } } : step,
    )
    const { undone, observation } = simulatePlan(before, { steps })
    expect(undone.filter(({ error }) => error !== undefined)).toEqual([])
    expect(containers(observation)).toEqual(containers(before))
    expect({ ...front(observation), id: '' }).toEqual({ ...front(before), id: '' })
  })

  it('takes stopped containers along, and lets alone what was never started', () => {
    const stopped = done({ ...on('m.app'), _tag: 'StopContainer', signal: null, timeout: null }, up(OLD))
    const map = landscape({ internal: true }, { late: { image: 'one', networks: ['front'] } })
    const created = carriedOut(
      stopped,
      plan(compiled(landscape({}, { late: { image: 'one', networks: ['front'] } })), stopped, {
        kind: 'create',
        selection: [],
        options: {},
      }),
    )
    const made = update(map, created)
    expect(short(made).filter((id) => id.includes('late'))).toEqual(['start late'])
    expect(short(made).indexOf('start app')).toBeGreaterThan(short(made).indexOf('connect app front'))
    const after = carriedOut(created, made)
    expect(containers(after).map(({ state }) => state.status)).toEqual(['running', 'running', 'running'])
    expect(update(map, after).steps).toEqual([])
  })

  it('is there before what changes with it: a replaced container is replaced on the new network', () => {
    const before = up(OLD)
    const map = landscape({ internal: true }, { app: { image: 'two', networks: ['front'] } })
    const made = update(map, before)
    const ids = short(made)
    expect(ids.indexOf('connect app front')).toBeLessThan(ids.indexOf('stop app~prev'))
    const after = carriedOut(before, made)
    expect(update(map, after).steps).toEqual([])
  })

  it('gives a container its new address in the new subnet', () => {
    const at = (subnet: string, address: string): MapValue =>
      landscape(
        { ipam: { config: [{ subnet }] } },
        { app: { image: 'one', networks: [{ network: 'front', ipv4_address: address }] } },
      )
    const before = up(at('10.77.0.0/24', '10.77.0.9'))
    const map = at('10.78.0.0/24', '10.78.0.9')
    const made = update(map, before)
    const connect = made.steps.find(({ id }) => id.startsWith('connect container:m.app'))
    expect(connect?.reason).toMatchObject({ _tag: 'Changed', changes: [{ field: 'Networks.m.front' }] })
    const after = carriedOut(before, made)
    expect(named(after, 'm.app')?.networks['m.front']?.ipam).toEqual({ IPv4Address: '10.78.0.9' })
    expect(update(map, after).steps).toEqual([])
  })

  it('takes along those that the selection leaves out, as they are', () => {
    const before = up(OLD)
    const after = carriedOut(before, update(NEW, before, {}, ['app']))
    expect(named(after, 'm.web')).toEqual(named(before, 'm.web'))
    expect(front(after)?.containers).toEqual(['m.app', 'm.web'])
  })

  it('takes along what is no longer in the map, which goes first with prune', () => {
    const before = up(landscape({}, { old: { image: 'one', networks: ['front'] } }))
    const kept = carriedOut(before, update(NEW, before))
    expect(named(kept, 'm.old')).toEqual(named(before, 'm.old'))
    const pruned = update(NEW, before, { prune: true })
    expect(short(pruned).filter((id) => id.includes('old'))).toEqual(['stop old', 'remove old'])
    expect(carriedOut(before, pruned)).toBeDefined()
  })

  it('is left alone, and the update refused, while a stranger is on it', () => {
    const before = withStranger(up(OLD))
    expect(refusals(NEW, before)).toEqual([
      {
        _tag: 'InUse',
        id: 'network:m.front@default',
        message: expect.stringContaining('stranger') as string,
        hint: expect.any(String) as string,
      },
    ])
    expect(refusals(OLD, before)).toEqual([])
  })

  it('by its labels alone is reported, and they come along with anything else', () => {
    const before = up(OLD)
    const map = landscape({ labels: { team: 'a' } })
    expect(update(map, before)).toMatchObject({
      steps: [],
      warnings: [{ _tag: 'Ignored', changes: [{ field: 'Labels.team' }] }],
    })
    const after = carriedOut(before, update(landscape({ labels: { team: 'a' }, internal: true }), before))
    expect(front(after)?.labels['team']).toBe('a')
  })
})
