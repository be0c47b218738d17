/** Random sequences of actions: a real Engine answers as predicted, and shows what is predicted. */
import { describeWithEngine } from '@dmap/testing'
import fc from 'fast-check'
import { type Action, simulatedEngine } from '../../src/index'
import { actions } from './arbitrary'
import { comparable, observeHost } from './host'
import { answerOf, send, settled } from './request'

/** All is the map's own: what is lost with an object of others, nobody can see. */
const P = 'dmrnd.'
const RUNS = Number(process.env['DMAP_TEST_RUNS'] ?? 4)

/** The action with every name of a container, network or volume under the prefix, on the real client. */
const prefixed = (action: Action): Action => {
  const text = JSON.stringify(action)
    .replace(/"(name|to|network)":"(a|b|c|n|m|v)"/g, `"$1":"${P}$2"`)
    .replace(/"NetworkMode":"(n|m)"/g, `"NetworkMode":"${P}$1"`)
    .replace(/container:([abc])"/g, `container:${P}$1"`)
    .replace(/"([abc]):x"/g, `"${P}$1:x"`)
    .replace(/"VolumesFrom":\["([abc])"\]/g, `"VolumesFrom":["${P}$1"]`)
    .replace('"v:/v"', `"${P}v:/v"`)
    .replace('"HostPort":"80"', '"HostPort":"28480"')
    .replace('"Image":"web:1"', `"Image":"${P}web:1","StopSignal":"SIGKILL"`)
    .replace('"Labels":{}', '"Labels":{"io.dmap.map":"dmrnd"}')
    .replace('"client":"default"', '"client":"host"')
  return JSON.parse(text)
}

describeWithEngine('random actions are predicted', (engine) => {
  beforeAll(() => engine.importImage(`${P}web:1`, { Cmd: ['sleep', '3600'] }))
  afterAll(() => engine.cleanUp(P))

  it(`in ${RUNS} sequences`, async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        await engine.cleanUp(P)
        const simulated = simulatedEngine(await observeHost(engine, P))
        for (const action of list.map(prefixed)) {
          const predicted = answerOf(simulated.perform(action))
          const real = await send(engine, action)
          expect([action, predicted]).toEqual([action, real])
          await settled(engine, P)
        }
        expect(comparable(simulated.snapshot())).toEqual(comparable(await observeHost(engine, P)))
      }),
      { numRuns: RUNS, seed: Number(process.env['DMAP_TEST_SEED'] ?? 11), endOnFailure: true },
    )
  })
})
