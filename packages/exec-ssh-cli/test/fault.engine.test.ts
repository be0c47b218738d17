/** Hosts on which something is wrong: each gives a clear error, or just works. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action, ClientConfig } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import {
  describeWithSshd,
  dockerCommand,
  type SshdInTests,
  startLink,
  type TestLink,
  testEngine,
  until,
} from '@dmap/testing'
import { isLeft } from 'fp-ts/lib/Either.js'
import { executorFor, sshClient } from './clients'
import { orThrow } from './landscape'
import { serversOf } from './servers'

const NAME = 'sshbreaks'
const engine = testEngine()
const folder = mkdtempSync(join(tmpdir(), 'dmap-fault-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const query = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
const all = { map: NAME, clients: { default: query } }

/** What an observation says of a host that cannot be looked at. */
const complaint = async (client: ClientConfig): Promise<ExecutorError> => {
  const executor = executorFor(client)
  const { unreachable } = orThrow(await executor.observe(all)())
  await executor.close()
  if (unreachable[0] === undefined) throw new Error('the host was looked at')
  return unreachable[0]
}

const engineSeenBy = async (client: ClientConfig): Promise<string> => {
  const executor = executorFor(client)
  const { observation, unreachable } = orThrow(await executor.observe(all)())
  await executor.close()
  if (unreachable.length > 0) throw new Error(JSON.stringify(unreachable))
  return observation.clients['default']?.engine.id ?? ''
}

describeWithSshd(
  'a command whose end is not seen',
  (sshd) => {
    const about = { client: 'default', name: `${NAME}.web`, target: `container:${NAME}.web@default` as const }
    const create: Action = {
      ...about,
      _tag: 'CreateContainer',
      body: { Image: `${NAME}/base:1`, Labels: { 'io.dmap.map': NAME, 'io.dmap.spec': 'one' } },
    }
    let link: TestLink
    let count = 0
    beforeAll(async () => {
      await engine.cleanUp(NAME)
      await engine.importImage(`${NAME}/base:1`)
      link = await startLink(sshd.get().port)
    })
    afterEach(async () => {
      // A frozen server would hear of no other signal.
      signal('SIGKILL')
      await engine.cleanUp(NAME)
    })
    afterAll(() => link.close())
    const signal = (name: NodeJS.Signals): void => {
      for (const pid of serversOf(sshd.get())) process.kill(pid, name)
    }

    /** A docker command that writes down its words, and after `verb` holds its end back until it is let go. */
    const holdingBack = (verb: string) => {
      count += 1
      const path = (name: string): string => join(folder, `${name}${count}`)
      const script = [
        '#!/bin/sh',
        `echo "$*" >>${path('calls')}`,
        `${dockerCommand()} "$@"`,
        'status=$?',
        `case $1 in ${verb}) : >${path('done')}; while [ ! -e ${path('go')} ]; do sleep 0.02; done ;; esac`,
        'exit $status',
        '',
      ]
      writeFileSync(path('docker'), script.join('\n'))
      chmodSync(path('docker'), 0o755)
      return {
        command: path('docker'),
        done: () => until(`${verb} was done`, () => existsSync(path('done'))),
        letGo: () => writeFileSync(path('go'), ''),
        times: () => readFileSync(path('calls'), 'utf8').match(new RegExp(`^${verb} `, 'gm'))?.length,
      }
    }

    /** Over the link, so that it can break. */
    const clientOver = (docker: string): ClientConfig => ({
      ...sshClient({ ...sshd.get(), port: link.port }, { docker, known_hosts: knownHosts() }),
    })
    const knownHosts = (): string => {
      writeFileSync(join(folder, 'known_hosts'), `[${link.host}]:${link.port} ${sshd.get().hostKey}\n`)
      return join(folder, 'known_hosts')
    }

    const breaks: ReadonlyArray<readonly [string, () => void]> = [
      ['the connection is cut', () => link.cut()],
      // It neither answers nor closes anything; only the signs of life stay out.
      ['the server freezes', () => signal('SIGSTOP')],
      ['the server dies', () => signal('SIGKILL')],
    ]
    it.each(breaks)('is looked up, and not repeated: %s', async (_, brk) => {
      const docker = holdingBack('create')
      const executor = executorFor(clientOver(docker.command), {}, { keepalive: 300 })
      const performed = executor.perform(create, never)()
      await docker.done()
      brk()
      const { objectId } = orThrow(await performed)
      docker.letGo()
      expect(objectId).toBe((await engine.expectOk('GET', `/containers/${about.name}/json`)).Id)
      expect(docker.times()).toBe(1)
      await executor.close()
    })

    it('is repeated where it did not take effect', async () => {
      const docker = holdingBack('nothing')
      writeFileSync(docker.command, readFileSync(docker.command, 'utf8').replace('echo "$*"', broken('create')))
      const executor = executorFor(clientOver(docker.command))
      const { objectId } = orThrow(await executor.perform(create, never)())
      expect(objectId).toBe((await engine.expectOk('GET', `/containers/${about.name}/json`)).Id)
      await executor.close()
    })

    /** Kills the shell that runs it, the first time. */
    const broken = (verb: string): string =>
      `if [ "$1" = ${verb} ] && mkdir ${join(folder, 'once')} 2>/dev/null; then kill -9 $PPID; exit 1; fi; echo "$*"`

    it('is told where it must not be repeated', async () => {
      const docker = holdingBack('exec')
      await engine.expectOk('POST', `/containers/create?name=${about.name}`, {
        Image: `${NAME}/base:1`,
        Labels: { 'io.dmap.map': NAME },
      })
      await engine.expectOk('POST', `/containers/${about.name}/start`)
      const executor = executorFor(clientOver(docker.command))
      const exec: Action = { ...about, _tag: 'Exec', command: ['true'], user: 'root', ignoreExit: false }
      const performed = executor.perform(exec, never)()
      await docker.done()
      link.cut()
      const answer = await performed
      docker.letGo()
      if (!isLeft(answer)) throw new Error('it was taken for done')
      expect(answer.left).toMatchObject({ _tag: 'Unreachable', request: `docker exec ${about.name}` })
      expect(answer.left.message).toMatch(/whether it was done is not known$/)
      expect(docker.times()).toBe(1)
      await executor.close()
    })
  },
  { engine: true },
)

/** The words that the client sends are read by this shell, as the user's login shell reads them. */
const loginShell = (shell: string) => ({ config: [`ForceCommand ${shell} -c "$SSH_ORIGINAL_COMMAND"`], engine: true })

const works = (sshd: SshdInTests): void => {
  it('serves as any other', async () => {
    const { ID } = await engine.expectOk('GET', '/info')
    expect(await engineSeenBy(sshClient(sshd.get()))).toBe(ID)
  })
}

for (const shell of ['csh', 'fish', 'bash', 'dash', 'zsh']) {
  const path = `/usr/bin/${shell}`
  if (existsSync(path)) describeWithSshd(`${shell} as the login shell`, works, loginShell(path))
  else process.stderr.write(`skipped: ${shell} as the login shell: it is not installed\n`)
}

describeWithSshd('a login shell that prints before it does anything', works, {
  config: [
    `ForceCommand echo "Welcome! You have mail."; echo "tput: no terminal" >&2; printf 'no newline'; eval "$SSH_ORIGINAL_COMMAND"`,
  ],
  engine: true,
})

describeWithSshd('a server that allows a single session', works, { config: ['MaxSessions 1'], engine: true })

const complains = (sshd: SshdInTests, expected: Partial<ExecutorError>, more?: Parameters<typeof sshClient>[1]) =>
  it('is named in the error', async () => {
    expect(await complaint(sshClient(sshd.get(), more))).toMatchObject({ client: 'default', ...expected })
  })

describeWithSshd(
  'a server that allows no session',
  (sshd) =>
    complains(sshd, { _tag: 'Unreachable', message: expect.stringMatching(/^the server opens no channel: /) as never }),
  { config: ['MaxSessions 0'] },
)

describeWithSshd(
  'an account without a shell',
  (sshd) =>
    complains(sshd, {
      _tag: 'Unreachable',
      message: expect.stringMatching(/^no POSIX shell answers: .*This account is currently not available/s) as never,
    }),
  { config: ['ForceCommand echo "This account is currently not available."; exit 1'] },
)

describeWithSshd('a host without the docker command', (sshd) =>
  complains(
    sshd,
    {
      _tag: 'Unable',
      message: 'no docker command there: /opt/none/docker is not found',
      hint: expect.stringContaining('ssh.docker') as never,
    },
    { docker: '/opt/none/docker' },
  ),
)

describeWithSshd(
  'a host whose Engine does not run',
  (sshd) =>
    complains(sshd, {
      _tag: 'Unreachable',
      message: expect.stringContaining('Cannot connect to the Docker daemon at unix:///nonexistent.sock') as never,
    }),
  { environment: { DOCKER_HOST: 'unix:///nonexistent.sock' } },
)

const full = join(folder, 'full')
/** A file system without room for a single file more. */
const mountFull = (): boolean => {
  mkdirSync(full, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,nr_inodes=1', 'none', full]).status === 0
}
const unmountFull = (): boolean => spawnSync('umount', [full]).status === 0

const canMount = mountFull() && unmountFull()
if (!canMount) process.stderr.write('skipped: a host whose disk is full: no file system can be mounted here\n')
else
  describeWithSshd(
    'a host whose disk is full',
    (sshd) => {
      beforeAll(mountFull)
      afterAll(unmountFull)

      it('is named in the error of what needs room there', async () => {
        await engine.importImage(`${NAME}/base:1`)
        const executor = executorFor(sshClient(sshd.get()))
        const create: Action = {
          client: 'default',
          name: `${NAME}.full`,
          target: `container:${NAME}.full@default`,
          _tag: 'CreateContainer',
          body: { Image: `${NAME}/base:1`, Labels: { 'io.dmap.map': NAME }, Entrypoint: ['a', 'b'] },
        }
        const answer = await executor.perform(create, never)()
        await executor.close()
        expect(isLeft(answer) && answer.left).toMatchObject({
          _tag: 'Unable',
          message: expect.stringContaining('No space left on device'),
        })
      })

      works(sshd)
    },
    { engine: true, environment: { TMPDIR: full } },
  )
