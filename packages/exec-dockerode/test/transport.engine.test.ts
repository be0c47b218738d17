/** Every way to one and the same Engine: proxies of the test's own in front of its socket, and a real sshd. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import type { ClientConfig, Query } from '@dmap/core'
import { describeWithEngine, describeWithSshd, startSshd } from '@dmap/testing'
import { clientAt, executorAt } from './client'

const empty = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
const query: Query = { map: 'dmt-none', clients: { default: empty } }

const observed = async (client: ClientConfig) => {
  const executor = executorAt(client)
  const seen = await executor.observe(query)()
  await executor.close()
  return seen._tag === 'Right' ? seen.right : undefined
}

const onSocket = (url: string) => (socket: Socket) => {
  const engine = connect(url.replace('unix://', ''))
  engine.on('error', () => socket.destroy())
  socket.on('error', () => engine.destroy())
  socket.on('close', () => engine.destroy())
  socket.pipe(engine).pipe(socket)
}

describeWithEngine('transports', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'))
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const file = (name: string) => join(folder, name)
  const openssl = (...args: ReadonlyArray<string>) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const tls = (more: Partial<NonNullable<ClientConfig['tls']>> = {}) => ({
    ca: file('ca.pem'),
    cert: file('client.pem'),
    key: file('client.key'),
    verify: true,
    ...more,
  })
  const listen = async (server: Server): Promise<number> => {
    servers.push(server)
    server.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  let [plainPort, tlsPort] = [0, 0]

  const authority = (name: string) => {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
    )
  }
  const certificate = (name: string, ca: string) => {
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${ca}.pem`,
      '-CAkey',
      `${ca}.key`,
      '-CAcreateserial',
      '-days',
      '2',
      '-copy_extensions',
      'copy',
      '-out',
      `${name}.pem`,
    )
  }

  beforeAll(async () => {
    for (const name of ['ca', 'otherca']) authority(name)
    certificate('server', 'ca')
    certificate('client', 'ca')
    certificate('stranger', 'otherca')
    plainPort = await listen(createTcpServer(onSocket(engine.url)))
    const read = (name: string) => readFileSync(file(name))
    const options = {
      ca: read('ca.pem'),
      cert: read('server.pem'),
      key: read('server.key'),
      requestCert: true,
      rejectUnauthorized: true,
    }
    tlsPort = await listen(createTlsServer(options, onSocket(engine.url)))
  })
  afterAll(() => {
    for (const server of servers) server.close()
    for (const socket of sockets) socket.destroy()
    rmSync(folder, { recursive: true })
  })

  it('reaches it by tcp', async () => {
    expect(await observed(clientAt(`tcp://127.0.0.1:${plainPort}`))).toMatchObject({ unreachable: [] })
  })

  it('reaches it by TLS with a client certificate', async () => {
    expect(await observed(clientAt(`tcp://127.0.0.1:${tlsPort}`, { tls: tls() }))).toMatchObject({ unreachable: [] })
  })

  it('reaches it by TLS without a look at its certificate, where that was asked for', async () => {
    const { ca: _, ...unchecked } = tls({ verify: false })
    expect(await observed(clientAt(`tcp://127.0.0.1:${tlsPort}`, { tls: unchecked }))).toMatchObject({
      unreachable: [],
    })
  })

  it.each<[string, () => ClientConfig, RegExp]>([
    [
      'a client certificate of another authority',
      () =>
        clientAt(`tcp://127.0.0.1:${tlsPort}`, { tls: tls({ cert: file('stranger.pem'), key: file('stranger.key') }) }),
      /client's certificate/,
    ],
    [
      'an Engine certificate of another authority',
      () => clientAt(`tcp://127.0.0.1:${tlsPort}`, { tls: tls({ ca: file('otherca.pem') }) }),
      /not signed by `tls.ca`/,
    ],
    ['TLS to a plain port', () => clientAt(`tcp://127.0.0.1:${plainPort}`, { tls: tls() }), /speaks plain http/],
    ['plain http to a TLS port', () => clientAt(`tcp://127.0.0.1:${tlsPort}`), /want TLS/],
  ])('says what is wrong with %s', async (_, client, hint) => {
    const seen = await observed(client())
    expect(seen?.unreachable).toMatchObject([{ _tag: 'Unreachable', hint: expect.stringMatching(hint) }])
  })

  it('names a certificate that cannot be read', async () => {
    const seen = await observed(clientAt('tcp://127.0.0.1:1', { tls: tls({ ca: file('none.pem') }) }))
    expect(seen?.unreachable).toMatchObject([{ _tag: 'Unable', message: expect.stringContaining('none.pem') }])
  })

  describeWithSshd('by ssh', () => {
    it('reaches it through one verified connection', async () => {
      const sshd = await startSshd()
      const socket = engine.url.replace('unix://', '')
      const ssh = {
        identity_file: sshd.privateKeyFile,
        known_hosts: sshd.knownHostsFile,
        sudo: false,
        host_commands: false,
      }
      const url = `ssh://${sshd.user}@${sshd.host}:${sshd.port}${socket}`
      try {
        expect(await observed(clientAt(url, { ssh }))).toMatchObject({ unreachable: [] })
        const seen = await observed(clientAt(url, { ssh: { ...ssh, known_hosts: '/dev/null' } }))
        expect(seen?.unreachable).toMatchObject([{ _tag: 'Unreachable', message: expect.stringContaining('SHA256:') }])
      } finally {
        await sshd.stop()
      }
    })
  })
})
