/** Whatever is done to a simulated world, it stays whole. */
import fc from 'fast-check'
import {
  type Action,
  decodeObservation,
  emptyObservation,
  encodeObservation,
  type Observation,
  simulatedEngine,
} from '../../src/index'
import { actions } from './arbitrary'
import { pull } from './sample'

const worldAfter = (list: ReadonlyArray<Action>) => {
  const engine = simulatedEngine(emptyObservation(['default']))
  engine.perform(pull('web:1'))
  return { engine, performed: list.map((one) => engine.perform(one)) }
}

const all = (check: (list: ReadonlyArray<Action>) => void) =>
  fc.assert(fc.property(actions, check), { numRuns: 300, seed: 7 })

const client = (observation: Observation) =>
  observation.clients['default'] as NonNullable<Observation['clients'][string]>

describe('a simulated world', () => {
  it('goes on from its snapshot as from itself', () => {
    all((list) => {
      const snapshot = worldAfter(list).engine.snapshot()
      expect(simulatedEngine(snapshot).snapshot()).toEqual(snapshot)
    })
  })

  it('has snapshots that can be saved', () => {
    all((list) => {
      const snapshot = worldAfter(list).engine.snapshot()
      expect(decodeObservation(JSON.parse(encodeObservation(snapshot)))).toEqual({ _tag: 'Right', right: snapshot })
    })
  })

  it('is as it was after an action that it refused, unless that began with a stop or with volumes', () => {
    all((list) => {
      const engine = simulatedEngine(emptyObservation(['default']))
      engine.perform(pull('web:1'))
      for (const one of list) {
        const before = engine.snapshot()
        const refused = engine.perform(one)._tag === 'Left'
        if (!refused || one._tag === 'RestartContainer') continue
        const leftOver = one._tag === 'CreateContainer' ? { volumes: expect.anything() } : {}
        expect(client(engine.snapshot())).toEqual({ ...client(before), ...leftOver })
      }
    })
  })

  it('knows who uses which volume, and mounts none that is not there', () => {
    all((list) => {
      const { containers, volumes } = client(worldAfter(list).engine.snapshot())
      const mounted = containers.flatMap(({ name: user, mounts }) =>
        mounts.flatMap((mount) => (mount.name === undefined ? [] : [`${mount.name} ${user}`])),
      )
      const used = volumes.flatMap((volume) => volume.users.map((user) => `${volume.name} ${user}`))
      expect([...used].sort()).toEqual([...new Set(mounted)].sort())
    })
  })

  it('has one container to a name, and one to a port', () => {
    all((list) => {
      const { containers } = client(worldAfter(list).engine.snapshot())
      expect(new Set(containers.map((container) => container.name)).size).toBe(containers.length)
      const publishing = containers.filter(
        ({ state, config, hostConfig }) =>
          state.status === 'running' &&
          config['ExposedPorts'] !== undefined &&
          hostConfig['PortBindings'] !== undefined &&
          !/^(host|container:)/.test(String(hostConfig['NetworkMode'] ?? '')),
      )
      expect(publishing.length).toBeLessThanOrEqual(1)
    })
  })
})
