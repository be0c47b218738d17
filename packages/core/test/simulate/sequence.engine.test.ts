/** Sequences of actions: a real Engine and the simulator agree on every answer, and on what there is afterwards. */
import { describeWithEngine } from '@dmap/testing'
import { type Observation, simulatedEngine } from '../../src/index'
import { comparable, observeHost } from './host'
import { answerOf, send, settled } from './request'
import { CONTAINERS } from './sequences/containers'
import { c, create, exec, IMAGE, P, remove, start, unpause } from './sequences/moves'
import { NETWORKS } from './sequences/networks'
import { VOLUMES } from './sequences/volumes'

describeWithEngine('a sequence of actions is predicted', (engine) => {
  beforeAll(async () => {
    await engine.cleanUp(P)
    await engine.importImage(IMAGE, { Cmd: ['sleep', '3600'] })
  })
  afterEach(() => engine.cleanUp(P))

  it.each([...CONTAINERS, ...NETWORKS, ...VOLUMES])('%s', async (_, moves) => {
    const before: Observation = await observeHost(engine, P)
    const simulated = simulatedEngine(before)
    for (const [action, answer] of moves) {
      const predicted = answerOf(simulated.perform(action))
      const real = await send(engine, action)
      expect([action._tag, predicted]).toEqual([action._tag, real])
      expect([answer].flat()).toContain(real)
    }
    await settled(engine, P)
    expect(comparable(simulated.snapshot())).toEqual(comparable(await observeHost(engine, P)))
  })

  it('a container that a user has paused', async () => {
    for (const [action] of [create('a'), start('a')]) await send(engine, action)
    await engine.expectOk('POST', `/containers/${c('a')}/pause`)
    const simulated = simulatedEngine(await observeHost(engine, P))
    const moves = [start('a', 409), exec('a', 409), remove('a', 409), unpause('a'), exec('a')]
    for (const [action, answer] of moves) {
      expect(await send(engine, action)).toBe(answer)
      expect(answerOf(simulated.perform(action))).toBe(answer)
    }
    expect(comparable(simulated.snapshot())).toEqual(comparable(await observeHost(engine, P)))
  })
})
