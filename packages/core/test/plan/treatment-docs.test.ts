/** The table of intents and states in the documentation is the one that planning uses. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type State, TREATMENTS, TREATMENTS_ONCE, type Treatment } from '../../src/plan/treatment'

const STATES: ReadonlyArray<State> = ['absent', 'created', 'running', 'paused', 'restarting', 'exited', 'dead']

/** In the documentation's words. */
const WORDS: Readonly<Record<Treatment, string>> = {
  none: '—',
  create: 'create',
  start: 'start',
  unpause: 'unpause',
  'create-start': 'create, start',
  recreate: 'remove, create, start',
  restart: 'stop, start',
  'stop-start': 'stop, start',
  stop: 'stop',
  remove: 'remove',
  'stop-remove': 'stop, remove',
  kill: 'send the signal',
  report: 'warn',
}

const tableOf = (treatments: typeof TREATMENTS): string =>
  [
    `| intent | ${STATES.join(' | ')} |`,
    `| --- |${STATES.map(() => ' --- |').join('')}`,
    ...Object.entries(treatments).map(
      ([intent, row]) => `| \`${intent}\` | ${STATES.map((state) => WORDS[row[state]]).join(' | ')} |`,
    ),
  ].join('\n')

describe('docs/states.md', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/states.md'), 'utf8')

  it('says what each of the intents does in each of the seven states', () => {
    expect(text).toContain(tableOf(TREATMENTS))
  })

  it('says where attached and persistent containers are treated otherwise', () => {
    const other = Object.entries(TREATMENTS_ONCE).flatMap(([intent, row]) =>
      STATES.filter((state) => row[state] !== TREATMENTS[intent as keyof typeof TREATMENTS][state]).map(
        (state) => `${intent} ${state}`,
      ),
    )
    expect(other).toEqual(['start exited', 'startup exited', 'update exited', 'script exited'])
    expect(text).toContain('`start`, `startup`, `update` and `script` leave them exited')
  })
})
