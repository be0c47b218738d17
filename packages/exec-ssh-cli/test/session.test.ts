import { getEventListeners } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localShell, type OpenShell } from '../src/channel'
import { type Host, type HostOptions, hostOn } from '../src/host'
import { openSession } from '../src/session'

const folder = mkdtempSync(join(tmpdir(), 'dmap-session-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = localShell(process.env)

let count = 0
const marker = (): string => {
  count += 1
  return `m${count}m`.padEnd(32, 'x')
}

const hosts: Host[] = []
const host = (options: Partial<HostOptions> = {}): Host => {
  const made = hostOn({
    open: here,
    shells: 3,
    functions: '',
    check: 'true',
    marker,
    close: async () => undefined,
    ...options,
  })
  hosts.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((one) => one.close()))
})

describe('a shell that is given one command after the other', () => {
  it('keeps output and exit status of each apart', async () => {
    const { session } = await openSession(here, marker(), 'greet() { echo "hello $1"; }', 'true')
    const answers = await Promise.all(
      session.send([
        { text: 'greet a; echo err >&2; (exit 3)', keep: 1000 },
        { text: 'printf %s "no newline"', keep: 1000 },
        { text: 'cat', keep: 1000 },
        { text: 'false', keep: 1000 },
      ]),
    )
    session.end()
    expect(answers.map(({ code, stdout, stderr }) => [code, String(stdout), String(stderr)])).toEqual([
      [3, 'hello a\n', 'err\n'],
      [0, 'no newline', ''],
      [0, '', ''],
      [1, '', ''],
    ])
  })

  it('keeps the end of what is too long', async () => {
    const { stdout } = await host().run('i=0; while [ $i -lt 30000 ]; do echo "$i"; i=$((i+1)); done', { keep: 12 })
    expect(String(stdout)).toBe('29998\n29999\n')
  })

  it('carries megabytes, binary ones too', async () => {
    const { stdout } = await host().run(`head -c 3000000 /dev/zero | tr '\\0' '\\377'`)
    expect([stdout.length, stdout[0], stdout.at(-1)]).toEqual([3_000_000, 255, 255])
  })

  it('does not mind what a login shell says before', async () => {
    const noisy: OpenShell = async (argument) => {
      const channel = await here(argument)
      channel.stdin.write('echo "Welcome! You have mail."; echo "$0: tput: no terminal" >&2\n')
      return channel
    }
    const { stdout, stderr } = await host({ open: noisy }).run('echo out; echo err >&2')
    expect([String(stdout), String(stderr)]).toEqual(['out\n', 'err\n'])
  })

  it('is told apart from one that has no docker command', async () => {
    await expect(host({ check: 'command -v no-such-docker >/dev/null' }).run('true')).rejects.toMatchObject({
      kind: 'NoDocker',
    })
  })

  it('is told apart from none at all', async () => {
    const none: OpenShell = async (argument) => {
      const channel = await here(argument)
      channel.stdin.write('echo "This account is not available."; exit 1\n')
      return channel
    }
    await expect(host({ open: none }).run('true')).rejects.toMatchObject({
      code: 'Unreachable',
      message: expect.stringContaining('This account is not available.'),
    })
  })
})

describe('the shells of a host', () => {
  it('share out many commands, and answer each', async () => {
    const one = host()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => one.run(`echo ${i}; (exit ${i % 7})`)))
    expect(answers.map(({ stdout, code }) => [Number(stdout), code])).toEqual(
      Array.from({ length: 100 }, (_, i) => [i, i % 7]),
    )
    // Three shells, and not a round trip for each command.
    expect(one.rounds()).toBeLessThan(60)
  })

  it('say of a command whose end was not seen that the connection broke, and go on with new ones', async () => {
    const one = host({ shells: 1 })
    await expect(one.run('kill -9 $$')).rejects.toMatchObject({ code: 'ConnectionLost' })
    expect(String((await one.run('echo again')).stdout)).toBe('again\n')
  })

  it('give up what has not begun, and end what takes long, when told to', async () => {
    const one = host({ shells: 1 })
    const control = new AbortController()
    const file = join(folder, 'pid')
    const running = one.run(`echo $$ >${file}; sleep 600 & echo $! >>${file}; wait`, {
      long: true,
      signal: control.signal,
    })
    const waiting = one.run('true', { signal: control.signal })
    const answers = Promise.allSettled([running, waiting])
    while (!existsSync(file) || readFileSync(file, 'utf8').split('\n').length < 3) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    control.abort()
    expect(await answers).toMatchObject([
      { status: 'rejected', reason: { kind: 'Cancelled', begun: true } },
      { status: 'rejected', reason: { kind: 'Cancelled', begun: false } },
    ])
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[1]))
  })

  it('listen to no signal any longer than a command takes', async () => {
    const one = host()
    const { signal } = new AbortController()
    for (let count = 0; count < 20; count += 1) await one.run('true', { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('give each shell its functions', async () => {
    const file = join(folder, 'docker')
    writeFileSync(file, '#!/bin/sh\necho "docker: $*"\n')
    chmodSync(file, 0o755)
    const one = host({ functions: `docker() { command ${file} "$@"; }` })
    expect(String((await one.run('docker ps -a')).stdout)).toBe('docker: ps -a\n')
  })
})
