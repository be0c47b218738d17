/** The example of the README, written three ways, from documents to the plan. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRight } from 'fp-ts/lib/Either.js'
import site from '../../../examples/site/dmap'
import { emptyObservation, encodePlan, type IntentKind, type MapSource, renderText, simulatePlan } from '../src'
import { compile, planOf } from '../src/pipeline'
import { expectGolden } from './golden'
import { strayReasons } from './plan/reasons'
import { reversed } from './reversed'

const folder = join(__dirname, '../../../examples/site')
const file = (name: string): MapSource => ({ file: name, text: readFileSync(join(folder, name), 'utf8') })
const intent = (kind: IntentKind) => ({ kind, selection: ['web_server'], options: {} })

const planned = (source: MapSource, kind: IntentKind = 'startup', observation = emptyObservation(['default'])) => {
  const compiled = compile([source])
  if (!isRight(compiled)) throw new Error(JSON.stringify(compiled.left, null, 2))
  const plan = planOf(compiled.right, observation, intent(kind))
  if (!isRight(plan)) throw new Error(JSON.stringify(plan.left, null, 2))
  expect(strayReasons(plan.right, compiled.right.resources)).toEqual([])
  return plan.right
}

describe('the plan of the example', () => {
  it('is the same, byte for byte, from YAML, JSON, code, and with its keys in another order', () => {
    const forms: ReadonlyArray<MapSource> = [
      file('dmap.yaml'),
      file('dmap.json'),
      { file: 'dmap.ts', value: site },
      {
        file: 'dmap.json',
        text: JSON.stringify(reversed(JSON.parse(readFileSync(join(folder, 'dmap.json'), 'utf8')))),
      },
    ]
    const plans = forms.map((form) => encodePlan({ ...planned(form), sources: {} }))
    expect(new Set(plans).size).toBe(1)
  })

  it('creates, starts and prepares, dependencies first', () => {
    expectGolden(__dirname, 'site.startup.txt', renderText(planned(file('dmap.yaml')), { sources: true }))
  })

  it('is done by create, then start, as by startup', () => {
    const created = simulatePlan(emptyObservation(['default']), planned(file('dmap.yaml'), 'create')).observation
    const start = planned(file('dmap.yaml'), 'start', created)
    expectGolden(__dirname, 'site.start.txt', renderText(start, { steps: true }))
    const after = simulatePlan(created, start).observation
    expect(planned(file('dmap.yaml'), 'startup', after).steps).toEqual([])
  })
})
