/** One handshake: through the jump hosts if there are any, with the host's key checked and the user's keys offered. */
import type { Duplex } from 'node:stream'
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2'
import { type HostSettings, homeOf, hostSettings, inHome, readIfThere } from './config'
import { messageOf, SshError } from './error'
import { refusalOf } from './host-key'
import { authMethods, type PassphraseResolver } from './identity'
import { hostName, type KnownKey, keysOf, parseKnownHosts } from './known-hosts'
import { parseTarget, type SshTarget } from './target'

export interface SshSettings {
  /** A private key, tried before all others; of this path and the next one `~` is the user's home. */
  readonly identityFile?: string
  /** In place of the user's own `known_hosts`. */
  readonly knownHostsFile?: string
  /** `SHA256:…`: the only key that is taken, whatever `known_hosts` says. */
  readonly fingerprint?: string
  /** In place of `~/.ssh/config`. */
  readonly configFile?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly passphrase?: PassphraseResolver
  /** Milliseconds for the handshake; 20 seconds when absent. */
  readonly readyTimeout?: number
  /** Milliseconds between signs of life; three that are not answered end the connection. 5 seconds when absent. */
  readonly keepalive?: number
}

/** The client of the target, ready, and those of the jump hosts that it goes through. */
export interface Login {
  readonly client: Client
  readonly host: HostSettings
  readonly end: () => void
}

/** Rejects with an SshError. */
export const logIn = async (target: SshTarget, given: SshSettings): Promise<Login> => {
  const environment = given.environment ?? process.env
  const settings = fromHome(given, homeOf(environment))
  const sources = { environment, ...(settings.configFile === undefined ? {} : { configFile: settings.configFile }) }
  const host = hostSettings(target, sources)
  const through: Login[] = []
  const end = (): void => {
    for (const login of through) login.end()
  }
  try {
    let sock: Duplex | undefined
    const places = [...host.jumps.map(jumpTarget), { host: host.host, port: host.port }]
    for (const [index, jump] of places.slice(0, -1).entries()) {
      const hop = await handshake(hostSettings(jump as SshTarget, sources), jumpSettings(settings), sock)
      through.unshift(hop)
      const next = hostSettings(places[index + 1] as SshTarget, sources)
      const last = index === host.jumps.length - 1
      sock = await forward(hop.client, last ? host.host : next.host, last ? host.port : next.port)
    }
    const login = await handshake(host, settings, sock)
    return {
      ...login,
      end: () => {
        login.end()
        end()
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

const fromHome = (settings: SshSettings, home: string): SshSettings => {
  const { identityFile, knownHostsFile } = settings
  return {
    ...settings,
    ...(identityFile === undefined ? {} : { identityFile: inHome(identityFile, home) }),
    ...(knownHostsFile === undefined ? {} : { knownHostsFile: inHome(knownHostsFile, home) }),
  }
}

/** What was given for the target alone does not count for the hosts on the way. */
const jumpSettings = ({ fingerprint: _, ...others }: SshSettings): SshSettings => others

const jumpTarget = (text: string): SshTarget => {
  const target = parseTarget(text)
  if (target === undefined) throw new SshError('Settings', `ProxyJump ${text} is not a host`)
  return target
}

const forward = (client: Client, host: string, port: number): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
      if (error === undefined) resolve(channel)
      else reject(new SshError('Unreachable', `${host}:${port} through the jump host: ${error.message}`))
    })
  })

const handshake = async (host: HostSettings, settings: SshSettings, sock: Duplex | undefined): Promise<Login> => {
  const methods = await authMethods(host, settings.identityFile, settings.passphrase ?? (async () => undefined))
  const files = settings.knownHostsFile === undefined ? host.knownHostsFiles : [settings.knownHostsFile]
  const keys = keysOf(
    files.flatMap((file) => parseKnownHosts(readIfThere(file), file)),
    hostName(host.keyName, host.port),
  )
  const client = new Client()
  // Each channel that is being opened listens for the end of the connection.
  client.setMaxListeners(0)
  // For each error but the first: it is followed by `close`, which is what the connection listens to.
  client.on('error', () => undefined)
  let refusal: SshError | undefined
  const config: ConnectConfig = {
    host: host.host,
    port: host.port,
    username: host.user,
    authHandler: [...methods],
    readyTimeout: settings.readyTimeout ?? 20_000,
    keepaliveInterval: settings.keepalive ?? 5_000,
    keepaliveCountMax: 3,
    ...(sock === undefined ? {} : { sock }),
    ...(keys.length === 0 ? {} : { algorithms: { serverHostKey: algorithmsFor(keys) } }),
    hostVerifier: (key: Buffer) => {
      refusal = refusalOf(key, {
        host: host.keyName,
        port: host.port,
        keys,
        file: files[0] ?? '',
        ...(settings.fingerprint === undefined ? {} : { pinned: settings.fingerprint }),
      })
      return refusal === undefined
    },
  }
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve)
    client.once('error', (error) => reject(refusal ?? translated(error, host)))
    client.once('close', () => reject(refusal ?? new SshError('Unreachable', `${placeOf(host)} closed the connection`)))
    client.connect(config)
  })
  // Without it each small request waits for the acknowledgement of the one before.
  client.setNoDelay(true)
  return { client, host, end: () => client.end() }
}

/** A server with several keys shows the one that the client asks for first: one that is known. */
const algorithmsFor = (keys: ReadonlyArray<KnownKey>): ServerHostKeyAlgorithm[] => {
  const known = new Set(keys.flatMap(({ type }) => (type === 'ssh-rsa' ? RSA : [type as ServerHostKeyAlgorithm])))
  return [...ALGORITHMS.filter((name) => known.has(name)), ...ALGORITHMS.filter((name) => !known.has(name))]
}

const RSA: ReadonlyArray<ServerHostKeyAlgorithm> = ['rsa-sha2-512', 'rsa-sha2-256']
const ALGORITHMS: ReadonlyArray<ServerHostKeyAlgorithm> = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  ...RSA,
]

const placeOf = (host: HostSettings): string => `${host.user}@${host.host}:${host.port}`

const translated = (error: Error & { level?: string }, host: HostSettings): SshError =>
  error.level === 'client-authentication'
    ? new SshError(
        'Authentication',
        `${placeOf(host)} takes none of the keys`,
        'name a key with `ssh.identity_file`, add one to the agent (ssh-add), or set IdentityFile in ~/.ssh/config',
      )
    : new SshError('Unreachable', `${placeOf(host)}: ${messageOf(error)}`)
