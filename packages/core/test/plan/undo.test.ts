/** A new image that does not work: what its replacement leaves behind, tried on random maps. */
import { changed, type MapValue, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import type { Observation } from '../../src/observe/observation'
import type { Plan } from '../../src/plan/plan'
import type { Behaviour } from '../../src/simulate/options'
import { type Simulation, simulatePlan } from '../../src/simulate/plan'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

// A share of the search, for each fault; `pnpm soak` does it whole.
const settings = {
  numRuns: Number(process.env['DMAP_PROPERTY_RUNS'] ?? 20),
  seed: Number(process.env['DMAP_PROPERTY_SEED'] ?? 20),
}

const FAULTS: ReadonlyArray<readonly [string, Behaviour]> = [
  ['cannot be started', { startFails: true }],
  ['never turns healthy', { unhealthy: true }],
  ['fails in a command', { exec: 1 }],
]

type Config = Readonly<Record<string, unknown>>

/**
 * The map with one config that is replaced, and looked at closely, when its image changes, and with those that hang on
 * it: in its network stack, and by a link where the Engine allows one.
 */
const prone = (map: MapValue, index: number): MapValue => {
  const containers = map['containers'] as Readonly<Record<string, Config>>
  const name = Object.keys(containers)[index] as string
  const config = containers[name] as Config
  const [instance] = (config['instances'] ?? []) as ReadonlyArray<string>
  const target = instance === undefined ? name : `${name}.${instance}`
  const always = { image: 'one', host_config: { restart_policy: { Name: 'always' } } }
  const linkable = config['networks'] === undefined && config['network_mode'] === undefined
  return {
    ...map,
    containers: {
      ...containers,
      [name]: { ...config, healthcheck: { test: 'true' }, exec_commands: ['true'], persistent: false },
      inside: { ...always, network_mode: target },
      ...(linkable ? { linked: { ...always, links: [[target, 'other']], shares: ['/own'] } } : {}),
      ...(linkable ? { far: { ...always, links: ['linked'] } } : {}),
    },
  }
}

const planned = (value: MapValue, observation: Observation, kind: 'startup' | 'update'): Plan =>
  plan(compiled(value), observation, { kind, selection: [], options: {} })

interface Failed {
  readonly map: MapValue
  readonly newMap: MapValue
  readonly before: Observation
  readonly simulation: Simulation
}

/** A landscape, and an update of it to an image that behaves like that. */
const failedUpdate = (generated: MapValue, pick: number, behaviour: Behaviour): Failed => {
  const index = pick % Object.keys(generated['containers'] as object).length
  const map = prone(generated, index)
  const before = carriedOut(NOTHING, planned(map, NOTHING, 'startup'))
  const newMap = changed(map, index, 0)
  const simulation = simulatePlan(before, planned(newMap, before, 'update'), {
    behaviour: { 'three:latest': behaviour },
  })
  return { map, newMap, before, simulation }
}

/** What makes each container the one that it was; `.next` and `.prev` would be further ones. */
const sameness = (observation: Observation): unknown =>
  observation.clients['default']?.containers.map(({ id, name, state, hostConfig }) => ({
    id,
    name,
    status: state.status,
    policy: hostConfig['RestartPolicy'] ?? null,
  }))

describe('When the new image', () => {
  it.each(FAULTS)('%s, every container is the old one again, and both maps can be gone on with', (_, behaviour) => {
    fc.assert(
      fc.property(mapValue, fc.nat(4), (generated, pick) => {
        const { map, newMap, before, simulation } = failedUpdate(generated, pick, behaviour)
        const { steps, undone, observation } = simulation
        expect(steps.map(({ _tag }) => _tag)).toContain('Failed')
        expect(undone.filter(({ error }) => error !== undefined)).toEqual([])
        expect(sameness(observation)).toEqual(sameness(before))
        expect(planned(map, observation, 'update').steps).toEqual([])
        const good = carriedOut(observation, planned(newMap, observation, 'update'))
        expect(planned(newMap, good, 'update').steps).toEqual([])
      }),
      settings,
    )
  })
})
