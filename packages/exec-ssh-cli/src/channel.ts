/** A running shell with its streams, on this machine or behind an SSH connection. */
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { SshConnection } from '@dmap/ssh'

export interface Channel {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Called once, when the shell and its streams are gone. */
  readonly onClose: (listener: () => void) => void
  /** Ends it at once; what it was doing may go on. */
  readonly kill: () => void
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Opens a POSIX shell that reads commands from its input and has `argument` as `$1`. */
export type OpenShell = (argument: string) => Promise<Channel>

/** Milliseconds in which the output of a shell that has ended is still read. */
const LAST_WORDS = 1000

/** What dmap itself is given values in concerns no other program. */
const withoutSecrets = (env: Environment): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('DMAP_SECRET_')))

/** `sh` of this machine, with these variables. */
export const localShell =
  (env: Environment): OpenShell =>
  async (argument) => {
    const child = spawn('sh', ['-s', argument], { stdio: 'pipe', env: withoutSecrets(env) })
    child.on('error', () => undefined)
    const letGo = (): void => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    }
    // What the shell left running may hold its streams open for as long as it likes.
    child.once('exit', () => setTimeout(letGo, LAST_WORDS).unref())
    return {
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      onClose: (listener) => child.once('close', listener),
      kill: () => {
        child.kill('SIGKILL')
        letGo()
      },
    }
  }

/**
 * `sh` of the host, whatever the user's login shell is: all of them understand `exec`, and two words.
 *
 * @param connect gives the connection, the same one each time
 */
export const remoteShell =
  (connect: () => Promise<SshConnection>): OpenShell =>
  async (argument) => {
    const channel = await (await connect()).channel(`exec sh -s ${argument}`)
    channel.on('error', () => undefined)
    return {
      stdin: channel,
      stdout: channel,
      stderr: channel.stderr,
      onClose: (listener) => channel.once('close', listener),
      kill: () => channel.destroy(),
    }
  }
