/** What hangs on a container whose replacement fails comes back with it, whatever is undone at the same moment. */
import { type Compiled, compile, emptyObservation, type Observation, type Plan, planFor } from '@dmap/core'
import { run } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { dryrunExecutor } from '../src/executor'

const compiled = (image: string): Compiled => {
  const containers = {
    base: { image },
    inside: { image: 'one', network_mode: 'base' },
    linked: { image: 'one', links: ['base'] },
    far: { image: 'one', links: ['linked'] },
  }
  const made = compile([{ file: 'map', value: { name: 'm', containers } }])
  if (isLeft(made)) throw new Error(JSON.stringify(made.left))
  return made.right
}

const planned = (image: string, observation: Observation, kind: 'startup' | 'update'): Plan => {
  const { resources } = compiled(image)
  const plan = planFor({ resources, observation, intent: { kind, selection: [], options: {} } })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

it('starts what hangs on a failed one after the old one is started', async () => {
  const executor = dryrunExecutor({
    observation: emptyObservation(['default']),
    outcomes: { behaviour: { 'three:latest': { startFails: true } } },
  })
  await run(planned('one', executor.snapshot(), 'startup'), executor)()
  const before = executor.snapshot().clients['default']?.containers
  const report = await run(planned('three', executor.snapshot(), 'update'), executor)()
  expect(report.ok).toBe(false)
  expect(report.undos.filter(({ outcome }) => outcome._tag === 'Failed')).toEqual([])
  expect(executor.snapshot().clients['default']?.containers).toEqual(before)
})
