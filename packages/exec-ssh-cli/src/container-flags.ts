/** The body of `POST /containers/create` as a `docker create` command line, where one says exactly the same. */
import { type ContainerBody, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { duration, each, express, flag, nested, number, pairs, type Row, type Rows, text } from './flag'
import { HOST_FLAGS } from './host-flags'
import { isArgument } from './quote'

/** Words take that many bytes at most; longer bodies are sent on standard input. One argument can hold 128 KiB. */
const LONGEST = 100_000

/**
 * The words after `docker`, or the fields that the command cannot say exactly. What it sends of its own beyond the body
 * (`Attach…`, empty lists) the Engine does not act upon.
 *
 * @example
 * createWords('shop.web', { Image: 'nginx:1', Labels: {} })
 * // { words: ['create', '--pull', 'never', '--name', 'shop.web', 'nginx:1'], lacks: [] }
 */
export const createWords = (
  name: string,
  body: ContainerBody,
): { words: ReadonlyArray<string>; lacks: ReadonlyArray<string> } => {
  const { words, lacks } = express(CONTAINER_FLAGS, body as JsonObject)
  const command = textsOf(body.Cmd)
  const all = ['create', '--pull', 'never', '--name', name, ...words, body.Image, ...(command ?? [])]
  if (command === null) lacks.push('Cmd')
  return { words: all, lacks: [...lacks.flatMap((field) => fieldsOf(field, body)), ...limitsOf(all, body.Image)] }
}

/** The members of `HostConfig` that are at fault, rather than all of it. */
const fieldsOf = (field: string, body: ContainerBody): ReadonlyArray<string> =>
  field === 'HostConfig' && isJsonObject(body.HostConfig)
    ? express(HOST_FLAGS, body.HostConfig).lacks.map((member) => `HostConfig.${member}`)
    : [field]

const limitsOf = (words: ReadonlyArray<string>, image: string): ReadonlyArray<string> => [
  // A reference that looks like a flag is left to the Engine to refuse.
  ...(/^[A-Za-z0-9]/.test(image) ? [] : ['Image']),
  ...(isTooLong(words) ? ['(longer than a command line)'] : []),
]

/** Whether the words are too many bytes for a command line. */
export const isTooLong = (words: ReadonlyArray<string>): boolean => Buffer.byteLength(words.join(' ')) > LONGEST

const textsOf = (list: Json | undefined): ReadonlyArray<string> | null => {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) return null
  return list.every((item) => typeof item === 'string' && isArgument(item)) ? (list as ReadonlyArray<string>) : null
}

/** Without `=` the command would take the value from its own environment. */
const env = each('--env', /^[^=\n]+=[^\n]*$/)

/** The command takes one word, and what follows the image as its arguments; an empty word drops the image's command too. */
const entrypoint: Row = (value) => {
  const words = textsOf(value)
  return words === null || words.length !== 1 ? null : ['--entrypoint', words[0] as string]
}

const keys =
  (flagName: string, form: RegExp): Row =>
  (value) => {
    if (!isJsonObject(value) || !Object.keys(value).every((key) => form.test(key))) return null
    return Object.keys(value).flatMap((key) => [flagName, key])
  }

const test: Row = (value) => {
  const [kind, line, ...others] = textsOf(value) ?? ['']
  if (kind === 'NONE' && line === undefined) return ['--no-healthcheck']
  return kind === 'CMD-SHELL' && line !== undefined && line !== '' && others.length === 0
    ? ['--health-cmd', line]
    : null
}

const HEALTH_FLAGS: Rows = {
  Test: test,
  Interval: duration('--health-interval'),
  Timeout: duration('--health-timeout'),
  StartPeriod: duration('--health-start-period'),
  Retries: number('--health-retries'),
}

const ADDRESS_FLAGS: Rows = {
  IPv4Address: text('--ip'),
  IPv6Address: text('--ip6'),
  LinkLocalIPs: each('--link-local-ip'),
}

const ENDPOINT_FLAGS: Rows = { Aliases: each('--network-alias'), IPAMConfig: nested(ADDRESS_FLAGS) }

/** One endpoint, on the network that `NetworkMode` names: that is what the command's flags are about. */
const networking: Row = (value, body) => {
  const endpoints = isJsonObject(value) ? value['EndpointsConfig'] : undefined
  const host = body['HostConfig']
  if (!isJsonObject(endpoints) || Object.keys(value as JsonObject).length !== 1) return null
  const [first, ...others] = Object.entries(endpoints)
  if (first === undefined) return []
  const mode = isJsonObject(host) ? host['NetworkMode'] : undefined
  if (others.length > 0 || first[0] !== mode || ['default', 'bridge', 'host', 'none'].includes(first[0])) return null
  return nested(ENDPOINT_FLAGS)(first[1] ?? {}, body)
}

/** One row per field. `Image` and `Cmd` stand at the end of the line. */
const CONTAINER_FLAGS: Rows = {
  Hostname: text('--hostname'),
  Domainname: text('--domainname'),
  User: text('--user'),
  WorkingDir: text('--workdir'),
  Env: env,
  Labels: pairs('--label'),
  ExposedPorts: keys('--expose', /^\d+\/(tcp|udp|sctp)$/),
  Volumes: keys('--volume', /^\/[^:\n]*$/),
  Entrypoint: entrypoint,
  StopSignal: text('--stop-signal'),
  StopTimeout: number('--stop-timeout', 'counts'),
  Healthcheck: nested(HEALTH_FLAGS),
  Tty: flag('--tty'),
  HostConfig: nested(HOST_FLAGS),
  NetworkingConfig: networking,
  Image: () => [],
  Cmd: () => [],
}
