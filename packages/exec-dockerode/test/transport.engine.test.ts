/** What is said where the way to an Engine does not lead there: one sentence each, and what to do. */
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientConfig, Query } from '@dmap/core'
import { describeWithEngine, describeWithSshd, type TestEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { openWays, type Ways } from './ways'

const empty = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
const query: Query = { map: 'dmt-none', clients: { default: empty } }

/** The one error of a look at the client; undefined where it was seen. */
const errorAt = async (client: ClientConfig): Promise<unknown> => {
  const executor = executorAt(client)
  const seen = await executor.observe(query)()
  await executor.close()
  if (seen._tag === 'Left') return seen.left
  expect(seen.right.unreachable.length).toBeLessThan(2)
  return seen.right.unreachable[0]
}

describeWithEngine('the way to an Engine', (engine: TestEngine) => {
  describeWithSshd('by TLS and ssh', () => {
    let ways: Ways
    beforeAll(async () => {
      ways = await openWays(engine)
    })
    afterAll(() => ways.close())

    const tls = (more: Partial<NonNullable<ClientConfig['tls']>>): ClientConfig =>
      clientAt(`tcp://127.0.0.1:${ways.ports.TLS}`, { tls: ways.certificates.tls(more) })
    const ssh = (more: Partial<NonNullable<ClientConfig['ssh']>>): ClientConfig => {
      const client = ways.client('ssh')
      return { ...client, ssh: { ...(client.ssh as NonNullable<ClientConfig['ssh']>), ...more } }
    }
    const pem = (name: string): string => ways.certificates.file(name)

    it('may leave the certificate of the Engine unchecked, where that was asked for', async () => {
      const { ca: _, ...unchecked } = ways.certificates.tls({ verify: false })
      expect(await errorAt(clientAt(`tcp://127.0.0.1:${ways.ports.TLS}`, { tls: unchecked }))).toBeUndefined()
    })

    it.each<[string, () => ClientConfig, RegExp, RegExp]>([
      [
        'a client certificate of another authority',
        () => tls({ cert: pem('stranger.pem'), key: pem('stranger.key') }),
        /^127\.0\.0\.1:\d+: [^:]+$/,
        /client's certificate/,
      ],
      [
        'no client certificate',
        () => clientAt(`tcp://127.0.0.1:${ways.ports.TLS}`, { tls: { ca: pem('ca.pem'), verify: true } }),
        /^127\.0\.0\.1:\d+: [^:]+$/,
        /client's certificate/,
      ],
      [
        'an Engine certificate of another authority',
        () => tls({ ca: pem('otherca.pem') }),
        /^127\.0\.0\.1:\d+: [^:]*certificate[^:]*$/,
        /not signed by `tls.ca`/,
      ],
      [
        'TLS to a plain port',
        () => clientAt(`tcp://127.0.0.1:${ways.ports.tcp}`, { tls: ways.certificates.tls() }),
        /^127\.0\.0\.1:\d+: wrong version number$/,
        /speaks plain http/,
      ],
      [
        'plain http to a TLS port',
        () => clientAt(`tcp://127.0.0.1:${ways.ports.TLS}`),
        /^127\.0\.0\.1:\d+: [^:]+$/,
        /want TLS/,
      ],
    ])('with %s is told in a line', async (_, client, message, hint) => {
      expect(await errorAt(client())).toMatchObject({
        _tag: 'Unreachable',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      })
    })

    it.each<[string, () => ClientConfig, RegExp]>([
      ['cannot be read', () => tls({ ca: pem('none.pem') }), /no such file.*\/none\.pem/],
      [
        'is no certificate',
        () => tls({ cert: pem('client.key') }),
        /\(tls\.ca .*, tls\.cert .*\/client\.key, tls\.key/,
      ],
      [
        'does not fit its key',
        () => tls({ key: pem('server.key') }),
        /key values mismatch .*, tls\.key .*\/server\.key\)/,
      ],
    ])('with a certificate that %s names the files', async (_, client, message) => {
      expect(await errorAt(client())).toMatchObject({ _tag: 'Unable', message: expect.stringMatching(message) })
    })

    it('to a host that nobody knows names its fingerprint, and the command that accepts it', async () => {
      const file = pem('own_known_hosts')
      writeFileSync(file, '')
      const { host, port, hostKey } = ways.sshd
      const command = `printf '%s\\n' '[${host}]:${port} ${hostKey}' >> '${file}'`
      expect(await errorAt(ssh({ known_hosts: file }))).toMatchObject({
        _tag: 'Unreachable',
        message: expect.stringMatching(/: the host key of \[127\.0\.0\.1\]:\d+ is not known: ssh-ed25519 SHA256:\S+$/),
        hint: `compare the fingerprint with the host's own, then accept it: ${command}`,
      })
      writeFileSync(file, `[${host}]:${port} ${hostKey}\n`)
      expect(await errorAt(ssh({ known_hosts: file }))).toBeUndefined()
    })

    it('to a host whose key has changed names both, and the command that accepts the new one', async () => {
      const file = pem('changed')
      const { host, port, hostKey } = ways.sshd
      writeFileSync(file, `# ours\n[${host}]:${port} ${hostKey.slice(0, -6)}AAAAAA\n`)
      expect(await errorAt(ssh({ known_hosts: file }))).toMatchObject({
        _tag: 'Unreachable',
        message: expect.stringMatching(/SHA256:\S+, and another one is known \(\S+\/changed, line 2\): someone may/),
        hint: expect.stringMatching(/ssh-keygen -R '\[127\.0\.0\.1\]:\d+' -f '\S+\/changed' && printf /),
      })
    })

    it('to a host whose Engine does not listen where it should says so', async () => {
      const client = ways.client('ssh')
      const error = await errorAt({ ...client, base_url: `${client.base_url}.not` })
      expect(error).toMatchObject({ _tag: 'Unreachable', message: expect.stringContaining('docker.sock.not') })
    })
  })

  it('that leads to something else says what', async () => {
    const server = createServer((_, response) => response.writeHead(404).end('<html>\n<body>Nothing</body>'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      expect(await errorAt(clientAt(`tcp://127.0.0.1:${port}`))).toMatchObject({
        _tag: 'Unreachable',
        message: `127.0.0.1:${port}: what answers there is no Docker Engine: 404`,
        hint: expect.stringMatching(/TLS/),
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
