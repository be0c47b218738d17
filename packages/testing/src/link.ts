/** A way to a server that is far: bytes come later, and the way can freeze or break. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface TestLink {
  readonly host: string
  readonly port: number
  /**
   * Round trips so far: how often the client sent something after something new had come to it. Several that overlap
   * count as one, which is what they cost.
   */
  readonly turns: () => number
  /** Connections taken so far. */
  readonly connections: () => number
  /** Nothing passes any more, and nobody is told. */
  readonly freeze: () => void
  /** Breaks every connection, for both ends. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

export interface LinkOptions {
  /** Milliseconds each way. */
  readonly delay?: number
}

/** @example const link = await startLink(sshd.get().port, { delay: 50 }) */
export const startLink = async (port: number, { delay = 0 }: LinkOptions = {}): Promise<TestLink> => {
  const sockets = new Set<Socket>()
  const state = { turns: 0, connections: 0, frozen: false, answered: true }
  const pass = (from: Socket, to: Socket, on: { readonly sent?: () => void; readonly arrived?: () => void }): void => {
    // Timers of one length end in the order in which they began, so bytes keep theirs.
    const later = (act: () => void): void => {
      setTimeout(() => state.frozen || act(), delay)
    }
    from.on('data', (chunk: Buffer) => {
      on.sent?.()
      later(() => {
        on.arrived?.()
        to.write(chunk)
      })
    })
    from.on('end', () => later(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', () => sockets.delete(from))
    from.setNoDelay(true)
    sockets.add(from)
  }
  const server = createServer({ allowHalfOpen: true }, (near) => {
    state.connections += 1
    const far = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    pass(near, far, {
      sent: () => {
        if (state.answered) state.turns += 1
        state.answered = false
      },
    })
    pass(far, near, {
      arrived: () => {
        state.answered = true
      },
    })
  })
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    host: '127.0.0.1',
    port: await listening(server),
    turns: () => state.turns,
    connections: () => state.connections,
    freeze: () => {
      state.frozen = true
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('no port'))
    })
  })
