import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refusalOf } from '../src/host-key'
import { fingerprint, hostName, keysOf, keyType, parseKnownHosts, verdictOn } from '../src/known-hosts'

const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIKQ2v5ZvzXXgTHoSPqBwvTwQCWMZm2Wl0Lq8nV4y8m1S'
const OTHER = 'AAAAC3NzaC1lZDI1NTE5AAAAIB2v5ZvzXXgTHoSPqBwvTwQCWMZm2Wl0Lq8nV4y8m1S0'
const key = Buffer.from(KEY, 'base64')

const verdict = (text: string, name: string) => verdictOn(key, keysOf(parseKnownHosts(text, 'known_hosts'), name))._tag

describe('known_hosts', () => {
  it.each([
    ['a plain name', `a.example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Known'],
    ['one of several names', `b,a.example.com,10.0.0.1 ssh-ed25519 ${KEY} comment`, 'a.example.com', 'Known'],
    ['a port', `[a.example.com]:2222 ssh-ed25519 ${KEY}`, '[a.example.com]:2222', 'Known'],
    ['the same host on another port', `a.example.com ssh-ed25519 ${KEY}`, '[a.example.com]:2222', 'Unknown'],
    ['a pattern', `*.example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Known'],
    ['a pattern with an exception', `*.example.com,!a.example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Unknown'],
    ['a name in capitals', `A.Example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Known'],
    ['a dot that is no wildcard', `aXexample.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Unknown'],
    ['a comment', `# a.example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Unknown'],
    ['another key', `a.example.com ssh-ed25519 ${OTHER}`, 'a.example.com', 'Changed'],
    ['two keys', `a.example.com ssh-ed25519 ${OTHER}\na.example.com ssh-ed25519 ${KEY}`, 'a.example.com', 'Known'],
    ['a revoked key', `a.example.com ssh-ed25519 ${KEY}\n@revoked * ssh-ed25519 ${KEY}`, 'a.example.com', 'Revoked'],
    ['a certificate authority', `@cert-authority * ssh-ed25519 ${KEY}`, 'a.example.com', 'Unknown'],
    ['nothing', '', 'a.example.com', 'Unknown'],
  ])('understands %s', (_, text, name, expected) => {
    expect(verdict(text, name)).toBe(expected)
  })

  it('understands names that ssh-keygen hashed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dmap-known-'))
    try {
      const file = join(folder, 'known_hosts')
      writeFileSync(file, `a.example.com ssh-ed25519 ${KEY}\n[b.example.com]:2222 ssh-ed25519 ${KEY}\n`)
      expect(spawnSync('ssh-keygen', ['-H', '-f', file]).status).toBe(0)
      const hashed = readFileSync(file, 'utf8')
      expect(hashed).not.toContain('example')
      expect(verdict(hashed, 'a.example.com')).toBe('Known')
      expect(verdict(hashed, hostName('B.example.com', 2222))).toBe('Known')
      expect(verdict(hashed, 'c.example.com')).toBe('Unknown')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('prints fingerprints as ssh-keygen does', () => {
    const printed = spawnSync('ssh-keygen', ['-l', '-f', '-'], {
      input: `ssh-ed25519 ${KEY}\n`,
      encoding: 'utf8',
    }).stdout
    expect(printed.split(' ')[1]).toBe(fingerprint(key))
    expect(keyType(key)).toBe('ssh-ed25519')
  })
})

describe('a host key that is refused', () => {
  const rules = { host: 'a.example.com', port: 2222, file: "/home/o'neil/known_hosts" }

  it('is told with its fingerprint and the command that accepts it', () => {
    const refusal = refusalOf(key, { ...rules, keys: [] })
    expect(refusal?.code).toBe('HostKey')
    expect(refusal?.message).toBe(`the host key of [a.example.com]:2222 is not known: ssh-ed25519 ${fingerprint(key)}`)
    expect(refusal?.hint).toContain(
      `printf '%s\\n' '[a.example.com]:2222 ssh-ed25519 ${KEY}' >> '/home/o'\\''neil/known_hosts'`,
    )
  })

  it('is told apart when another one is known', () => {
    const keys = parseKnownHosts(`\n[a.example.com]:2222 ssh-ed25519 ${OTHER}`, '/kh')
    const refusal = refusalOf(key, { ...rules, keys })
    expect(refusal?.message).toContain('another one is known (/kh, line 2)')
    expect(refusal?.hint).toContain("ssh-keygen -R '[a.example.com]:2222' -f '/kh' && printf")
  })

  it('is the only one taken where it is pinned', () => {
    const keys = parseKnownHosts(`[a.example.com]:2222 ssh-ed25519 ${KEY}`, '/kh')
    expect(refusalOf(key, { ...rules, keys: [], pinned: `${fingerprint(key)}=` })).toBeUndefined()
    expect(refusalOf(key, { ...rules, keys, pinned: 'SHA256:abc' })?.message).toContain('not the pinned SHA256:abc')
  })
})
