/** The reference page: a section per field, and in each of its blocks forms that mean the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import { clientRows, environmentRows } from '../../src/map/client-fields'
import { containerFields } from '../../src/map/fields'
import { mapFields } from '../../src/map/map-fields'
import { EXAMPLE_YAML } from './example'
import { FIELDS } from './forms'
import { mapOf } from './parse'

const page = readFileSync(`${__dirname}/../../../../docs/map.md`, 'utf8')

const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
)

const blocksOf = (section: string): ReadonlyArray<string> =>
  [...section.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '')

const indented = (form: string): string => form.replace(/^/gm, '  ')

const configIn = (form: string) =>
  mapOf(`containers:\n a:\n web:\n${indented(form)}`, { checkIntegrity: false }).containers.web

test.each(Object.keys(containerFields))('%s has a section, whose forms are read, and equal each other', (field) => {
  const blocks = blocksOf(sections.get(field) ?? '')
  expect(blocks.length).toBeGreaterThan(0)
  for (const block of blocks) {
    const [first, ...others] = block.split('---\n').map(configIn)
    for (const other of others) expect(other).toEqual(first)
  }
})

const code = (value: unknown): string => (value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``)

const formsPage = `# Forms

Every form that a field of a config may have, and the long form that it is read as; [map.md](map.md) says what they mean. All of it is YAML as
well as JSON, and numbers are the text that stands in the file. The tests read each of these forms, and check that no form of the schema is
missing here; they write this page with \`UPDATE_GOLDEN=1 npx jest packages/core/test/map/docs\`.
${Object.entries(FIELDS)
  .map(([field, rows]) => {
    const lines = rows.map(([forms, long]) => `| ${forms.map(code).join('<br>')} | ${code(long)} |`)
    return `\n## ${field}\n\n| written | is |\n| --- | --- |\n${lines.join('\n')}\n`
  })
  .join('')}`

test('the page of all forms is that of the table', () => {
  const file = `${__dirname}/../../../../docs/forms.md`
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, formsPage)
  expect(readFileSync(file, 'utf8')).toBe(formsPage)
})

test.each(Object.keys(mapFields))('the key %s is in the table', (key) => {
  expect(page).toContain(`| \`${key}\` |`)
})

test('the first example is that of the specification', () => {
  expect(mapOf(blocksOf(page)[0] ?? '')).toEqual(mapOf(EXAMPLE_YAML))
})

const clientsPage = readFileSync(`${__dirname}/../../../../docs/clients.md`, 'utf8')

test.each([...Object.keys(clientRows), ...Object.keys(environmentRows)])(
  'the setting %s of clients and environments is in a table',
  (key) => {
    expect(clientsPage).toMatch(new RegExp(`^\\|.*\`${key}\`.*\\|`, 'm'))
  },
)
