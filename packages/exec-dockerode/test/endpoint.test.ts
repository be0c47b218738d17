import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpointOf } from '../src/endpoint'
import { readSurroundings } from '../src/surroundings'
import { clientAt } from './client'

const nothing = { tlsVerify: false }
const tls = { ca: 'ca.pem', verify: true }

it.each([
  ['unix:///run/d.sock', { _tag: 'Socket', path: '/run/d.sock' }],
  ['unix://var/run/docker.sock', { _tag: 'Socket', path: '/var/run/docker.sock' }],
  ['tcp://web1', { _tag: 'Tcp', host: 'web1', port: 2375, tls: null }],
  ['tcp://[::1]:99', { _tag: 'Tcp', host: '::1', port: 99, tls: null }],
  ['web1:99', { _tag: 'Tcp', host: 'web1', port: 99, tls: null }],
  ['https://web1', { _tag: 'Tcp', host: 'web1', port: 2376, tls: { verify: true } }],
  ['ssh://u@h:22', { _tag: 'Ssh', url: 'ssh://u@h:22' }],
])('reads %s', (url, endpoint) => {
  expect(endpointOf(clientAt(url), nothing)).toEqual({ _tag: 'Right', right: endpoint })
})

it.each(['npipe:////./pipe/x', 'tcp://web1:0', 'tcp://web1:99999', 'tcp://a/b', 'tcp://'])('refuses %s', (url) => {
  expect(endpointOf(clientAt(url), nothing)).toMatchObject({ _tag: 'Left', left: expect.stringContaining(url) })
})

it('has another default port with TLS', () => {
  expect(endpointOf(clientAt('tcp://web1', { tls }), nothing)).toMatchObject({ right: { port: 2376, tls } })
})

describe('without an address', () => {
  const { base_url: _, ...client } = clientAt('')
  const context = { host: 'tcp://far:1', tls: null }

  it('takes DOCKER_HOST before the context', () => {
    expect(endpointOf(client, { ...nothing, host: 'tcp://near:1', context })).toMatchObject({ right: { host: 'near' } })
    expect(endpointOf(client, { ...nothing, context })).toMatchObject({ right: { host: 'far' } })
  })

  it('takes the local socket in the end', () => {
    expect(endpointOf(client, nothing)).toEqual({
      _tag: 'Right',
      right: { _tag: 'Socket', path: '/var/run/docker.sock' },
    })
  })

  it('finds certificates in DOCKER_CERT_PATH', () => {
    expect(endpointOf(client, { host: 'tcp://h:1', certPath: '/c', tlsVerify: true })).toMatchObject({
      right: { tls: { ca: '/c/ca.pem', cert: '/c/cert.pem', key: '/c/key.pem', verify: true } },
    })
  })
})

it("reads the current context and its certificates from the Docker command's files", () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'))
  const hash = createHash('sha256').update('prod').digest('hex')
  const meta = join(folder, 'contexts', 'meta', hash)
  const certificates = join(folder, 'contexts', 'tls', hash, 'docker')
  for (const one of [meta, certificates]) mkdirSync(one, { recursive: true })
  writeFileSync(join(folder, 'config.json'), '{"currentContext":"prod"}')
  writeFileSync(join(meta, 'meta.json'), '{"Endpoints":{"docker":{"Host":"tcp://prod:2376","SkipTLSVerify":false}}}')
  writeFileSync(join(certificates, 'ca.pem'), '')
  expect(readSurroundings({ DOCKER_CONFIG: folder }).context).toEqual({
    host: 'tcp://prod:2376',
    tls: { ca: join(certificates, 'ca.pem'), verify: true },
  })
  expect(readSurroundings({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'default' }).context).toBeUndefined()
  rmSync(folder, { recursive: true })
})
