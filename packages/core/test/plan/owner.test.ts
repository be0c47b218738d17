/** When a volume whose owner has a name is prepared again: another image may know the name by another number. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import { type Compiled, compile, planOf } from '../../src/pipeline'
import type { IntentKind } from '../../src/plan/intent'
import { renderText } from '../../src/render/text'
import { simulatePlan } from '../../src/simulate/plan'

const compiled = (user: string, more = ''): Compiled => {
  const text = `name: m\napp: { user: "${user}", attaches: data${more} }\nweb: { uses: data }\nvolumes: { data: /data }`
  const result = compile([{ file: 'm.yaml', text }])
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const planned = (map: Compiled, observation: Observation, kind: IntentKind) => {
  const plan = planOf(map, observation, { kind, selection: [], options: {} })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

const started = (map: Compiled): Observation => {
  const empty = emptyObservation(['default'])
  return simulatePlan(empty, planned(map, empty, 'startup')).observation
}

const changed = (
  observation: Observation,
  change: (client: Observation['clients'][string]) => Partial<Observation['clients'][string]>,
): Observation => ({
  ...observation,
  clients: Object.fromEntries(
    Object.entries(observation.clients).map(([name, client]) => [name, { ...client, ...change(client) }]),
  ),
})

/** The tag of the owner's image leads to another image. */
const withNewImage = (observation: Observation): Observation =>
  changed(observation, ({ images }) => ({
    images: images.map((image) => (image.references.includes('app:latest') ? { ...image, id: 'sha256:new' } : image)),
  }))

const without = (observation: Observation, container: string): Observation =>
  changed(observation, ({ containers }) => ({ containers: containers.filter(({ name }) => name !== container) }))

const preparations = (map: Compiled, observation: Observation, kind: IntentKind) =>
  planned(map, observation, kind).steps.filter(({ action }) => action._tag === 'PrepareVolume')

it('is prepared by the names of the image of its owner, which is pulled before', () => {
  const plan = planned(compiled('app'), emptyObservation(['default']), 'startup')
  const [step] = plan.steps.filter(({ action }) => action._tag === 'PrepareVolume')
  expect(step?.action).toMatchObject({ owner: 'app:app', image: 'app:latest' })
  expect(step?.after).toContain('pull image:app:latest@default')
  expect(plan.steps.map(({ id }) => id)).not.toContain('pull image:busybox:latest@default')
  expect(renderText(plan, { steps: true })).toContain(
    'set owner app:app on /data of container m.data, by the names of image app:latest',
  )
})

it.each<readonly [string, string, string, IntentKind, boolean]>([
  ['the owner is made anew from another image', 'app', '', 'update', true],
  ['the owner is made anew from another image, and its number is known', '1000', '', 'update', false],
  ['the owner is left as it is', 'app', '', 'startup', false],
])('%s', (_, user, more, kind, due) => {
  const map = compiled(user, more)
  const observation = withNewImage(without(started(map), 'm.web'))
  expect(preparations(map, observation, kind)).toHaveLength(due ? 1 : 0)
})

it('is not prepared again where the owner is made anew from the image that it had', () => {
  const observation = started(compiled('app'))
  const map = compiled('app', ', environment: { A: 1 }')
  expect(planned(map, observation, 'update').steps.length).toBeGreaterThan(0)
  expect(preparations(map, observation, 'update')).toEqual([])
})

it('is prepared again where nobody knows any more what the owner was made from', () => {
  const observation = without(started(compiled('app')), 'm.app')
  expect(preparations(compiled('app'), observation, 'startup')).toHaveLength(1)
})
