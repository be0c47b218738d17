/** Every way to one and the same Engine: its socket, proxies of the test's own in front of it, and a real sshd. */
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { ClientConfig } from '@dmap/core'
import { startSshd, type TestEngine, type TestSshd } from '@dmap/testing'
import { type Certificates, makeCertificates } from './certificates'
import { clientAt } from './client'

export const WAYS = ['unix', 'tcp', 'TLS', 'ssh'] as const
export type Way = (typeof WAYS)[number]

export interface Ways {
  readonly client: (way: Way) => ClientConfig
  readonly ports: { readonly tcp: number; readonly TLS: number }
  readonly certificates: Certificates
  readonly sshd: TestSshd
  /** Connections that came by a way so far: those of an ssh login, or to a proxy. */
  readonly connections: (way: Exclude<Way, 'unix'>) => number
  readonly close: () => Promise<void>
}

/** @param engine at a unix socket */
export const openWays = async (engine: TestEngine): Promise<Ways> => {
  const path = engine.url.replace('unix://', '')
  const certificates = makeCertificates()
  const sshd = await startSshd()
  const tcp = await listening(createTcpServer((socket) => relay(socket, path)))
  const TLS = await listening(createTlsServer(certificates.server(), (socket) => relay(socket, path)))
  const ports = { tcp: tcp.port, TLS: TLS.port }
  const ssh = {
    identity_file: sshd.privateKeyFile,
    known_hosts: sshd.knownHostsFile,
    sudo: false,
    host_commands: false,
  }
  const clients: { readonly [W in Way]: () => ClientConfig } = {
    unix: () => clientAt(engine.url),
    tcp: () => clientAt(`tcp://127.0.0.1:${ports.tcp}`),
    TLS: () => clientAt(`tcp://127.0.0.1:${ports.TLS}`, { tls: certificates.tls() }),
    ssh: () => clientAt(`ssh://${sshd.user}@${sshd.host}:${sshd.port}${path}`, { ssh }),
  }
  return {
    client: (way) => clients[way](),
    ports,
    certificates,
    sshd,
    connections: (way) => (way === 'ssh' ? sshd.logins() : { tcp, TLS }[way].count()),
    close: async () => {
      await Promise.all([tcp.close(), TLS.close(), sshd.stop()])
      certificates.remove()
    },
  }
}

const relay = (socket: Socket, path: string): void => {
  const engine = connect(path)
  engine.on('error', () => socket.destroy())
  socket.on('error', () => engine.destroy())
  socket.on('close', () => engine.destroy())
  socket.pipe(engine).pipe(socket)
}

const listening = async (server: Server) => {
  const sockets = new Set<Socket>()
  let count = 0
  server.on('connection', (socket) => {
    count += 1
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    count: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
