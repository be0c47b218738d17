/** The container of a script: it goes with its plan, and takes the place of none. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { planFor } from '../../src/plan/plan-for'
import { LABEL } from '../../src/resource/labels'
import { container, intent, observationOf, observed, planned, resourcesOf, shortIds } from './build'

const job = container('job')
const wanted = intent('script', { command: ['true'] }, ['job'])

const called = (name: string, labels: Readonly<Record<string, string>>) => {
  const { body } = container('job')
  return observed({ ...container('job'), name: `m.${name}`, body: { ...body, Labels: labels } }, 'exited')
}

test('one that an earlier script left goes first, by its id', () => {
  const left = called('job.script', { [LABEL.map]: 'm', [LABEL.config]: 'job', [LABEL.kind]: 'helper' })
  const plan = planned(resourcesOf(job), observationOf([left]), wanted)
  expect(shortIds(plan)[0]).toBe('remove job left')
  expect(plan.steps[0]?.action).toMatchObject({ _tag: 'RemoveContainer', objectId: left.id })
})

test.each([
  ['of another config', { [LABEL.map]: 'm', [LABEL.config]: 'job.script', [LABEL.kind]: 'instance' }],
  ['of nobody that is known', {}],
  ['of another map', { [LABEL.map]: 'n', [LABEL.config]: 'job', [LABEL.kind]: 'helper' }],
])('one %s stands against the plan', (_, labels) => {
  const observation = observationOf([called('job.script', labels as Readonly<Record<string, string>>)])
  const plan = planFor({ resources: resourcesOf(job), observation, intent: wanted })
  expect(isLeft(plan) && plan.left).toMatchObject([
    { _tag: 'Foreign', id: job.id, message: 'the container "m.job.script" on default is none that a script has left' },
  ])
})

test('says of itself neither that it is persistent nor that it is protected', () => {
  const { body, ...rest } = job
  const Labels = { ...body.Labels, [LABEL.persistent]: 'true', [LABEL.protected]: 'true' }
  const plan = planned(resourcesOf({ ...rest, body: { ...body, Labels } }), observationOf([]), wanted)
  expect(plan.steps.flatMap(({ action }) => (action._tag === 'CreateContainer' ? [action.body.Labels] : []))).toEqual([
    { [LABEL.map]: 'm', [LABEL.config]: 'job', [LABEL.kind]: 'helper' },
  ])
})
