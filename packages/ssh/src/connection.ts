/** One verified connection to a host: commands, channels and forwarded sockets; it comes back by itself when it broke. */
import type { Duplex } from 'node:stream'
import type { Client, ClientChannel } from 'ssh2'
import { messageOf, SshError } from './error'
import { limitOf } from './limit'
import { type Login, logIn, type SshSettings } from './login'
import type { SshTarget } from './target'

export interface CommandResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

export interface SshConnection {
  /**
   * Runs a command by the user's login shell and waits for its end. Rejects with `ConnectionLost` where the end was not
   * seen: the command may run on.
   */
  readonly exec: (command: string, stdin?: string | Buffer) => Promise<CommandResult>
  /** A running command with its streams; `close` comes when it is over, without a code where that was not seen. */
  readonly channel: (command: string) => Promise<ClientChannel>
  /** A stream to a unix socket on the host. Rejects with `Refused` where the server forwards none. */
  readonly socket: (path: string) => Promise<Duplex>
  /** Handshakes made so far. */
  readonly handshakes: () => number
  readonly close: () => Promise<void>
}

/** Sessions at once: servers refuse the eleventh (`MaxSessions 10`), and count one that has just ended. */
export const SESSIONS = 8

/** How often an opening is tried again, and the milliseconds before the first time; they double. */
const RETRIES = 6
const FIRST_PAUSE = 50

/**
 * Connects, with the host's key verified. Rejects with an SshError.
 *
 * @example
 * const connection = await connect({ host: 'apps1.example.com', user: 'deploy' }, {})
 * await connection.exec('exec docker ps')
 */
export const connect = async (target: SshTarget, settings: SshSettings): Promise<SshConnection> => {
  const keeper = keep(target, settings)
  await keeper.client()
  const limit = limitOf(SESSIONS)

  const channel = async (command: string): Promise<ClientChannel> => {
    const leave = await limit.enter()
    try {
      const opened = await opening<ClientChannel>(keeper.client, (client, done) => client.exec(command, done))
      opened.once('close', leave)
      return opened
    } catch (error) {
      leave()
      throw error
    }
  }

  return {
    channel,
    exec: async (command, stdin) => resultOf(await channel(command), stdin),
    socket: (path) =>
      opening<Duplex>(keeper.client, (client, done) => client.openssh_forwardOutStreamLocal(path, done)),
    handshakes: keeper.handshakes,
    close: keeper.close,
  }
}

interface Keeper {
  /** The client, connected anew where the last one is gone. */
  readonly client: () => Promise<Client>
  readonly handshakes: () => number
  readonly close: () => Promise<void>
}

const keep = (target: SshTarget, settings: SshSettings): Keeper => {
  let current: Promise<Login> | undefined
  let handshakes = 0
  let closed = false
  const start = (): Promise<Login> => {
    handshakes += 1
    const login = logIn(target, settings)
    const forget = (): void => {
      if (current === login) current = undefined
    }
    login.then(({ client, end }) => {
      client.once('close', () => {
        forget()
        end()
      })
    }, forget)
    return login
  }
  return {
    client: async () => {
      if (closed) throw new SshError('Unreachable', 'the connection was closed')
      current ??= start()
      return (await current).client
    },
    handshakes: () => handshakes,
    close: async () => {
      closed = true
      const login = await current?.catch(() => undefined)
      if (login === undefined) return
      const ended = new Promise<void>((resolve) => login.client.once('close', () => resolve()))
      login.end()
      await ended
    },
  }
}

type Done<C> = (error: Error | undefined, channel: C) => void

/** Opens a channel; one that the server refuses for now is asked for again, with growing pauses. */
const opening = async <C>(client: () => Promise<Client>, open: (client: Client, done: Done<C>) => void): Promise<C> => {
  for (let attempt = 0; ; attempt += 1) {
    const connected = await client()
    try {
      return await opened(connected, open)
    } catch (error) {
      if (attempt >= RETRIES || !isBusy(error)) throw refused(error)
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE * 2 ** attempt))
    }
  }
}

const opened = <C>(client: Client, open: (client: Client, done: Done<C>) => void): Promise<C> =>
  new Promise((resolve, reject) => {
    const lost = (): void => reject(new SshError('ConnectionLost', 'the connection broke'))
    client.once('close', lost)
    try {
      open(client, (error, channel) => {
        client.off('close', lost)
        if (error === undefined) resolve(channel)
        else reject(error)
      })
    } catch (error) {
      // Thrown where the client found its socket closed before it said so.
      client.off('close', lost)
      reject(new SshError('ConnectionLost', `the connection broke: ${messageOf(error)}`))
    }
  })

/** Why a server refused a channel: 1 it forbids it, 2 it could not reach the place, 3 unknown type, 4 no room. */
const reasonOf = (error: unknown): unknown => (error as { readonly reason?: unknown } | undefined)?.reason

/** OpenSSH gives 2 for the session that is one too many, as it does for a socket that nobody listens to. */
const isBusy = (error: unknown): boolean => reasonOf(error) === 2 || reasonOf(error) === 4

const refused = (error: unknown): SshError => {
  if (error instanceof SshError) return error
  return reasonOf(error) === undefined
    ? new SshError('ConnectionLost', messageOf(error))
    : new SshError('Refused', `the server opens no channel: ${messageOf(error)}`)
}

const resultOf = (channel: ClientChannel, stdin: string | Buffer | undefined): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    let end: { readonly code: number | null } | undefined
    channel.on('data', (chunk: Buffer) => stdout.push(chunk))
    channel.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    channel.on('exit', (code: number | null) => {
      end = { code }
    })
    channel.on('error', () => undefined)
    channel.on('close', () => {
      if (end === undefined) {
        reject(new SshError('ConnectionLost', 'the connection broke before the command ended; it may run on'))
      } else {
        // A command ended by a signal has no code; shells give 128 and more for it.
        resolve({ code: end.code ?? 128, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) })
      }
    })
    channel.end(stdin)
  })
