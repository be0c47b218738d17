/** Whether a server's key is one that the user knows: reads the format of `known_hosts`. */
import { createHash, createHmac } from 'node:crypto'

/** What the files say about a key of a host. */
export type Verdict =
  | { readonly _tag: 'Known' }
  | { readonly _tag: 'Unknown' }
  /** Other keys are known for the host. `line` of `file` holds one of them. */
  | { readonly _tag: 'Changed'; readonly file: string; readonly line: number }
  | { readonly _tag: 'Revoked'; readonly file: string; readonly line: number }

export interface KnownKey {
  readonly hosts: string
  readonly type: string
  /** Base64, as in the file. */
  readonly key: string
  readonly revoked: boolean
  readonly file: string
  readonly line: number
}

/**
 * Lines of a file; comments, malformed lines and certificate authorities (which need certificates) are left out.
 *
 * @example
 * parseKnownHosts('a.example.com ssh-ed25519 AAAA…', '~/.ssh/known_hosts')
 */
export const parseKnownHosts = (text: string, file: string): ReadonlyArray<KnownKey> =>
  text.split('\n').flatMap((raw, index) => {
    const words = raw.trim().split(/\s+/)
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined
    const [hosts, type, key] = words
    if (hosts === undefined || hosts.startsWith('#') || type === undefined || key === undefined) return []
    if (marker !== undefined && marker !== '@revoked') return []
    return [{ hosts, type, key, revoked: marker === '@revoked', file, line: index + 1 }]
  })

/**
 * The keys of a host.
 *
 * @param name as `hostName` gives it
 */
export const keysOf = (known: ReadonlyArray<KnownKey>, name: string): ReadonlyArray<KnownKey> =>
  known.filter((entry) => matches(entry.hosts, name))

/**
 * @param key as the server sent it
 * @param keys of that host
 */
export const verdictOn = (key: Buffer, keys: ReadonlyArray<KnownKey>): Verdict => {
  const sent = key.toString('base64')
  const revoked = keys.find((entry) => entry.revoked && entry.key === sent)
  if (revoked !== undefined) return { _tag: 'Revoked', file: revoked.file, line: revoked.line }
  const valid = keys.filter((entry) => !entry.revoked)
  if (valid.some((entry) => entry.key === sent)) return { _tag: 'Known' }
  const other = valid[0]
  return other === undefined ? { _tag: 'Unknown' } : { _tag: 'Changed', file: other.file, line: other.line }
}

/** A host's name as the files have it: `host`, or `[host]:port`. */
export const hostName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** `SHA256:…`, as `ssh` and `ssh-keygen -l` print it. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`

/** The first word inside a key: `ssh-ed25519`. */
export const keyType = (key: Buffer): string => {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0)
  return key.subarray(4, 4 + length).toString('latin1')
}

const matches = (patterns: string, name: string): boolean => {
  if (patterns.startsWith('|')) return matchesHash(patterns, name)
  const list = patterns.toLowerCase().split(',')
  const fits = (pattern: string): boolean => wildcard(pattern).test(name)
  if (list.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))) return false
  return list.some((pattern) => !pattern.startsWith('!') && fits(pattern))
}

/** `|1|salt|hash`: HMAC-SHA1 of the name. */
const matchesHash = (hashed: string, name: string): boolean => {
  const [, version, salt, hash] = hashed.split('|')
  if (version !== '1' || salt === undefined || hash === undefined) return false
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
