/** What each rendering of a plan looks like, as golden files; and what must never be in one. */
import fc from 'fast-check'
import type { JsonObject } from '../../src/base/json'
import type { Plan, Step } from '../../src/plan/plan'
import { actionPhrase } from '../../src/render/action'
import { renderDot } from '../../src/render/dot'
import { renderJson } from '../../src/render/json'
import { renderMarkdown } from '../../src/render/markdown'
import { renderMermaid } from '../../src/render/mermaid'
import { pictureOfPlan, pictureOfResources } from '../../src/render/picture'
import { predictionOf, predictionText } from '../../src/render/prediction'
import { briefReason, reasonSentence } from '../../src/render/reason'
import { redact } from '../../src/render/redact'
import { renderText } from '../../src/render/text'
import { durationText, printable, valueText } from '../../src/render/words'
import type { ResourceId } from '../../src/resource/id'
import type { Resources } from '../../src/resource/resource'
import type { Schedule } from '../../src/simulate/schedule'
import { expectGolden } from '../golden'
import { reversed } from '../reversed'
import { ACTIONS, emptyPlan, REASONS, samplePlan } from './sample-plan'

const prediction = {
  outages: { 'shop.app': 125, 'shop.db': null, 'shop.web': 12.5 },
  away: { 'container:shop.app@edge': 125, 'container:shop.db@edge': null, 'container:shop.web@edge': 12.5 },
  criticalPath: ['stop container:shop.web@edge', 'start container:shop.web@edge'],
  duration: 47,
}

describe('a plan with every action, reason and warning', () => {
  it.each([
    ['plan.txt', () => renderText(samplePlan, { prediction })],
    ['plan.steps.txt', () => renderText(samplePlan, { steps: true })],
    ['plan.sources.txt', () => renderText(samplePlan, { sources: true, prediction })],
    ['plan.colour.txt', () => renderText(samplePlan, { color: true, steps: true })],
    ['plan.json', () => renderJson(samplePlan)],
    ['plan.md', () => renderMarkdown(samplePlan, prediction)],
    ['plan.dot', () => renderDot(pictureOfPlan(samplePlan))],
    ['plan.mmd', () => renderMermaid(pictureOfPlan(samplePlan))],
  ])('is rendered as %s', (name, render) => {
    expectGolden(__dirname, name, render())
  })

  it('has one line per step where that is asked for, in order, then the warnings and the summary', () => {
    const lines = renderText(samplePlan, { steps: true }).trimEnd().split('\n')
    const steps = lines.filter((line) => !line.startsWith('      ') && / on (edge|core): /.test(line))
    expect(steps).toHaveLength(samplePlan.steps.length)
    expect(lines[lines.length - 1]).toBe('2 to create, 1 to replace, 1 to update, 3 to remove in 24 steps on 2 hosts')
  })
})

it('says that there is nothing to do', () => {
  expect(renderText(emptyPlan)).toBe('Nothing to do.\n')
})

it('gives JSON that reads back as the plan', () => {
  expect(JSON.parse(renderJson(samplePlan))).toEqual(samplePlan)
})

it('gives the same JSON for a plan whose keys stand in another order', () => {
  expect(renderJson(reversed(samplePlan) as Plan)).toBe(renderJson(samplePlan))
})

it('names a resource on another host with its host', () => {
  const because = { _tag: 'DependsOn', reference: 'db@core', condition: 'started' } as const
  const reason = { _tag: 'DependsOn', id: 'container:shop.db@core', because, field: [] } as const
  expect(reasonSentence(reason, 'edge')).toBe('it depends on db@core (started) (container shop.db on core)')
})

it.each([
  ['rename container:shop.db~next@edge', 'it links db, which is replaced'],
  ['create container:shop.db@edge', 'it links db, which is created'],
  ['start container:shop.db@edge', 'it links db, which is started'],
])('tells by object what becomes of the one that it hangs on: %s', (step, sentence) => {
  const because = { _tag: 'Links', reference: 'db', alias: 'db' } as const
  const tie = { id: 'container:shop.db@edge', because, step } as const
  expect(briefReason({ _tag: 'Cascade', ...tie, field: [] }, 'edge')).toBe(sentence)
  expect(briefReason({ _tag: 'Changed', changes: [], besides: tie, field: [] }, 'edge')).toContain(
    `besides, ${sentence}`,
  )
})

it('says of a container that was only created that it was never started', () => {
  expect(reasonSentence({ _tag: 'NotRunning', status: 'created', field: [] })).toBe('it was never started')
  expect(reasonSentence({ _tag: 'NotRunning', status: 'paused', field: [] })).toBe('it is there, but paused')
})

it.each(ACTIONS.map((action) => [action._tag, action] as const))('has one line of words for %s', (_, action) => {
  expect(actionPhrase(action)).toMatch(/^[a-z][^\n]+$/)
})

it.each(REASONS.map((reason) => [reason._tag, reason] as const))('has one clause for %s', (_, reason) => {
  expect(reasonSentence(reason, 'edge')).toMatch(/^[^\n.]+\S/)
})

it.each([
  [0, '0 s'],
  [0.25, '0.3 s'],
  [59.94, '59.9 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3600, '60 min'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text)
})

it('shows secrets by name', () => {
  expect(redact({ a: [{ $secret: 'x' }], b: { $concat: ['u:', { $secret: 'y' }, '!'] } })).toEqual({
    a: ['<secret x>'],
    b: 'u:<secret y>!',
  })
})

it('lets no control or direction character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(valueText(text)).not.toContain('\n')
    }),
    { numRuns: 300, seed: 7 },
  )
})

it('draws resources with what they need, leaving out what is not there', () => {
  const because = { _tag: 'Uses', reference: 'socket' } as const
  const resources = {
    map: 'shop',
    clients: ['edge'],
    moved: [],
    groups: {},
    all: [
      {
        id: 'container:shop.web@edge',
        client: 'edge',
        needs: [
          { id: 'container:shop.socket@edge', because, field: [] },
          { id: 'image:gone@edge', because: { _tag: 'Image' }, field: [] },
        ],
      },
      { id: 'container:shop.socket@edge', client: 'edge', needs: [] },
    ],
  } as unknown as Resources
  const picture = pictureOfResources(resources)
  expect(picture.edges).toEqual([
    { from: 'container:shop.socket@edge', to: 'container:shop.web@edge', label: 'uses socket' },
  ])
  expect(renderDot(picture)).toContain(
    '"container:shop.socket@edge" -> "container:shop.web@edge" [label="uses socket"]',
  )
  expect(renderMermaid(picture)).toContain('n1 -->|"uses socket"| n0')
})

describe('what a schedule foretells', () => {
  const gap = (id: string, begin: number, end: number | null) => ({ id: id as ResourceId, begin, end })
  const schedule = (outages: Schedule['outages']): Schedule => ({
    steps: [],
    outages,
    criticalPath: ['a', 'b', 'c', 'd', 'e', 'f'],
    makespan: 61_500,
  })

  it('adds up the gaps of each container, in seconds', () => {
    const outages = [gap('container:shop.a@edge', 0, 1500), gap('container:shop.a@edge', 3000, 4000)]
    expect(predictionOf(schedule(outages)).outages).toEqual({ 'shop.a': 2.5 })
  })

  it('says which do not come back, and names hosts where there are several', () => {
    const outages = [
      gap('container:shop.a@core', 0, 1),
      gap('container:shop.a@edge', 0, null),
      gap('container:shop.a@edge', 5, 6),
    ]
    expect(predictionOf(schedule(outages)).outages).toEqual({ 'shop.a on core': 0.001, 'shop.a on edge': null })
  })

  it('names the ends of a long critical path', () => {
    expect(predictionText(predictionOf(schedule([])))).toEqual([
      'predicted outage: none',
      'critical path 1 min 2 s: a → b → (2 steps) → e → f',
    ])
  })
})

describe('the symbol of a creation', () => {
  const target = 'container:shop.web@edge' as ResourceId
  const container = { client: 'edge', target, name: 'shop.web' }
  const create = { _tag: 'CreateContainer', ...container, body: { Image: 'a', Labels: {} } } as const
  const remove = { _tag: 'RemoveContainer', ...container, volumes: true, force: true } as const
  const symbols = (...steps: ReadonlyArray<Partial<Step>>): ReadonlyArray<string> =>
    renderText(
      { ...emptyPlan, steps: steps.map((step) => ({ ...samplePlan.steps[0], ...step })) as Step[] },
      { steps: true },
    )
      .split('\n')
      .slice(0, steps.length)
      .map((line) => line.slice(0, 3).trim())

  it.each([
    ['a new container', [{ action: create }], ['+']],
    ['one that takes the place of a removed one', [{ action: remove }, { action: create }], ['-', '-/+']],
    [
      "one that waits to take another one's place",
      [{ action: { ...create, name: 'shop.web.next' }, replacement: target }, { action: remove }],
      ['-/+', '-'],
    ],
    [
      'one for a script, removed at its end',
      [{ action: { ...create, name: 'shop.web.script' }, replacement: target }, { action: remove }],
      ['+', '-'],
    ],
  ])('of %s', (_, steps, expected) => {
    expect(symbols(...steps)).toEqual(expected)
  })
})

describe('an update in place', () => {
  const phrase = (body: JsonObject): string =>
    actionPhrase({ _tag: 'UpdateContainer', client: 'a', target: 'container:m.w@a', name: 'm.w', body })

  it('says what becomes of the restart policy, where there is nothing else to it', () => {
    expect(phrase({ RestartPolicy: { Name: 'no' } })).toBe('set the restart policy of container m.w to no')
    expect(phrase({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } })).toBe(
      'set the restart policy of container m.w to on-failure:3',
    )
    expect(phrase({ RestartPolicy: {} })).toBe('set the restart policy of container m.w to no')
  })

  it('leaves limits to the fields below it', () => {
    expect(phrase({ Memory: 1 })).toBe('update container m.w in place')
    expect(phrase({ Memory: 1, RestartPolicy: { Name: 'no' } })).toBe('update container m.w in place')
  })
})
