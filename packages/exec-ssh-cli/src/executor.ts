/** The executor over the docker command line: one connection per client, made when it is first needed. */
import { randomBytes } from 'node:crypto'
import { type ClientConfig, type ClientObservation, type ClientQuery, ownMember } from '@dmap/core'
import { type Executor, type ExecutorError, observedOf, type SecretResolver, secretsOf } from '@dmap/runtime'
import {
  connect,
  isConnectionLost,
  type PassphraseResolver,
  parseTarget,
  SESSIONS,
  type SshConnection,
  type SshSettings,
} from '@dmap/ssh'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Environment, localShell, remoteShell } from './channel'
import { hostError } from './fault'
import { type Host, hostOn } from './host'
import { lacksOf } from './lacks'
import { observeText, readObservation, VANISHED } from './observe'
import { performAction } from './perform'
import { isThere, prelude } from './prelude'
import { dockerOf, hasApi, isRemote } from './settings'

export interface SshCliOptions {
  readonly clients: Readonly<Record<string, ClientConfig>>
  /** Default: no secret has a value. */
  readonly secrets?: SecretResolver
  /** Secrets that are in what there is already, besides those of the maps that this executor looks for. */
  readonly secretNames?: ReadonlyArray<string>
  /** Of key files; default: none is known. */
  readonly passphrase?: PassphraseResolver
  /** In place of `~/.ssh/config`. */
  readonly sshConfigFile?: string
  /** Milliseconds between signs of life of a connection; three that are not answered end it. Default: 5 seconds. */
  readonly keepalive?: number
  /** Of the SSH client (`HOME`, `SSH_AUTH_SOCK`, …) and of the shell on this machine. Default: the process's own. */
  readonly environment?: Environment
}

/** Shells at once on a host: one for each step that is carried out at once. Servers refuse the eleventh session. */
const SHELLS = SESSIONS

/**
 * @example
 * const executor = sshCliExecutor({ clients: { apps1: { base_url: 'ssh://deploy@apps1', … } } })
 * const observed = await executor.observe(queryOf(resources))()
 */
export const sshCliExecutor = (options: SshCliOptions): Executor => {
  const secrets = secretsOf(options.secrets ?? (async () => undefined))
  secrets.note(options.secretNames ?? [])
  const hosts = new Map<string, Host>()
  const fresh = new Map<string, Set<string>>()
  const configs = Object.values(options.clients)

  const hostOf = (client: string): Either<ExecutorError, Host> => {
    const known = hosts.get(client)
    if (known !== undefined) return right(known)
    const config = ownMember(options.clients, client)
    const made = config === undefined ? left(`the client ${client} is not configured`) : hostFor(config, options)
    if (isLeft(made)) return left({ _tag: 'Unable', client, request: 'connect', message: made.left })
    hosts.set(client, made.right)
    fresh.set(client, new Set())
    return made
  }
  const rounds = (): number => [...hosts.values()].reduce((sum, host) => sum + host.rounds(), 0)

  return {
    name: 'ssh-cli',
    abilities: {
      hostCommands: configs.some((config) => config.ssh?.host_commands === true),
      lacks: (action) => lacksOf(action, ownMember(options.clients, action.client)),
    },
    observe: (query) => async () => {
      secrets.note(query.secretNames ?? [])
      const before = rounds()
      const seen = await Promise.all(
        Object.entries(query.clients).map(async ([client, one]) => {
          const host = hostOf(client)
          return [client, isLeft(host) ? host : await observeClient(host.right, client, query.map, one)] as const
        }),
      )
      return right(observedOf(seen, rounds() - before))
    },
    perform:
      (action, signal, notify = () => {}) =>
      async () => {
        const host = hostOf(action.client)
        if (isLeft(host)) return host
        const config = options.clients[action.client] as ClientConfig
        const known = fresh.get(action.client) ?? new Set()
        const context = { host: host.right, config, secrets, signal, notify, api: hasApi(config), fresh: known }
        return performAction(context, action)
      },
    requests: rounds,
    close: async () => {
      await Promise.all([...hosts.values()].map((host) => host.close()))
      hosts.clear()
    },
  }
}

/** Left: what is wrong with the client's settings. */
const hostFor = (config: ClientConfig, options: SshCliOptions): Either<string, Host> => {
  const command = dockerOf(config)
  const base = {
    shells: SHELLS,
    functions: prelude(command),
    check: isThere(command),
    marker: () => randomBytes(16).toString('hex'),
  }
  if (!isRemote(config)) {
    const open = localShell(options.environment ?? process.env)
    return right(hostOn({ ...base, open, close: async () => undefined }))
  }
  const target = parseTarget(config.base_url ?? '')
  if (target === undefined) return left(`${config.base_url} is not an address of the form ssh://user@host:port`)
  let connection: Promise<SshConnection> | undefined
  const once = (): Promise<SshConnection> => {
    connection ??= connect(target, sshSettings(config, options)).catch((error: unknown) => {
      connection = undefined
      throw error
    })
    return connection
  }
  return right(
    hostOn({
      ...base,
      open: remoteShell(once),
      close: async () => (await connection?.catch(() => undefined))?.close(),
    }),
  )
}

const sshSettings = ({ ssh }: ClientConfig, options: SshCliOptions): SshSettings => ({
  ...(ssh?.identity_file === undefined ? {} : { identityFile: ssh.identity_file }),
  ...(ssh?.known_hosts === undefined ? {} : { knownHostsFile: ssh.known_hosts }),
  ...(ssh?.fingerprint === undefined ? {} : { fingerprint: ssh.fingerprint }),
  ...(options.sshConfigFile === undefined ? {} : { configFile: options.sshConfigFile }),
  ...(options.environment === undefined ? {} : { environment: options.environment }),
  ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }),
  ...(options.keepalive === undefined ? {} : { keepalive: options.keepalive }),
})

/** How often an observation is begun anew because something vanished, or the connection broke. */
const ATTEMPTS = 3

const observeClient = async (
  host: Host,
  client: string,
  map: string,
  query: ClientQuery,
): Promise<Either<ExecutorError, ClientObservation>> => {
  for (let attempt = 1; ; attempt += 1) {
    const seen = await look(host, client, map, query)
    if (seen !== null) return seen
    if (attempt === ATTEMPTS) {
      const message = `the host could not be looked at ${ATTEMPTS} times: objects vanished, or the connection broke`
      return left({ _tag: 'Unreachable', client, request: 'observe', message })
    }
  }
}

/** Null: it is worth another look. */
const look = async (
  host: Host,
  client: string,
  map: string,
  query: ClientQuery,
): Promise<Either<ExecutorError, ClientObservation> | null> => {
  try {
    const { code, stdout, stderr } = await host.run(observeText(map, query))
    if (code === VANISHED) return null
    const read: Either<string, ClientObservation> =
      code === 0 ? readObservation(map, query, stdout.toString('utf8')) : left(stderr.toString('utf8').trim())
    return isLeft(read) ? left({ _tag: 'Unreachable', client, request: 'observe', message: read.left }) : read
  } catch (error) {
    return isConnectionLost(error) ? null : left(hostError(client, 'observe', error))
  }
}
