import type { ObservedContainer } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import { TREATMENTS } from '../../src/plan/treatment'
import { container, intent, need, observationOf, observed, planned, resourcesOf, shortIds } from './build'

const web = container('web')
const STATES: Readonly<Record<string, ReadonlyArray<ObservedContainer>>> = {
  absent: [],
  created: [observed(web, 'created')],
  running: [observed(web, 'running')],
  paused: [observed(web, 'paused')],
  restarting: [observed(web, 'restarting')],
  exited: [observed(web, 'exited')],
  dead: [observed(web, 'dead')],
}

// One row an intent; the columns are the seven states, each with the steps' verbs, `-` for none, `!` for a warning.
const TABLE: ReadonlyArray<readonly [IntentKind, string, string, string, string, string, string, string]> = [
  ['create', 'create', '-', '-', '-', '-', '-', '!'],
  ['start', '!', 'start', '-', 'unpause', '-', 'start', '!'],
  ['startup', 'create start', 'start', '-', 'unpause', '-', 'start', 'remove create start'],
  ['update', 'create start', 'start', '-', 'unpause', '-', 'start', 'remove create start'],
  ['restart', '!', 'start', 'restart', 'restart', 'restart', 'start', '!'],
  ['stop', '-', '-', 'stop', 'stop', 'stop', '-', '!'],
  ['remove', '-', 'remove', '!', '!', '!', 'remove', 'remove'],
  ['shutdown', '-', 'remove', 'stop remove', 'stop remove', 'stop remove', 'remove', 'remove'],
  ['signal', '-', '-', 'signal', '!', '!', '-', '!'],
  // The image is pulled, whatever the container's state.
  ['pull', 'pull', 'pull', 'pull', 'pull', 'pull', 'pull', 'pull'],
  ['prune', '-', '-', '-', '-', '-', '-', '-'],
]

// A script runs beside the config's own container, whatever that one's state: the row is what happens to a dependency.
const SCRIPT = ['create start', 'start', '-', 'unpause', '-', 'start', 'remove create start']

const cases = TABLE.flatMap(([kind, ...columns]) =>
  Object.keys(STATES).map((state, index) => ({ kind, state, expected: columns[index] as string })),
)

describe('What an intent does to a container', () => {
  it('is told here for every intent in each of the seven states', () => {
    expect([...TABLE.map(([kind]) => kind), 'script'].sort()).toEqual(Object.keys(TREATMENTS).sort())
    expect(TABLE.every((row) => row.length === 8)).toBe(true)
    expect(Object.keys(STATES)).toEqual(Object.keys(TREATMENTS.startup))
  })

  it.each(SCRIPT.map((expected, index) => [Object.keys(STATES)[index] as string, expected] as const))(
    'script of one that needs one that is %s: %s',
    (state, expected) => {
      const job = container('job', { needs: [need('web', { _tag: 'Uses', reference: 'web' })] })
      const wanted = intent('script', { command: ['true'] }, ['job'])
      const ids = shortIds(planned(resourcesOf(web, job), observationOf(STATES[state] ?? []), wanted))
      const verbs = ids.filter((id) => /\bweb\b/.test(id)).map((id) => id.split(' ')[0])
      expect(verbs.join(' ') || '-').toBe(expected)
    },
  )

  it.each(cases)('$kind of one that is $state: $expected', ({ kind, state, expected }) => {
    const plan = planned(resourcesOf(web), observationOf(STATES[state] ?? []), intent(kind))
    const verbs = shortIds(plan).map((id) => id.split(' ')[0])
    const found = verbs.length > 0 ? verbs.join(' ') : plan.warnings.length > 0 ? '!' : '-'
    expect(found).toBe(expected)
  })
})
