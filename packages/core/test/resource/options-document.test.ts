/** docs/options.md is the table of options: `UPDATE_GOLDEN=1` writes its rows anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Option } from '../../src/resource/options/table'
import { IDLE, OPTIONS, REFUSED } from '../../src/resource/options/table'

const file = join(__dirname, '../../../../docs/options.md')

const versions = ({ since, before }: Option): string => {
  if (since === undefined) return before === undefined ? '' : `before ${before}`
  return before === undefined ? since : `${since}, before ${before}`
}

const row = ([keyword, option]: [string, Option]): string => {
  const { field, from, value } = option
  return `| \`${keyword}\` | ${from === 'Engine' ? '' : from} | \`${field}\` | ${value.expects.replaceAll('|', '\\|')} | ${versions(option)} |`
}

const table = (rows: ReadonlyArray<[string, Option]>): string =>
  ['| option | docker-py | Engine field | takes | API |', '| --- | --- | --- | --- | --- |', ...rows.map(row)].join(
    '\n',
  )

const sorted = Object.entries(OPTIONS as Readonly<Record<string, Option>>).sort(([a], [b]) => (a < b ? -1 : 1))

const tables: Readonly<Record<string, string>> = {
  keywords: table(sorted.filter(([, { from }]) => from !== 'Engine')),
  engine: table(sorted.filter(([, { from }]) => from === 'Engine')),
  refused: Object.entries(REFUSED)
    .map(([keyword, { refused, hint }]) => `- \`${keyword}\`: ${refused}; ${hint}`)
    .join('\n'),
  idle: Object.entries(IDLE)
    .map(([keyword, { idle }]) => `- \`${keyword}\`: ${idle}`)
    .join('\n'),
}

it.each(Object.keys(tables))('lists what there is: %s', (name) => {
  const document = readFileSync(file, 'utf8')
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- end -->)`)
  const today = document.replace(place, (_, start: string, end: string) => `${start}${tables[name]}${end}`)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, today)
  expect(document).toMatch(place)
  expect(readFileSync(file, 'utf8')).toBe(today)
})
