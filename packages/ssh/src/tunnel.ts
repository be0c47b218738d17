/** A local unix socket whose connections come out at a unix socket of the host. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { SshConnection } from './connection'
import { SshError } from './error'

export interface Tunnel {
  /** In a directory that only this user can enter. */
  readonly socketPath: string
  /** Why the last connection came to nothing, if it did. */
  readonly lastError: () => Error | undefined
  readonly close: () => Promise<void>
}

export interface TunnelOptions {
  /** Command whose input and output are the socket, where the server forwards none; null: no such command. */
  readonly fallback?: string | null
}

/**
 * @param remoteSocket path on the host: `/var/run/docker.sock`
 *
 * @example
 * const { socketPath, close } = await createTunnel(connection, '/var/run/docker.sock')
 */
export const createTunnel = async (
  connection: SshConnection,
  remoteSocket: string,
  { fallback = 'exec docker system dial-stdio' }: TunnelOptions = {},
): Promise<Tunnel> => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-'))
  chmodSync(folder, 0o700)
  const socketPath = join(folder, 'engine.sock')
  const open = new Set<Socket>()
  let forwards = true
  let lastError: Error | undefined

  const remote = async (): Promise<Duplex> => {
    if (forwards || fallback === null) {
      try {
        return await connection.socket(remoteSocket)
      } catch (error) {
        if (fallback === null || !(error instanceof SshError && error.code === 'Refused')) throw error
      }
    }
    const channel = await connection.channel(fallback as string)
    forwards = false
    const said: Buffer[] = []
    channel.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    channel.once('close', () => {
      const text = Buffer.concat(said).toString('utf8').trim()
      if (text !== '') lastError = new SshError('Refused', text)
    })
    return channel
  }

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    remote().then(
      (stream) => joinStreams(socket, stream),
      (error: Error) => {
        lastError = error
        socket.destroy()
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })

  return {
    socketPath,
    lastError: () => lastError,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Both directions, each with its own end; when one side is gone the other one goes too. */
const joinStreams = (socket: Socket, stream: Duplex): void => {
  if (socket.destroyed) {
    stream.destroy()
    return
  }
  stream.on('error', () => socket.destroy())
  // Not at once: what has arrived is still to be written.
  stream.once('close', () => socket.destroySoon())
  socket.once('close', () => stream.destroy())
  socket.pipe(stream)
  stream.pipe(socket)
}
