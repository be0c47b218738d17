/** What earlier runs took stands for what the next one will take. */
import { measuredOf, recall } from '../../src/simulate/measured'
import { DEFAULT_PACE } from '../../src/simulate/pace'
import { scheduleOf } from '../../src/simulate/schedule'
import { create, hostAfter, start, step, stop } from './sample'

const measured = measuredOf([
  { step: 'stop container:shop.web~prev@edge', took: 2100 },
  { step: 'stop container:shop.web@edge', took: 1900 },
  { step: 'stop container:shop.web@edge', took: 9000 },
  { step: 'start container:shop.web@edge', took: 300 },
  { step: 'start container:shop.db~next@edge', took: 500 },
  { step: 'wait container:shop.web@edge healthy', took: 4000 },
  { step: 'create network:shop.front@edge', took: 80 },
  { step: 'pull image:registry.example:5000/web@sha256:abc@edge', took: 7000 },
  { step: 'no step at all', took: 1 },
])

it.each([
  ['the median of what the same object took, under whatever name', 'stop container:shop.web@edge', 2100],
  ['nothing from another program', 'stop container:shop.db@edge', undefined],
  ['what others of the kind took, where that is the Engine’s doing', 'start container:shop.cache~next@edge', 300],
  ['nothing from another host', 'start container:shop.web@apps', undefined],
  ['nothing from another kind of object', 'create container:shop.web@edge', undefined],
  ['a wait from the same wait', 'wait container:shop.web@edge healthy', 4000],
  ['nothing from another wait', 'wait container:shop.web@edge delay', undefined],
  ['a pull from the same image', 'pull image:registry.example:5000/web@sha256:abc@edge', 7000],
  ['nothing for a name that every object has', 'toString container:x@edge', undefined],
])('takes %s', (_, id, took) => {
  expect(recall(id, measured)).toBe(took)
})

it('counts more than what can be told without hosts', () => {
  const host = hostAfter([create('web'), start('web')])
  const steps = [step('stop container:web@default', stop('web')), step('start container:web@default', start('web'))]
  const pace = { ...DEFAULT_PACE, measured: measuredOf([{ step: 'stop container:web@default', took: 700 }]) }
  expect(scheduleOf(host, { steps }, pace).steps).toEqual([
    { id: 'stop container:web@default', begin: 0, end: 700 },
    { id: 'start container:web@default', begin: 0, end: DEFAULT_PACE.actions.StartContainer },
  ])
})
