/** The error reporter: every part of an issue, an excerpt with a caret, and the same as data. */
import type { Issue } from '../../src/base/issue'
import { renderIssues } from '../../src/render/issues'

const text = 'web:\n  bind: data\n'

const issue: Issue = {
  code: 'unknown-key',
  path: ['web', 'bind'],
  position: { file: 'map.yaml', line: 2, column: 3 },
  message: 'unknown key "bind" in a container configuration',
  hint: 'did you mean "binds"?',
}

test('an issue with its excerpt', () => {
  expect(
    renderIssues([issue], { format: 'text', sources: { 'map.yaml': text } }),
  ).toBe(`error[unknown-key] map.yaml:2:3 web.bind
  unknown key "bind" in a container configuration
  2 |   bind: data
    |   ^
  hint: did you mean "binds"?
  see docs/issues.md#unknown-key

1 issue
`)
})

test('expected, found and further places', () => {
  const full: Issue = {
    code: 'duplicate-name',
    path: ['a.b', 'uses', 0],
    message: 'two of one name',
    expected: 'one',
    found: 'two',
    related: [{ path: ['x'], position: { file: 'o.yaml', line: 1, column: 2 }, message: 'the other one' }],
  }
  expect(renderIssues([full], { format: 'text' })).toBe(`error[duplicate-name] "a.b".uses[0]
  two of one name
  expected: one
  found: two
  o.yaml:1:2: the other one
  see docs/issues.md#duplicate-name

1 issue
`)
})

test('colours only where they are asked for', () => {
  expect(renderIssues([issue], { format: 'text' })).not.toContain('\u001b')
  expect(renderIssues([issue], { format: 'text', color: true })).toContain('\u001b[31merror[unknown-key]\u001b[0m')
})

test('control characters of the input do not reach the terminal', () => {
  const evil: Issue = {
    ...issue,
    message: '\u001b[2J',
    path: ['\u001b[2J'],
    position: { file: '\u0007', line: 1, column: 1 },
  }
  const rendered = renderIssues([evil], { format: 'text', sources: { '\u0007': '\u001b[2J: 1' } })
  expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})

test('a long line is cut around the caret, and the caret stands under its character', () => {
  const line = `${'a'.repeat(500)}X${'b'.repeat(500)}`
  const rendered = renderIssues([{ ...issue, position: { file: 'f', line: 1, column: 501 } }], {
    format: 'text',
    sources: { f: line },
  })
  const [, , source = '', caret = ''] = rendered.split('\n')
  expect(source.length).toBeLessThan(120)
  expect(source[caret.indexOf('^')]).toBe('X')
})

test('tabs stay tabs, so that the caret keeps its place', () => {
  const rendered = renderIssues([{ ...issue, position: { file: 'f', line: 1, column: 2 } }], {
    format: 'text',
    sources: { f: '\tbind: x' },
  })
  expect(rendered).toContain('  1 | \tbind: x\n    | \t^')
})

test('as data', () => {
  expect(JSON.parse(renderIssues([issue], { format: 'json' }))).toEqual({
    issues: [
      {
        code: 'unknown-key',
        file: 'map.yaml',
        line: 2,
        column: 3,
        path: ['web', 'bind'],
        message: 'unknown key "bind" in a container configuration',
        hint: 'did you mean "binds"?',
        page: 'docs/issues.md#unknown-key',
      },
    ],
  })
})
