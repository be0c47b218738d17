import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostSettings } from '../src/config'
import { SshError } from '../src/error'

const folder = mkdtempSync(join(tmpdir(), 'dmap-ssh-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const configured = (text: string, host = 'apps1') => {
  const configFile = join(folder, 'config')
  writeFileSync(configFile, text)
  return hostSettings({ host, user: 'u' }, { configFile, environment: { HOME: '/home/u' } })
}

it('takes the first value of each keyword', () => {
  const text = 'Host apps*\n  HostName %h.example.com\n  Port 2200\nHost *\n  Port 22\n  IdentityFile ~/.ssh/%r@%h\n'
  expect(configured(text)).toMatchObject({
    host: 'apps1.example.com',
    port: 2200,
    identityFiles: ['/home/u/.ssh/u@apps1.example.com'],
  })
})

it('does not ask who runs this where it is said who logs in', () => {
  const localUser = (): never => {
    throw new Error('this user has no name')
  }
  const sources = { configFile: join(folder, 'none'), environment: { HOME: '/home/u' }, localUser }
  expect(hostSettings({ host: 'apps1', user: 'deploy' }, sources).user).toBe('deploy')
  expect(() => hostSettings({ host: 'apps1' }, sources)).toThrow('this user has no name')
})

it.each([
  ['a file that is none', 'Host "apps1\n  Port 22\n'],
  ['a port that is none', 'Host apps1\n  Port many\n'],
])('says which file to look at for %s', (_, text) => {
  const error = (() => {
    try {
      return configured(text)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(SshError)
  expect(error).toMatchObject({ code: 'Settings', message: expect.stringContaining(join(folder, 'config')) })
})
