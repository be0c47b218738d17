import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretsOf } from '@dmap/runtime'
import { credentialsFor } from '../src/credentials'
import { registryLogin } from '../src/registry-login'
import { clientAt } from './client'

const HUB = 'https://index.docker.io/v1/'
const basic = (text: string) => ({ auth: Buffer.from(text).toString('base64') })

describe('where credentials come from', () => {
  const file = {
    auths: { [HUB]: basic('u:p:q'), 'https://r.example.com/v2/': { identitytoken: 't' } },
    credHelpers: { 'h.example.com': 'pass' },
  }

  it.each([
    ['a password of the file', 'nginx', { _tag: 'Password', username: 'u', password: 'p:q', registry: HUB }],
    ['a token of the file', 'r.example.com/a', { _tag: 'Token', token: 't', registry: 'r.example.com' }],
    ['the helper of a registry', 'h.example.com/a', { _tag: 'Helper', helper: 'pass', registry: 'h.example.com' }],
    ['none', 'other.example.com/a', { _tag: 'None' }],
  ])('%s', (_, reference, credentials) => {
    expect(credentialsFor(reference, undefined, file)).toEqual(credentials)
  })

  it("the client's own come first, and only for their registry", () => {
    const auth = { username: 'me', password: { $secret: 's' }, registry: 'https://r.example.com' }
    expect(credentialsFor('r.example.com/a', auth, file)).toMatchObject({ _tag: 'Password', username: 'me' })
    expect(credentialsFor('other.example.com/a', auth, file)).toEqual({ _tag: 'None' })
  })

  it('the store where nothing else is named, unless its name is no name of a program', () => {
    expect(credentialsFor('a.b/c', undefined, { credsStore: 'pass' })).toMatchObject({ _tag: 'Helper', helper: 'pass' })
    expect(credentialsFor('a.b/c', undefined, { credsStore: '../evil' })).toEqual({ _tag: 'None' })
  })
})

describe('the header', () => {
  const decoded = (value: unknown) =>
    JSON.parse(Buffer.from((value as { right: { header: string } }).right.header, 'base64url').toString('utf8'))
  const login = (configuration: object, auth?: object) =>
    registryLogin(
      'a',
      { ...clientAt(''), ...(auth === undefined ? {} : { auth }) } as never,
      configuration as never,
      secretsOf(async (name) => (name === 's' ? 'hunter2' : undefined)),
    )

  it('holds a secret of the client, put in at the last moment', async () => {
    const header = await login({}, { username: 'u', password: { $secret: 's' } })('nginx')
    expect(decoded(header)).toEqual({ username: 'u', password: 'hunter2', serveraddress: HUB })
  })

  it.each(['u', 'uu', 'uuu'])('is padded, and has the alphabet for addresses: %s', async (username) => {
    const header = await login({}, { username, password: '>>>???' })('nginx')
    expect((header as { right: { header: string } }).right.header).toMatch(/^(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=)?$/)
  })

  it('is not made where the secret has no value', async () => {
    expect(await login({}, { username: 'u', password: { $secret: 'x' } })('nginx')).toMatchObject({
      left: { _tag: 'Unable' },
    })
  })

  it('holds what a helper knows, as user and password or as a token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'helper-'))
    const path = process.env['PATH']
    const program = join(folder, 'docker-credential-mine')
    writeFileSync(
      program,
      `#!/bin/sh\nread registry\nif [ "$registry" = t.example.com ]; then u='<token>'; else u=me; fi\necho "{\\"Username\\":\\"$u\\",\\"Secret\\":\\"for $registry\\"}"\n`,
    )
    chmodSync(program, 0o755)
    process.env['PATH'] = `${folder}:${path}`
    const ask = login({ credsStore: 'mine' })
    expect(decoded(await ask('r.example.com/a'))).toEqual({
      username: 'me',
      password: 'for r.example.com',
      serveraddress: 'r.example.com',
    })
    expect(decoded(await ask('t.example.com/a'))).toEqual({
      identitytoken: 'for t.example.com',
      serveraddress: 't.example.com',
    })
    process.env['PATH'] = path
    rmSync(folder, { recursive: true })
  })

  it('names a helper that is not there, and waits for it no longer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    expect(await login({ credsStore: 'nowhere' })('a.b/c')).toMatchObject({
      left: { _tag: 'Unable', message: expect.stringContaining('docker-credential-nowhere') },
    })
    expect(timers()).toBe(before)
  })
})
