/** docs/cli.md names every exit code, command, option, intent and symbol that there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT } from '../src/exit-code'
import { INTENT_OPTIONS, INTENTS } from '../src/intent'
import { programOf } from '../src/program'

const text = readFileSync(join(__dirname, '../../../docs/cli.md'), 'utf8')
const program = programOf({ looking: () => null as never, acting: () => null as never, ended: async () => {} })

it('has a row for each exit code, and no other', () => {
  const rows = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(rows).toEqual(Object.values(EXIT))
})

it.each(program.commands.map((command) => command.name()))('names the command %s', (name) => {
  expect(text).toMatch(new RegExp(`\`(dmap )?${name}\\b`))
})

const options = new Set(program.commands.flatMap((command) => command.options.map((option) => option.long ?? '')))

it.each([...options])('explains %s', (option) => {
  expect(text).toMatch(new RegExp(`^\\| \`(-\\w, )?${option}\\b`, 'm'))
})

it.each([...Object.keys(INTENTS), ...INTENT_OPTIONS])('names %s', (word) => {
  expect(text).toContain(`\`${word}\``)
})
