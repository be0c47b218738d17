/**
 * The READMEs of the packages: their code compiles, and where output stands below it, it prints that. `UPDATE_GOLDEN=1`
 * writes the output into them.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ts from 'typescript'
import { blocksOf, replaced, runCode } from './documents'

const packages = join(__dirname, '../..')
const manifestOf = (name: string): { private?: boolean } =>
  JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))
const published = readdirSync(packages).filter((name) => manifestOf(name).private !== true)
const fileOf = (name: string): string => join(packages, name, 'README.md')

it.each(published)('@dmap/%s has one', (name) => {
  expect(existsSync(fileOf(name))).toBe(true)
  expect(readFileSync(fileOf(name), 'utf8')).toMatch(new RegExp(`^# @dmap/${name}\n`))
})

it('shows code that compiles', () => {
  const folder = mkdtempSync(join(__dirname, 'readme-code-'))
  try {
    const files = published.flatMap((name) =>
      blocksOf(readFileSync(fileOf(name), 'utf8'), 'ts').map((code, index) => {
        const file = join(folder, `${name}-${index}.mts`)
        writeFileSync(file, code)
        return file
      }),
    )
    expect(files.length).toBeGreaterThan(4)
    expect(problemsIn(files)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const problemsIn = (files: ReadonlyArray<string>): ReadonlyArray<string> => {
  const program = ts.createProgram({
    rootNames: [...files],
    options: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      paths: { '@dmap/*': [join(packages, '*/dist/index.d.ts')] },
      types: ['node'],
    },
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
}

const printing = published.filter((name) => blocksOf(readFileSync(fileOf(name), 'utf8'), 'text').length > 0)

it.each(printing)('what the code of @dmap/%s prints stands below it', async (name) => {
  const text = readFileSync(fileOf(name), 'utf8')
  const [code, printed] = [blocksOf(text, 'ts')[0] as string, blocksOf(text, 'text')[0] as string]
  const today = replaced(text, `\`\`\`text\n${printed}`, `\`\`\`text\n${await runCode(code)}`)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(fileOf(name), today)
  expect(today).toBe(readFileSync(fileOf(name), 'utf8'))
})
