/** JSON read as JSON is what it is when it is read as YAML: the same values at the same places. */
import fc from 'fast-check'
import { readJson } from '../../src/map/read-json'
import { readText } from '../../src/map/read-text'
import { readYaml } from '../../src/map/read-yaml'

const asYaml = (text: string) => readYaml('map.json', text, {}).document

/** Objects with numbers written in several ways, spread over lines with blanks between all tokens or none. */
const documents = fc
  .record({
    value: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.jsonValue({ maxDepth: 4 })),
    numbers: fc.array(fc.constantFrom('1.10', '0', '-0', '1e3', '1E-2', '12345678901234567890', '-7.5e+1'), {
      maxLength: 3,
    }),
    indent: fc.constantFrom('', ' ', '    '),
    before: fc.constantFrom('', ' ', '\n\n  '),
  })
  .map(({ value, numbers, indent, before }) => {
    const text = JSON.stringify({ ...value, numbers: 0 }, null, indent)
    const at = text.lastIndexOf('"numbers"')
    return `${before}${text.slice(0, at)}"numbers":${indent}[${numbers.join(`,${indent}`)}]}\n`
  })

test('the same values, the same places, and numbers as they were written', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const { positionAt: ofJson, ...json } = readJson('map.json', text) ?? fail(text)
      const { positionAt: ofYaml, ...yaml } = asYaml(text) ?? fail(text)
      expect(json).toEqual(yaml)
      const offsets = Array.from({ length: 20 }, (_, index) => Math.floor((text.length * index) / 19))
      expect(offsets.map(ofJson)).toEqual(offsets.map(ofYaml))
    }),
  )
})

const fail = (text: string): never => {
  throw new Error(`was not read: ${text}`)
}

test('members of an object stand in the order of the text, and no name is special', () => {
  const value = readJson('map.json', '{"b": {"__proto__": {"c": 1}, "constructor": 2}, "a": null}')?.value
  expect(Object.entries(value as object)).toEqual(
    Object.entries(asYaml('{b: , a: }')?.value as object).map(([key]) => [key, key === 'a' ? null : expect.anything()]),
  )
  expect(Object.keys((value as { b: object }).b)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBeNull()
})

test.each([
  ['a key that stands twice', '{"a": 1, "b": {"c": 1, "c": 2}}', 'duplicate-name'],
  ['a number without end', '{"a": 1e999}', 'invalid-value'],
  ['a comma too many', '{"a": 1,, }', 'syntax'],
  ['what is not closed', '{"a": [1', 'syntax'],
  ['too many levels', `{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'syntax'],
])('%s is explained by the reader of YAML', (_name, text, code) => {
  expect(readJson('map.json', text)).toBeUndefined()
  const { issues } = readText('map.json', text, {})
  expect(issues.map((issue) => issue.code)).toContain(code)
})

test('what YAML has beyond JSON is read as YAML', () => {
  expect(readText('map.json', '{a: 1, # why\n "b": !env X}', { X: 'x' }).document?.value).toEqual({ a: 1, b: 'x' })
})
