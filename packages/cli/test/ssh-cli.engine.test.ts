/** The docker command on a host, by the command line alone: an sshd that dies, a login that nobody sees, sudo. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  describeWithEngine,
  describeWithRegistry,
  describeWithSshd,
  dockerCommand,
  REGISTRY_LOGIN,
  startLink,
  startRegistry,
  type TestLink,
  type TestRegistry,
  type TestSshd,
  testEngine,
} from '@dmap/testing'
import { isRight } from 'fp-ts/lib/Either.js'
import { EXECUTORS, type Executors } from '../src/executors'
import { type Folder, folderWith } from './session'

const scratch = mkdtempSync(join(tmpdir(), 'dmap-ssh-cli-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A program that writes down its words and its environment, and then becomes another one. */
const recording = (name: string, then: string): { readonly path: string; readonly calls: () => string } => {
  const [path, calls] = [join(scratch, name), join(scratch, `${name}.calls`)]
  writeFileSync(path, `#!/bin/sh\n{ echo "${name} $*"; cat /proc/$$/environ; echo; } >>${calls}\n${then}\n`)
  chmodSync(path, 0o755)
  writeFileSync(calls, '')
  return { path, calls: () => readFileSync(calls, 'utf8') }
}

const clients = (base_url: string, settings: object): string =>
  JSON.stringify({ default: { base_url, executor: 'ssh-cli', helper_image: 'x', ...settings } })

describeWithSshd(
  'a startup over an sshd that dies',
  (sshd) => {
    const NAME = 'dmdies'
    const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
    const engine = testEngine()
    let folder: Folder
    let link: TestLink

    beforeAll(async () => {
      await engine.cleanUp(NAME)
      await engine.importImage(`${NAME}/app:latest`)
      link = await startLink(sshd.get().port)
    })
    afterAll(async () => {
      await engine.cleanUp(NAME)
      await link.close()
    })

    const reachedAt = (port: number): Folder => {
      const { host, user, hostKey, privateKeyFile }: TestSshd = sshd.get()
      const known = join(scratch, `known${port}`)
      writeFileSync(known, `[${host}]:${port} ${hostKey}\n`)
      const ssh = { identity_file: privateKeyFile, known_hosts: known, docker: dockerCommand() }
      const web = Object.fromEntries(NAMES.map((name) => [name, { image: `${NAME}/app`, stop_timeout: 3 }]))
      return folderWith({
        'dmap.json': JSON.stringify({ name: NAME, containers: web }),
        'dmap.clients.yaml': clients(`ssh://${user}@${host}:${port}`, { ssh }),
      })
    }

    const whenStarted = (then: () => void): Executors => ({
      ...EXECUTORS,
      'ssh-cli': async (settings) => {
        const executor = await EXECUTORS['ssh-cli']?.(settings)
        if (executor === undefined) throw new Error('there is no executor ssh-cli')
        return {
          ...executor,
          perform: (action, signal, notify) => async () => {
            const answer = await executor.perform(action, signal, notify)()
            if (action._tag === 'StartContainer' && isRight(answer)) then()
            return answer
          },
        }
      },
    })

    const states = async (): Promise<Readonly<Record<string, string>>> => {
      const all: ReadonlyArray<{ Names: string[]; State: string }> = await engine.expectOk(
        'GET',
        `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify({ label: [`io.dmap.map=${NAME}`] }))}`,
      )
      return Object.fromEntries(all.map(({ Names, State }) => [Names[0]?.slice(1), State]))
    }

    it('ends with exit code 1 and a report that is true, and the next run converges', async () => {
      folder = reachedAt(link.port)
      // For the client the server is gone, with all its connections.
      const broken = await folder.dmap('startup --yes --json', { executors: whenStarted(() => void link.close()) })
      expect(broken.code).toBe(1)
      const events = broken.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
      const done = events.flatMap(({ _tag, step }) => (_tag === 'StepDone' ? [String(step)] : []))
      const failed = events.filter(({ _tag }) => _tag === 'StepFailed')
      expect(failed.map(({ error }) => error._tag)).toEqual(failed.map(() => 'Unreachable'))
      expect(failed).not.toEqual([])
      // What is said to be done is done; whether more is was not to be seen.
      const real = await states()
      for (const name of NAMES) {
        const id = `container:${NAME}.${name}@default`
        if (done.includes(`create ${id}`)) expect(Object.keys(real)).toContain(`${NAME}.${name}`)
        if (done.includes(`start ${id}`)) expect(real[`${NAME}.${name}`]).toBe('running')
      }

      const whole = reachedAt(sshd.get().port)
      const next = await whole.dmap('startup --yes')
      expect({ code: next.code, out: next.code === 0 ? '' : next.out }).toEqual({ code: 0, out: '' })
      expect(await states()).toEqual(Object.fromEntries(NAMES.map((name) => [`${NAME}.${name}`, 'running'])))
      expect(await whole.dmap('plan update --detailed-exitcode')).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
    })
  },
  { engine: true },
)

describeWithEngine('a docker command that wants sudo', (engine) => {
  it('is called through it, without ever being asked for a password', async () => {
    // Asked with `-l` whether it would run a command, it runs none.
    const sudo = recording('sudo', 'shift\n[ "$1" = -l ] || exec "$@"')
    const docker = recording('docker-x', `exec ${dockerCommand()} "$@"`)
    const folder = folderWith({
      'dmap.yaml': 'name: dmsudo\nweb: { image: dmsudo/none }\n',
      'dmap.clients.yaml': clients(engine.url, { ssh: { docker: docker.path, sudo: true } }),
    })
    const { code, out } = await folder.dmap('plan startup', { env: { PATH: `${scratch}:${process.env['PATH']}` } })
    expect([code, out]).toEqual([0, expect.stringContaining('create container dmsudo.web')])
    const words = sudo.calls().match(/^sudo .*$/gm) ?? []
    expect(words.length).toBeGreaterThan(3)
    for (const line of words) expect(line).toMatch(new RegExp(`^sudo -n (-l )?${docker.path}( |$)`))
  })
})

describeWithRegistry('a pull by the docker command', (engine) => {
  const NAME = 'dmpull'
  const { usernames, password } = REGISTRY_LOGIN
  const basic = Buffer.from(`${usernames[1]}:${password}`).toString('base64')
  let registry: TestRegistry
  const image = () => `${registry.name}/${NAME}/app:1`

  beforeAll(async () => {
    registry = await startRegistry({ login: true })
    // A layer that no other image has, so that there is something to pull.
    await engine.cleanUp(NAME)
    await engine.importImage(`${NAME}/base`)
    engine.docker('run', '--name', `${NAME}-made`, `${NAME}/base`, 'sh', '-c', `echo ${registry.name} > /unique`)
    const program = 'CMD trap "exit 0" TERM; sleep 3600 & wait'
    engine.docker('commit', '--change', program, `${NAME}-made`, image())
    await registry.take(engine, image())
  })
  afterEach(async () => {
    await engine.cleanUp(NAME)
    await engine.request('DELETE', `/images/${image()}`)
  })
  afterAll(async () => {
    await engine.request('DELETE', `/images/${NAME}/base:latest`)
    await registry.stop()
  })

  const startup = async (auth: object, configuration: object) => {
    const docker = recording('docker-p', `exec ${dockerCommand()} "$@"`)
    const configured = mkdtempSync(join(scratch, 'config-'))
    writeFileSync(join(configured, 'config.json'), JSON.stringify(configuration))
    const folder = folderWith({
      'dmap.yaml': `name: ${NAME}\nweb: { image: "${image()}", stop_timeout: 3 }\n`,
      'dmap.clients.yaml': clients(engine.url, { ssh: { docker: docker.path }, ...auth }),
    })
    const result = await folder.dmap('startup --yes --verbose', {
      env: { DMAP_SECRET_PW: password, DOCKER_CONFIG: configured, PATH: process.env['PATH'] ?? '' },
    })
    for (const secret of [password, basic]) {
      expect(docker.calls()).not.toContain(secret)
      expect(JSON.stringify(result)).not.toContain(secret)
    }
    return result
  }
  const login = () => ({ auth: { username: usernames[1], password: { $secret: 'pw' }, registry: registry.name } })

  it.each<[string, () => object, () => object]>([
    ["the client's own login, which is in no argument and no environment", login, () => ({})],
    ['the login of the host', () => ({}), () => ({ auths: { [registry.name]: { auth: basic } } })],
  ])('takes %s, and tells its progress', async (_, auth, configuration) => {
    const { code, out, err } = await startup(auth(), configuration())
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
    expect(err).toMatch(/Pull complete/)
    expect(engine.docker('exec', `${NAME}.web`, 'cat', '/unique')).toBe(registry.name)
  })

  it('is refused without a login, in the words of the registry', async () => {
    const { code, out } = await startup({}, {})
    expect([code, out]).toEqual([1, expect.stringMatching(/docker pull \S+\/app:1: .*no basic auth credentials/)])
  })
})
