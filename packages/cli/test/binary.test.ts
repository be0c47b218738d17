/** The built program: what only a process of its own can show. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const root = join(__dirname, '../../..')
const program = join(root, 'packages/cli/dist/bin/dmap.js')
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

  it('loads no package and no other executor to look at a host', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dmap-loaded-'))
    const tell = join(folder, 'tell.cjs')
    writeFileSync(tell, 'process.on("exit", () => console.log(JSON.stringify(Object.keys(require.cache))))')
    const words = [program, 'plan', 'startup', '--state', 'live']
    const env = { ...process.env, DOCKER_HOST: `unix://${folder}/none.sock` }
    const { status, stdout } = spawnSync(process.execPath, ['--require', tell, ...words], {
      cwd: site,
      encoding: 'utf8',
      env,
    })
    rmSync(folder, { recursive: true })
    const loaded = (JSON.parse(stdout) as string[]).map((file) => basename(file))
    expect(loaded.filter((file) => !existsSync(join(dirname(program), file)))).toEqual(['tell.cjs'])
    const names = loaded.map((file) => file.replace(/-[\w-]{8}\.js$/, '.js'))
    expect([status, names]).toEqual([5, expect.arrayContaining(['dmap.js', 'exec-dockerode.js'])])
    expect(names).not.toContain('exec-ssh-cli.js')
  })

  it('comes with the licenses of what it contains', () => {
    const notices = readFileSync(join(dirname(program), 'THIRD-PARTY.txt'), 'utf8')
    for (const name of ['commander', 'yaml', 'io-ts', 'fp-ts']) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  describe('keeps what was compiled', () => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'dmap-cache-'))
    })
    afterEach(() => rmSync(folder, { recursive: true }))
    const run = (settings: Readonly<Record<string, string>>, words = ['plan', 'create', '--state', 'empty']) =>
      spawnSync(process.execPath, [program, ...words], {
        cwd: site,
        encoding: 'utf8',
        env: { ...process.env, XDG_CACHE_HOME: folder, ...settings },
      })
    const kept = (inside: string) =>
      (readdirSync(inside, { recursive: true, encoding: 'utf8' }) as string[])
        .filter((file) => statSync(join(inside, file)).isFile())
        .sort()

    it('in a folder that only the user can write to, the same at the second time', () => {
      const first = run({})
      const files = kept(folder)
      expect([first.status, files.length > 0]).toEqual([0, true])
      expect(statSync(join(folder, 'dmap')).mode & 0o022).toBe(0)
      const times = files.map((file) => statSync(join(folder, file)).mtimeMs)
      expect(run({})).toMatchObject({ status: 0, stdout: first.stdout, stderr: first.stderr })
      expect(kept(folder).map((file) => statSync(join(folder, file)).mtimeMs)).toEqual(times)
    })

    it('and nothing of another version of the program', () => {
      run({})
      const [one = ''] = kept(folder)
      const place = dirname(join(folder, one))
      writeFileSync(join(place, 'plan-AbCd1234.js.cache'), '')
      rmSync(join(folder, one))
      const { status } = run({})
      const older = existsSync(join(place, 'plan-AbCd1234.js.cache'))
      // Newer versions of Node keep what they compile themselves, and keep all of it.
      const byNode = 'enableCompileCache' in module
      expect([status, older, existsSync(join(folder, one))]).toEqual([0, byNode, true])
    })

    it('in the folder that is named, or nowhere', () => {
      const other = join(folder, 'other')
      expect(run({ NODE_COMPILE_CACHE: other }).status).toBe(0)
      expect([kept(other).length > 0, existsSync(join(folder, 'dmap'))]).toEqual([true, false])
      expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' }).status).toBe(0)
      expect(existsSync(join(folder, 'dmap'))).toBe(false)
    })

    it('and runs all the same where that is spoilt, or cannot be written', () => {
      const { stdout } = run({})
      for (const file of kept(folder)) writeFileSync(join(folder, file), 'spoilt')
      expect(run({})).toMatchObject({ status: 0, stdout, stderr: '' })
      writeFileSync(join(folder, 'file'), '')
      expect(run({ XDG_CACHE_HOME: join(folder, 'file') })).toMatchObject({ status: 0, stdout, stderr: '' })
    })

    it('and loads packages from what was kept', () => {
      const map = join(folder, 'dmap.ts')
      writeFileSync(map, "export default { name: 'shop', web: { image: 'nginx:2' } }")
      const words = ['plan', 'create', '--state', 'empty', '--map', map]
      const [first, second] = [run({}, words), run({}, words)]
      expect(first.stdout).toContain('create container shop.web from nginx:2')
      expect(second).toMatchObject({ status: 0, stdout: first.stdout, stderr: '' })
    })
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
