/** Every accepted form of every field of a container, each to the same long form. */
import type { containerFields } from '../../src/map/fields'
import { FIELDS } from './forms'
import { WRONG } from './forms/wrong'
import { configOf, issuesOf } from './parse'

const cases = Object.entries(FIELDS).flatMap(([field, rows]) =>
  rows.flatMap(([forms, long]) => forms.map((form) => [field, JSON.stringify(form), form, long] as const)),
)

test.each(cases)('%s: %s', (field, _text, form, long) => {
  expect(configOf({ [field]: form })[field as keyof typeof containerFields]).toEqual(long)
})

test.each(cases)('%s: the long form of %s is its own long form', (field, _text, _form, long) => {
  if (long === undefined) return
  expect(configOf({ [field]: long })[field as keyof typeof containerFields]).toEqual(long)
})

test('other names of fields', () => {
  expect(configOf({ start_options: { privileged: true } }).host_config).toEqual({ privileged: true })
  expect(configOf({ network_mode: 'host' }).network).toEqual({ _tag: 'Host' })
})

test.each(WRONG)('%s: %j is refused at "%s"', (field, form, path, says) => {
  const issues = issuesOf({ containers: { web: { [field]: form } } }, { checkIntegrity: false })
  const expected = ['containers', 'web', field, ...(path === '' ? [] : [path])].join('.')
  expect(issues).toHaveLength(1)
  expect(issues[0]?.path.join('.')).toBe(expected)
  expect(`${issues[0]?.message} ${issues[0]?.hint}`).toMatch(says)
})

test('several mistakes inside one value are all reported', () => {
  const exposes = ['http', [81, 99999], { x: 'y' }, '8000-80']
  const paths = issuesOf({ containers: { web: { exposes } } }).map((issue) => issue.path.slice(3).join('.'))
  expect(paths).toEqual(expect.arrayContaining(['0', '1.1', '2.x', '3']))
})
