/** The small languages of the command line: NAME=value lines, `--set`, `--option`. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { intentKind, intentOf } from '../src/intent'
import { nameValues } from '../src/name-values'
import { overridesOf } from '../src/overrides'
import { secretVariable } from '../src/secrets'

it.each([
  ['A=1', { A: '1' }],
  ['export A=1', { A: '1' }],
  ['  A = x y  ', { A: 'x y' }],
  ['A=', { A: '' }],
  ['A=b=c', { A: 'b=c' }],
  ['A=\'x # "y" \\n\'', { A: 'x # "y" \\n' }],
  ['A="x\\n\\"y\\" \\\\"', { A: 'x\n"y" \\' }],
  ['A="x', { A: '"x' }],
  ['# no\n\nA=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['\ufeffA=1', { A: '1' }],
  ['A=1\nA=2', { A: '2' }],
  ['db-password.x=1', { 'db-password.x': '1' }],
  ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
])('reads %j', (text, values) => {
  const read = nameValues(text)
  expect(isLeft(read) ? read.left : Object.entries(read.right)).toEqual(Object.entries(values))
})

it('names lines that are none, without showing them', () => {
  expect(nameValues('A=1\nsecret text\n=x')).toMatchObject({
    left: ['line 2: expected NAME=value', 'line 3: expected NAME=value'],
  })
})

it.each([
  ['web.image=app:1.10', ['web', 'image'], 'app:1.10'],
  ['web.stop_timeout=30', ['web', 'stop_timeout'], 30],
  ['default_tag=1.10', ['default_tag'], '1.10'],
  ['web.user=007', ['web', 'user'], '007'],
  ['web.persistent=true', ['web', 'persistent'], true],
  ['web.image=null', ['web', 'image'], null],
  ['web.instances=["a","b"]', ['web', 'instances'], ['a', 'b']],
  ['web.shares=[a', ['web', 'shares'], '[a'],
  ['volumes.a\\.b=/x', ['volumes', 'a.b'], '/x'],
  ['web.environment.A=b=c', ['web', 'environment', 'A'], 'b=c'],
  ['web.image=', ['web', 'image'], ''],
  ['web.x=123456789012345678', ['web', 'x'], '123456789012345678'],
])('takes --set %s', (setting, path, value) => {
  expect(overridesOf([setting], [])).toEqual(right({ overrides: [{ path, value }], options: [] }))
})

it('gives single words to the selection, to everything where nothing is selected', () => {
  const options = { mem_limit: '3g', read_only: true }
  const settings = ['mem_limit=3g', 'read_only=true']
  expect(overridesOf(settings, ['web'])).toEqual(
    right({ overrides: [], options: [{ selection: ['web'], options, path: ['--set'] }] }),
  )
  expect(overridesOf(settings, [])).toMatchObject({ right: { options: [{ selection: ['__all__'] }] } })
})

it.each(['', 'web', '=x', '.image=x', 'web.=x'])('refuses --set %j', (setting) => {
  expect(isLeft(overridesOf([setting], []))).toBe(true)
})

it.each([
  ['force', { force: true }],
  ['force=yes', { force: true }],
  ['force=0', { force: false }],
  ['signal=SIGHUP', { signal: 'SIGHUP' }],
  ['check_exec_commands=partial', { check_exec_commands: 'partial' }],
])('reads --option %s', (setting, options) => {
  expect(intentOf('update', ['b', 'a', 'b'], [setting])).toEqual(
    right({ kind: 'update', selection: ['a', 'b'], options }),
  )
})

it.each(['force=maybe', 'signal=', 'check_exec_commands=all', 'fource=1', '__proto__=1'])(
  'refuses --option %s',
  (setting) => {
    expect(isLeft(intentOf('update', [], [setting]))).toBe(true)
  },
)

it.each([
  ['up', 'update'],
  ['down', 'shutdown'],
  ['run', 'script'],
  ['prune', 'prune'],
])('%s is %s', (word, kind) => {
  expect(intentKind(word)).toEqual(right(kind))
})

it.each(['constructor', 'toString', 'startp'])('%s is no intent', (word) => {
  expect(isLeft(intentKind(word))).toBe(true)
})

it('looks for secrets in variables of upper case', () => {
  expect(secretVariable('db-password.x')).toBe('DMAP_SECRET_DB_PASSWORD_X')
})
