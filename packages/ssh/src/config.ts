/** What the user's SSH configuration says about a host: Host, HostName, User, Port, IdentityFile, ProxyJump and the like. */
import { readdirSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import SSHConfig from 'ssh-config'
import type { SshTarget } from './target'

/** A target with all that the configuration adds. */
export interface HostSettings {
  /** The name that the keys of the host are known by. */
  readonly keyName: string
  readonly host: string
  readonly port: number
  readonly user: string
  readonly identityFiles: ReadonlyArray<string>
  /** Only these files' keys, none of the agent's. */
  readonly identitiesOnly: boolean
  /** Socket of the agent; undefined: none. */
  readonly agent: string | undefined
  readonly knownHostsFiles: ReadonlyArray<string>
  /** Hosts to go through, the first one first. */
  readonly jumps: ReadonlyArray<string>
}

export interface ConfigSources {
  /** Of the configuration file; absent: `~/.ssh/config`. */
  readonly configFile?: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Target first, then the configuration file (its first value for each keyword counts), then OpenSSH's defaults. */
export const hostSettings = (target: SshTarget, sources: ConfigSources): HostSettings => {
  const home = sources.environment['HOME'] ?? homedir()
  const found = computed(target, sources.configFile ?? join(home, '.ssh/config'), home)
  const host = (found.one('HostName') ?? target.host).replaceAll('%h', target.host).replaceAll('%%', '%')
  const user = target.user ?? found.one('User') ?? userInfo().username
  const expand = (path: string): string => expandPath(path, { home, host, user })
  const identities = found.all('IdentityFile').map(expand)
  const knownHosts = found.all('UserKnownHostsFile').flatMap((files) => files.split(/\s+/))
  const jump = found.one('ProxyJump')
  return {
    keyName: found.one('HostKeyAlias') ?? host,
    host,
    port: target.port ?? Number(found.one('Port') ?? 22),
    user,
    identityFiles: identities.length > 0 ? identities : DEFAULT_KEYS.map((name) => join(home, '.ssh', name)),
    identitiesOnly: found.one('IdentitiesOnly')?.toLowerCase() === 'yes',
    agent: agentOf(found.one('IdentityAgent'), sources.environment, expand),
    knownHostsFiles: [
      ...(knownHosts.length > 0 ? knownHosts : ['~/.ssh/known_hosts', '~/.ssh/known_hosts2']).map(expand),
      ...(found.all('GlobalKnownHostsFile').length > 0
        ? found.all('GlobalKnownHostsFile')
        : ['/etc/ssh/ssh_known_hosts']),
    ],
    jumps: jump === undefined || jump.toLowerCase() === 'none' ? [] : jump.split(',').map((one) => one.trim()),
  }
}

const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']

interface Found {
  readonly one: (keyword: string) => string | undefined
  readonly all: (keyword: string) => ReadonlyArray<string>
}

const computed = (target: SshTarget, file: string, home: string): Found => {
  const text = withIncludes(file, home, 0)
  const values: Record<string, string | string[]> = Object.fromEntries(
    Object.entries(SSHConfig.parse(text).compute(target.host)).map(([key, value]) => [key.toLowerCase(), value]),
  )
  const all = (keyword: string): ReadonlyArray<string> => [values[keyword.toLowerCase()] ?? []].flat()
  return { all, one: (keyword) => all(keyword)[0] }
}

/** The file's text with included files in place; they may include others, 16 levels deep as in OpenSSH. */
const withIncludes = (file: string, home: string, depth: number): string => {
  if (depth > 16) return ''
  return readIfThere(file).replace(/^[ \t]*include[ \t]+(.+)$/gim, (_, patterns: string) =>
    patterns
      .trim()
      .split(/\s+/)
      .flatMap((pattern) => filesFor(pattern.replace(/^"(.*)"$/, '$1'), home))
      .map((included) => withIncludes(included, home, depth + 1))
      .join('\n'),
  )
}

const filesFor = (pattern: string, home: string): ReadonlyArray<string> => {
  const path = pattern.replace(/^~(?=\/)/, home)
  const full = isAbsolute(path) ? path : join(home, '.ssh', path)
  if (!/[*?]/.test(full)) return [full]
  const form = new RegExp(
    `^${basename(full)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  )
  try {
    return readdirSync(dirname(full))
      .filter((name) => form.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => join(dirname(full), name))
  } catch {
    return []
  }
}

/** The file's text; empty where there is none. */
export const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** `~`, `%d`, `%h`, `%r`, `%u` and `%%` in a path. */
const expandPath = (
  path: string,
  { home, host, user }: { readonly home: string; readonly host: string; readonly user: string },
): string => {
  const tokens: Readonly<Record<string, string>> = { d: home, h: host, r: user, u: userInfo().username, '%': '%' }
  return path
    .replace(/^"(.*)"$/, '$1')
    .replace(/^~(?=\/|$)/, home)
    .replace(/%([dhru%])/g, (token, name: string) => tokens[name] ?? token)
}

const agentOf = (
  configured: string | undefined,
  environment: ConfigSources['environment'],
  expand: (path: string) => string,
): string | undefined => {
  if (configured === undefined || configured === 'SSH_AUTH_SOCK') return environment['SSH_AUTH_SOCK'] || undefined
  return configured.toLowerCase() === 'none' ? undefined : expand(configured)
}
