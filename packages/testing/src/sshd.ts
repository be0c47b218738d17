/** A throwaway OpenSSH server: keys and config in a temporary folder, login by key as the user who runs the tests. */
import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port'
import { descendantsOf, killIfThere } from './processes'

export interface TestSshd {
  readonly host: string
  readonly port: number
  readonly user: string
  /** The client's private key, OpenSSH format, without a passphrase. */
  readonly privateKey: string
  readonly privateKeyFile: string
  /** The server's public key as one line of `known_hosts` without the host: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string
  /** A `known_hosts` file that knows this server. */
  readonly knownHostsFile: string
  /** Everything the server has logged so far. */
  readonly log: () => string
  /** Logins so far: one for each connection. */
  readonly logins: () => number
  /** Ends the server and every connection it serves. */
  readonly stop: () => Promise<void>
}

export interface SshdOptions {
  /** Lines for `sshd_config`, before ours: the first one wins, so they override. */
  readonly config?: ReadonlyArray<string>
  /** Variables that every session sees, `PATH` for one. */
  readonly environment?: Readonly<Record<string, string>>
}

/** sshd wants to be called by its absolute path: it runs itself again for each connection. */
export const sshdPath = '/usr/sbin/sshd'

export const startSshd = async (options: SshdOptions = {}): Promise<TestSshd> => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-sshd-'))
  chmodSync(folder, 0o755)
  for (const key of ['host', 'client'])
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, key)])
  writeFileSync(join(folder, 'authorized'), readFileSync(join(folder, 'client.pub')))
  // Privilege separation's folder is usually made by the service, which is not what starts this server.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const port = await freePort()
  writeFileSync(join(folder, 'config'), configFor(folder, port, options))
  const hostKey = readFileSync(join(folder, 'host.pub'), 'utf8').trim()
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`)
  const server = spawn(sshdPath, ['-D', '-f', join(folder, 'config'), '-E', join(folder, 'log')], {
    stdio: 'ignore',
    detached: true,
  })
  const log = (): string => readFileSync(join(folder, 'log'), 'utf8')
  await untilItListens(server, port, log)
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    privateKey: readFileSync(join(folder, 'client'), 'utf8'),
    privateKeyFile: join(folder, 'client'),
    hostKey,
    knownHostsFile: join(folder, 'known_hosts'),
    log,
    logins: () => log().match(/Accepted publickey/g)?.length ?? 0,
    stop: () => stop(server, folder),
  }
}

const configFor = (folder: string, port: number, { config = [], environment = {} }: SshdOptions): string =>
  [
    ...config,
    ...(Object.keys(environment).length === 0
      ? []
      : [
          `SetEnv ${Object.entries(environment)
            .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
            .join(' ')}`,
        ]),
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    `PidFile ${join(folder, 'pid')}`,
    'PubkeyAuthentication yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
    'AllowStreamLocalForwarding yes',
    'LogLevel VERBOSE',
    '',
  ].join('\n')

const untilItListens = async (server: ChildProcess, port: number, log: () => string): Promise<void> => {
  const deadline = Date.now() + 10_000
  while (!(await listens(port))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`sshd did not start: ${log()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

/**
 * Servers of single connections have a process group of their own and outlive their parent: they are found by descent,
 * while the parent is halted and makes no new ones.
 */
const stop = async (server: ChildProcess, folder: string): Promise<void> => {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
    process.kill(server.pid, 'SIGSTOP')
    // Told to end, not killed: what a user's shell does when it begins may hold a lock that it gives back.
    for (const pid of descendantsOf(server.pid)) killIfThere(pid, 'SIGTERM')
    killIfThere(server.pid)
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}

const run = (command: string, args: ReadonlyArray<string>): void => {
  const child = spawnSync(command, args, { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${child.error?.message ?? child.stderr}`)
}
