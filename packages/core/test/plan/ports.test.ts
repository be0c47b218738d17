/** Host ports that somebody has who keeps them: the Engine would refuse the start, and the plan says so before. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import { compile, planOf } from '../../src/pipeline'
import type { IntentKind, IntentOptions } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { warningSentence } from '../../src/render/warning'
import { simulatePlan } from '../../src/simulate/plan'

const planned = (text: string, before: Observation, kind: IntentKind, options: IntentOptions = {}): Plan => {
  const compiled = compile([{ file: 'm.yaml', text: `name: m\n${text}` }])
  if (isLeft(compiled)) throw new Error(JSON.stringify(compiled.left))
  const plan = planOf(compiled.right, before, { kind, selection: [], options })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

const NOTHING = emptyObservation(['default'])
const after = (text: string, kind: IntentKind = 'startup', before = NOTHING): Observation =>
  simulatePlan(before, planned(text, before, kind)).observation
const taken = ({ warnings }: Plan) => warnings.filter(({ _tag }) => _tag === 'PortTaken')

const PROXY = 'proxy: { image: a, exposes: { 80: 8080 } }'
const GATE = 'gate: { image: a, exposes: { 8000: 8080 } }'

it('warns of a port that a container has which the map no longer has', () => {
  const [warning, ...others] = taken(planned(GATE, after(PROXY), 'update'))
  expect(others).toEqual([])
  expect(warning === undefined ? '' : warningSentence(warning)).toBe(
    'container m.gate on default cannot start: container m.proxy has port 8080/tcp of the host, and nothing in this plan stops it',
  )
})

it.each<readonly [string, () => Plan]>([
  ['the plan removes who has it', () => planned(GATE, after(PROXY), 'update', { prune: true })],
  ['nobody is started', () => planned(GATE, after(PROXY), 'create')],
  ['who has it does not run', () => planned(GATE, after(PROXY, 'stop', after(PROXY)), 'update')],
  ['it is its own', () => planned(PROXY.replace('image: a', 'image: b'), after(PROXY), 'update')],
  ['another protocol has it', () => planned(GATE.replace('8000', '8000/udp'), after(PROXY), 'update')],
  [
    'who has it gives it away in the same plan',
    () => planned(`${PROXY.replace('8080', '8081')}\n${GATE}`, after(PROXY), 'update'),
  ],
  ['the Engine chooses', () => planned(GATE.replace('8080', '0'), after(PROXY.replace('8080', '0')), 'update')],
])('says nothing where %s', (_, plan) => {
  expect(taken(plan())).toEqual([])
})

it('tells addresses apart, of which a wildcard takes all', () => {
  const bound = (name: string, ip: string): string =>
    `${name}: { image: a, host_config: { port_bindings: { 80: ['${ip}', 8080] } } }`
  const warned = (mine: string, theirs: string): boolean =>
    taken(planned(bound('gate', mine), after(bound('proxy', theirs)), 'update')).length > 0
  expect([
    warned('127.0.0.1', '127.0.0.2'),
    warned('127.0.0.1', '127.0.0.1'),
    warned('0.0.0.0', '127.0.0.1'),
    warned('::1', '127.0.0.1'),
    warned('::1', '::'),
  ]).toEqual([false, true, true, false, true])
})
