/** What the user's SSH configuration says about a host: Host, HostName, User, Port, IdentityFile, ProxyJump and the like. */
import { readdirSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import SSHConfig from 'ssh-config'
import { messageOf, SshError } from './error'
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
  /** Who runs this; asked only where nothing else says who is to log in, since not every user has a name. */
  readonly localUser?: () => string
}

/**
 * Target first, then the configuration file (its first value for each keyword counts), then OpenSSH's defaults. Throws an
 * SshError where the file is none.
 */
export const hostSettings = (target: SshTarget, sources: ConfigSources): HostSettings => {
  const { localUser = () => userInfo().username } = sources
  const home = homeOf(sources.environment)
  const file = sources.configFile ?? join(home, '.ssh/config')
  const found = computed(target, file, home)
  const host = (found.one('HostName') ?? target.host).replaceAll('%h', target.host).replaceAll('%%', '%')
  const user = target.user ?? found.one('User') ?? localUser()
  const expand = (path: string): string => expandPath(path, { home, host, user, localUser })
  const identities = found.all('IdentityFile').map(expand)
  const knownHosts = found.all('UserKnownHostsFile').flatMap((files) => files.split(/\s+/))
  const jump = found.one('ProxyJump')
  return {
    keyName: found.one('HostKeyAlias') ?? host,
    host,
    port: target.port ?? portIn(found.one('Port') ?? '22', file),
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

/** The user's home, for whom a connection is made. */
export const homeOf = (environment: ConfigSources['environment']): string => environment['HOME'] ?? homedir()

/** `~/.ssh/id` from the home on. */
export const inHome = (path: string, home: string): string => path.replace(/^~(?=\/|$)/, home)

const portIn = (text: string, file: string): number => {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port
  throw new SshError('Settings', `${file}: "${text}" is no port`)
}

const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']

interface Found {
  readonly one: (keyword: string) => string | undefined
  readonly all: (keyword: string) => ReadonlyArray<string>
}

const computed = (target: SshTarget, file: string, home: string): Found => {
  const values: Record<string, string | string[]> = Object.fromEntries(
    Object.entries(parsed(file, home).compute(target.host)).map(([key, value]) => [key.toLowerCase(), value]),
  )
  const all = (keyword: string): ReadonlyArray<string> => [values[keyword.toLowerCase()] ?? []].flat()
  return { all, one: (keyword) => all(keyword)[0] }
}

const parsed = (file: string, home: string): SSHConfig => {
  try {
    return SSHConfig.parse(withIncludes(file, home, 0))
  } catch (error) {
    throw new SshError('Settings', `${file} is no SSH configuration: ${messageOf(error)}`)
  }
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

interface PathTokens {
  readonly home: string
  readonly host: string
  readonly user: string
  readonly localUser: () => string
}

/** `~`, `%d`, `%h`, `%r`, `%u` and `%%` in a path. */
const expandPath = (path: string, { home, host, user, localUser }: PathTokens): string => {
  const tokens: Readonly<Record<string, () => string>> = {
    d: () => home,
    h: () => host,
    r: () => user,
    u: localUser,
    '%': () => '%',
  }
  return inHome(path.replace(/^"(.*)"$/, '$1'), home).replace(
    /%([dhru%])/g,
    (token, name: string) => tokens[name]?.() ?? token,
  )
}

const agentOf = (
  configured: string | undefined,
  environment: ConfigSources['environment'],
  expand: (path: string) => string,
): string | undefined => {
  if (configured === undefined || configured === 'SSH_AUTH_SOCK') return environment['SSH_AUTH_SOCK'] || undefined
  return configured.toLowerCase() === 'none' ? undefined : expand(configured)
}
