import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect as connectSocket, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describeWithSshd, startSshd, type TestSshd } from '@dmap/testing'
import { connect, type SshConnection } from '../src/connection'
import { SshError } from '../src/error'
import type { SshSettings } from '../src/login'
import { createTunnel } from '../src/tunnel'

const folder = mkdtempSync(join(tmpdir(), 'dmap-ssh-test-'))
const empty = join(folder, 'empty')
writeFileSync(empty, '')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const settingsOf = (sshd: TestSshd): SshSettings => ({
  identityFile: sshd.privateKeyFile,
  knownHostsFile: sshd.knownHostsFile,
  configFile: empty,
  environment: { HOME: folder },
})
const targetOf = ({ host, port, user }: TestSshd) => ({ host, port, user })

const errorOf = async (work: Promise<unknown>): Promise<SshError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof SshError)) throw new Error(`no SshError: ${String(error)}`)
  return error
}

describeWithSshd('a connection', (sshd) => {
  let connection: SshConnection
  beforeEach(async () => {
    connection = await connect(targetOf(sshd.get()), settingsOf(sshd.get()))
  })
  afterEach(() => connection.close())

  it('runs a command and keeps its streams apart', async () => {
    const result = await connection.exec('exec sh -s', 'cat <<E\nout\nE\necho err >&2; exit 3\n')
    expect(result).toEqual({ code: 3, stdout: Buffer.from('out\n'), stderr: Buffer.from('err\n') })
  })

  it('runs more commands at once than the server allows sessions, over one handshake', async () => {
    const results = await Promise.all(Array.from({ length: 24 }, (_, i) => connection.exec(`echo ${i}`)))
    expect(results.map(({ stdout }) => stdout.toString().trim())).toEqual(
      Array.from({ length: 24 }, (_, i) => String(i)),
    )
    expect(connection.handshakes()).toBe(1)
  })

  it('says that a command whose end it did not see may run on, and connects anew for the next one', async () => {
    const file = join(folder, 'pids')
    const lost = errorOf(connection.exec(`echo $PPID $$ >${file}; exec sleep 600`))
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await new Promise((resolve) => setImmediate(resolve))
    const [server, command] = readFileSync(file, 'utf8').trim().split(' ').map(Number)
    process.kill(server as number, 'SIGKILL')
    expect((await lost).code).toBe('ConnectionLost')
    process.kill(command as number)
    expect((await connection.exec('echo again')).stdout.toString()).toBe('again\n')
    expect(connection.handshakes()).toBe(2)
  })
})

describeWithSshd('the verification of the host', (sshd) => {
  it('refuses a server that nobody knows', async () => {
    const error = await errorOf(connect(targetOf(sshd.get()), { ...settingsOf(sshd.get()), knownHostsFile: empty }))
    expect(error.code).toBe('HostKey')
    expect(error.message).toMatch(/is not known: ssh-ed25519 SHA256:/)
    expect(error.hint).toContain(sshd.get().hostKey)
  })

  it('accepts it after the command that the refusal names', async () => {
    const file = join(folder, 'own_known_hosts')
    const settings = { ...settingsOf(sshd.get()), knownHostsFile: file }
    const { hint } = await errorOf(connect(targetOf(sshd.get()), settings))
    expect(spawnSync('sh', ['-c', hint?.slice(hint.indexOf('printf')) ?? '']).status).toBe(0)
    const connection = await connect(targetOf(sshd.get()), settings)
    await connection.close()
  })

  it('refuses a server whose key has changed', async () => {
    const file = join(folder, 'changed')
    const { host, port, hostKey } = sshd.get()
    writeFileSync(file, `[${host}]:${port} ${hostKey.slice(0, -6)}AAAAAA\n`)
    const error = await errorOf(connect(targetOf(sshd.get()), { ...settingsOf(sshd.get()), knownHostsFile: file }))
    expect(error.message).toContain('another one is known')
  })

  it('refuses a server that shows another key than the pinned one', async () => {
    const error = await errorOf(connect(targetOf(sshd.get()), { ...settingsOf(sshd.get()), fingerprint: 'SHA256:x' }))
    expect(error.message).toContain('not the pinned SHA256:x')
  })
})

describeWithSshd('the keys to log in with', (sshd) => {
  it('are refused in one sentence', async () => {
    const file = join(folder, 'stranger')
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
    const error = await errorOf(connect(targetOf(sshd.get()), { ...settingsOf(sshd.get()), identityFile: file }))
    expect(error.code).toBe('Authentication')
    expect(error.message).toMatch(/takes none of the keys$/)
  })

  it('may have a passphrase', async () => {
    const file = join(folder, 'locked')
    writeFileSync(file, sshd.get().privateKey, { mode: 0o600 })
    spawnSync('ssh-keygen', ['-q', '-p', '-N', 'open sesame', '-f', file])
    const settings = { ...settingsOf(sshd.get()), identityFile: file }
    const error = await errorOf(connect(targetOf(sshd.get()), settings))
    expect([error.code, error.hint]).toEqual(['Settings', 'add the key to the agent (ssh-add), or give its passphrase'])
    const connection = await connect(targetOf(sshd.get()), { ...settings, passphrase: async () => 'open sesame' })
    await connection.close()
  })

  it('may lie in the home of the user, and the known keys of hosts as well', async () => {
    writeFileSync(join(folder, 'own'), sshd.get().privateKey, { mode: 0o600 })
    writeFileSync(join(folder, 'own_hosts'), readFileSync(sshd.get().knownHostsFile))
    const settings = { ...settingsOf(sshd.get()), identityFile: '~/own', knownHostsFile: '~/own_hosts' }
    const connection = await connect(targetOf(sshd.get()), settings)
    await connection.close()
  })

  it('may lie with the agent', async () => {
    const socket = join(folder, 'agent.sock')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      while (!existsSync(socket)) await new Promise((resolve) => setImmediate(resolve))
      spawnSync('ssh-add', ['-q', sshd.get().privateKeyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
      const { identityFile: _, ...others } = settingsOf(sshd.get())
      const settings = { ...others, environment: { HOME: folder, SSH_AUTH_SOCK: socket } }
      const connection = await connect(targetOf(sshd.get()), settings)
      await connection.close()
    } finally {
      agent.kill()
    }
  })

  it('come from the SSH configuration, with host, port, user and jump host', async () => {
    const { host, port, user, privateKeyFile, knownHostsFile } = sshd.get()
    writeFileSync(join(folder, 'more'), `Host way\n  HostName ${host}\n  Port ${port}\n  User ${user}\n`)
    const configFile = join(folder, 'config')
    writeFileSync(
      configFile,
      [
        `Include ${folder}/mor*`,
        `Host apps1\n  HostName ${host}\n  Port ${port}\n  ProxyJump way`,
        `Host *\n  User ${user}\n  IdentityFile ${privateKeyFile}\n  UserKnownHostsFile ${knownHostsFile}\n`,
      ].join('\n'),
    )
    const connection = await connect({ host: 'apps1' }, { configFile, environment: { HOME: folder } })
    expect((await connection.exec('echo there')).stdout.toString()).toBe('there\n')
    await connection.close()
    expect(sshd.get().log()).toMatch(/direct-tcpip|port_forward|Connection from 127/)
  })
})

describeWithSshd('a server that is stopped', () => {
  it('ends the connections that it serves', async () => {
    const sshd = await startSshd()
    const connection = await connect(targetOf(sshd), settingsOf(sshd))
    const lost = errorOf(connection.exec('echo up; exec sleep 600'))
    expect((await connection.exec('echo up')).code).toBe(0)
    await sshd.stop()
    expect((await lost).code).toBe('ConnectionLost')
    await connection.close()
  })
})

describe('a host that is not there', () => {
  it('is told in one sentence', async () => {
    const error = await errorOf(
      connect({ host: '127.0.0.1', port: 1, user: 'u' }, { configFile: empty, environment: { HOME: folder } }),
    )
    expect([error.code, error.message]).toEqual(['Unreachable', 'u@127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1'])
  })
})

/** Greets as an SSH server does, talks nonsense, and does so again when the other side has ended. */
const nonsense = async (): Promise<{ readonly port: number; readonly close: () => Promise<void> }> => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined)
    socket.write('SSH-2.0-nonsense\r\n')
    socket.once('data', () => socket.write(Buffer.alloc(64, 255)))
    socket.once('end', () => socket.end(Buffer.alloc(64, 254)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

describe('a server that talks nonsense', () => {
  it('is told once, whatever else comes from it', async () => {
    const server = await nonsense()
    const sources = { configFile: empty, environment: { HOME: folder } }
    const error = await errorOf(connect({ host: '127.0.0.1', port: server.port, user: 'u' }, sources))
    await server.close()
    expect([error.code, error.message]).toEqual(['Unreachable', `u@127.0.0.1:${server.port}: Bad packet length`])
  })
})

const echoServer = (path: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
    server.listen(path, () => resolve(server))
  })

const echo = (path: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectSocket(path)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()))
    socket.on('error', reject)
    socket.end(text)
  })

const tunnelTests = (sshd: { readonly get: () => TestSshd }): void => {
  it('carries many connections, each byte of them', async () => {
    const remote = join(folder, 'echo.sock')
    const server = await echoServer(remote)
    const connection = await connect(targetOf(sshd.get()), settingsOf(sshd.get()))
    const relay = `require('net').connect('${remote}').on('connect',function(){process.stdin.pipe(this).pipe(process.stdout)})`
    const tunnel = await createTunnel(connection, remote, { fallback: `exec ${process.execPath} -e "${relay}"` })
    try {
      const texts = Array.from({ length: 12 }, (_, i) => `${i}`.repeat(50_000))
      expect(await Promise.all(texts.map((text) => echo(tunnel.socketPath, text)))).toEqual(texts)
      expect(statSync(dirname(tunnel.socketPath)).mode & 0o777).toBe(0o700)
    } finally {
      await tunnel.close()
      await connection.close()
      server.close()
    }
    expect(existsSync(dirname(tunnel.socketPath))).toBe(false)
  })
}

describeWithSshd('a tunnel', tunnelTests)
describeWithSshd('a tunnel where the server forwards nothing', tunnelTests, {
  config: ['AllowStreamLocalForwarding no'],
})
