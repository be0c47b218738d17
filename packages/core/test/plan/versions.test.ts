/** Options that an Engine is too old for, or too new. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { planFor } from '../../src/plan/plan-for'
import { container, intent, observationOf, observed, resourcesOf } from './build'

const errorsWith = (requires: { apiVersion: string; before?: string }, apiVersion: string, running = false) => {
  const web = container('web', { requires: [{ field: 'HostConfig.X', origin: [], ...requires }] })
  const observation = observationOf(running ? [observed(web, 'running')] : [], {
    engine: { id: 'e1', version: '', apiVersion },
  })
  const plan = planFor({ resources: resourcesOf(web), observation, intent: intent('startup') })
  return isLeft(plan) ? plan.left.map((error) => ('message' in error ? error.message : '')) : []
}

it.each([
  ['needs a newer API', { apiVersion: '1.44' }, '1.41', ['HostConfig.X needs the Engine API 1.44; default has 1.41']],
  ['needs this API', { apiVersion: '1.41' }, '1.41', []],
  ['needs an older API, by number and not by text', { apiVersion: '1.9' }, '1.41', []],
  [
    'was dropped',
    { apiVersion: '1.0', before: '1.22' },
    '1.41',
    ['HostConfig.X was dropped with the Engine API 1.22; default has 1.41'],
  ],
  [
    'was dropped with this API',
    { apiVersion: '1.0', before: '1.41' },
    '1.41',
    ['HostConfig.X was dropped with the Engine API 1.41; default has 1.41'],
  ],
  ['will be dropped', { apiVersion: '1.0', before: '1.42' }, '1.41', []],
  ['cannot be judged on an empty host', { apiVersion: '1.44' }, '', []],
])('an option that %s', (_, requires, have, expected) => {
  expect(errorsWith(requires, have)).toEqual(expected)
})

it('is no error where nothing is created', () => {
  expect(errorsWith({ apiVersion: '1.44' }, '1.41', true)).toEqual([])
})
