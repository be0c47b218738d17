/** The built program: what only a process of its own can show. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(__dirname, '../../..')
const program = join(root, 'packages/cli/dist/main.js')
const site = join(root, 'examples/site')

const describeWhenBuilt = existsSync(program) ? describe : describe.skip
if (!existsSync(program)) process.stderr.write('skipped: the program is not built; "pnpm build" does that\n')

const dmap = (words: ReadonlyArray<string>, cwd = site) =>
  spawnSync(process.execPath, [program, ...words], { cwd, encoding: 'utf8' })

describeWhenBuilt('the program', () => {
  it('can be executed, and knows its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'))
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(dmap(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('plans a map that is a TypeScript module', () => {
    const { status, stdout } = dmap(['plan', 'startup', '-f', 'dmap.ts', '--state', 'empty'])
    expect([status, stdout]).toEqual([0, expect.stringContaining('create container example_map.web_server')])
  })

  it('gives map modules the library, and lets them import their own files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dmap-module-'))
    const map =
      "import { defineMap } from '@dmap/core'\nimport { image } from './image'\nexport default defineMap({ name: 'shop', web: { image } })"
    writeFileSync(join(folder, 'dmap.ts'), map)
    writeFileSync(join(folder, 'image.ts'), "export const image: string = 'nginx:2'")
    const { status, stdout, stderr } = dmap(['plan', 'create', '--state', 'empty'], folder)
    rmSync(folder, { recursive: true })
    expect([status, stderr, stdout]).toEqual([0, '', expect.stringContaining('create container shop.web from nginx:2')])
  })

  it('refuses to act where nobody can be asked', () => {
    const { status, stderr } = dmap(['startup', '--state', 'empty'])
    expect([status, stderr]).toEqual([64, expect.stringContaining('standard input is no terminal')])
  })

  it('does not mind when its reader leaves', async () => {
    const child = spawn(process.execPath, [program, 'plan', 'startup', '--state', 'empty', '--format', 'json'], {
      cwd: site,
    })
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const status = await new Promise((resolve) => child.once('close', resolve))
    expect([status, said]).toEqual([0, ''])
  })
})
