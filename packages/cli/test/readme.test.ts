/**
 * The README is tried out: its map is the example's, its commands print what stands below them, its code runs and prints
 * what it says. `UPDATE_GOLDEN=1` writes the commands' output into it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../src/command-line'
import type { Io } from '../src/io'
import { blocksOf, replaced, runCode } from './documents'

const root = join(__dirname, '../../..')
const readmeFile = join(root, 'README.md')
const readme = readFileSync(readmeFile, 'utf8')

const blocks = (language: string): ReadonlyArray<string> => blocksOf(readme, language)

/** A folder with the example's files, as if a user had them. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmap-readme-'))
  cpSync(join(root, 'examples/site'), folder, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('shows the map of the example', () => {
  expect(blocks('yaml')[0]).toBe(`# dmap.yaml\n${readFileSync(join(root, 'examples/site/dmap.yaml'), 'utf8')}`)
})

it('names only scripts that there are, with the version of pnpm that the workspace is made for', () => {
  const { scripts, packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commands = [...readme.matchAll(/npx -y (\S+) (\w+)/g)]
  expect(commands.length).toBeGreaterThan(1)
  for (const [, version, script] of commands) {
    expect(version).toBe(packageManager)
    expect(Object.keys(scripts)).toContain(script)
  }
})

it('shows what the commands and the code print', async () => {
  let today = readme
  for (const block of blocks('console')) today = replaced(today, block, await replay(block))
  const [code, printed] = [blocks('ts')[0] as string, blocks('text')[0] as string]
  today = replaced(today, `\`\`\`text\n${printed}`, `\`\`\`text\n${await runHere(code)}`)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(readmeFile, today)
  expect(today).toBe(readFileSync(readmeFile, 'utf8'))
})

/** The commands of a block, each with what it prints today. */
const replay = async (block: string): Promise<string> => {
  let text = ''
  for (const line of block.split('\n').filter((line) => line.startsWith('$ dmap '))) {
    text += `${line}\n${await printed(line.slice('$ dmap '.length).split(' '))}`
  }
  return text
}

const printed = async (args: ReadonlyArray<string>): Promise<string> => {
  let text = ''
  const print = (more: string): void => {
    text += more
  }
  const io: Io = {
    out: print,
    err: print,
    terminal: { in: false, out: false, err: false },
    stdin: async () => '',
    ask: async () => undefined,
    env: {},
    cwd: folder,
    onInterrupt: () => () => undefined,
    exit: () => undefined,
  }
  await main([...args], io)
  return text
}

/** The code reads files of the repository. */
const runHere = async (code: string): Promise<string> => {
  const started = process.cwd()
  process.chdir(root)
  try {
    return await runCode(code)
  } finally {
    process.chdir(started)
  }
}
