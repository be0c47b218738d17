/** The built program, killed while a command runs in a container of a real Engine, and the update after it. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describeWithEngine, dockerCommand, until } from '@dmap/testing'
import { folderWith } from './session'

const program = join(__dirname, '../dist/bin/dmap.js')
const itWhenBuilt = existsSync(program) ? it.each : it.skip.each
if (!existsSync(program)) process.stderr.write('skipped: the program is not built; "pnpm build" does that\n')

/** The distribution's docker command first. */
const env = { ...process.env, PATH: `${dirname(dockerCommand())}${delimiter}${process.env['PATH']}` }

const MAP = 'dmjou'
const WEB = `${MAP}.web`

/** The second command goes on only where `/go` is there. */
const SITE = {
  name: MAP,
  web: {
    image: `${MAP}/sh`,
    stop_timeout: 0,
    exec_commands: [
      [['sh', '-c', 'echo first >>/done'], 'root', 'initial'],
      [['sh', '-c', 'echo second >>/begun; test -e /go || sleep 600; echo second >>/done'], 'root', 'initial'],
      [['sh', '-c', 'echo third >>/done'], 'root', 'created'],
    ],
  },
  app: { image: `${MAP}/sh`, stop_timeout: 0, depends_on: 'web' },
}

describeWithEngine('an update that is killed while a command runs', (engine) => {
  beforeEach(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/sh:latest`)
  })
  afterAll(() => engine.cleanUp(MAP))

  const inWeb = (...words: ReadonlyArray<string>) => engine.docker('exec', WEB, ...words)
  const hasBegun = (): boolean => {
    try {
      return inWeb('cat', '/begun') !== ''
    } catch {
      return false
    }
  }

  itWhenBuilt(['dockerode', 'ssh-cli'])(
    'is brought to its end by the next one that has its journal: %s',
    async (executor) => {
      const folder = folderWith({
        'dmap.json': JSON.stringify(SITE),
        'dmap.clients.yaml': JSON.stringify({ default: { base_url: engine.url, executor } }),
      })
      const words = (text: string) => [program, ...text.split(' '), '--journal', 'journal']
      const dmap = (text: string) =>
        spawnSync(process.execPath, words(text), { cwd: folder.path, env, encoding: 'utf8' })

      const killed = spawn(process.execPath, words('update --yes'), { cwd: folder.path, env, stdio: 'ignore' })
      const ended = new Promise((resolve) => killed.once('close', resolve))
      await until('the second command has begun', hasBegun)
      killed.kill('SIGKILL')
      await ended
      inWeb('touch', '/go')
      expect(inWeb('cat', '/done')).toBe('first')

      const plan = dmap('plan update --format json')
      expect(JSON.parse(plan.stdout).steps.map(({ id }: { readonly id: string }) => id)).toEqual(
        expect.arrayContaining([`exec container:${WEB}@default #2`, `exec container:${WEB}@default #3`]),
      )
      expect(plan.stdout).not.toContain('#1')
      expect(dmap('update --yes')).toMatchObject({ status: 0 })
      expect(inWeb('cat', '/done')).toBe('first\nsecond\nthird')
      expect(engine.docker('ps', '--filter', `name=${MAP}.app`, '--format', '{{.Names}}')).toBe(`${MAP}.app`)
      expect(dmap('plan update --detailed-exitcode')).toMatchObject({ status: 0, stdout: 'Nothing to do.\n' })
      expect(readFileSync(join(folder.path, 'journal'), 'utf8').match(/"RunStarted"/g)).toHaveLength(2)
    },
  )
})
