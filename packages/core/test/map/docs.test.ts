/** The reference page: a section per field, and in each of its blocks forms that mean the same. */
import { readFileSync } from 'node:fs'
import { clientRows, environmentRows } from '../../src/map/client-fields'
import { containerFields } from '../../src/map/fields'
import { mapFields } from '../../src/map/map-fields'
import { EXAMPLE_YAML } from './example'
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
