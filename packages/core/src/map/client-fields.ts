/** The fields of clients and environments: one row each. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec } from '../base/codec'
import { closed, codec, refuse } from '../base/codec'
import { present } from '../base/present'
import type { Field, Fields } from './field'
import { simple } from './field'
import { textList } from './fields'
import { baseUrl, normaliseBaseUrl } from './forms/base-url'
import { list } from './list-field'
import type { ClientConfig, ComparePolicy, Environment } from './model'
import { record } from './record-field'
import { table, tables } from './table-field'
import { flag, orSecret, seconds, text, textOrSecret, whole, word } from './values'

const file = text('a file')
const name = text('a name')

const tlsObject = closed(
  'TLS settings ({ca, cert, key, verify})',
  { ca: file, cert: file, key: file, verify: flag },
  { aliases: { ca_cert: 'ca', client_cert: 'cert', client_key: 'key' } },
)

const tls: Codec<NonNullable<ClientConfig['tls']>> = codec<NonNullable<ClientConfig['tls']>>(
  tlsObject.name,
  (value, context) => {
    if (value === true) return right({ verify: true })
    const read = tlsObject.validate(value, context)
    return isLeft(read) ? read : right({ ...read.right, verify: read.right.verify ?? true })
  },
)

const sshObject = closed('SSH settings ({identity_file, known_hosts, fingerprint, docker, sudo, host_commands})', {
  identity_file: file,
  known_hosts: file,
  fingerprint: text('a fingerprint (SHA256:…)'),
  docker: text("the host's docker command"),
  sudo: flag,
  host_commands: flag,
})

const ssh: Codec<NonNullable<ClientConfig['ssh']>> = codec(sshObject.name, (value, context) => {
  const read = sshObject.validate(value, context)
  if (isLeft(read)) return read
  return right({ ...read.right, sudo: read.right.sudo ?? false, host_commands: read.right.host_commands ?? false })
})

const authObject = closed('a login ({username, password, registry})', {
  username: name,
  password: textOrSecret,
  registry: name,
})

const auth: Codec<NonNullable<ClientConfig['auth']>> = codec(authObject.name, (value, context) => {
  const read = authObject.validate(value, context)
  if (isLeft(read)) return read
  const { username, password, registry } = read.right
  if (username !== undefined && password !== undefined) return right(present({ username, password, registry }))
  const missing = username === undefined ? 'username' : 'password'
  return refuse('a login without it', context, {
    code: 'missing-value',
    expected: missing,
    message: `the login lacks its ${missing}`,
  })
})

export const clientRows: Fields<ClientConfig> = {
  base_url: simple(baseUrl, undefined),
  tls: simple(tls, undefined),
  ssh: simple(ssh, undefined),
  interfaces: record(text('an address')),
  interfaces_ipv6: record(text('an IPv6 address')),
  domainname: simple(orSecret(name), undefined),
  stop_timeout: simple(seconds, undefined),
  attached: simple(word(['container', 'volume']), undefined),
  executor: simple(name, undefined),
  auth: simple(auth, undefined),
  concurrency: simple(whole('a whole number from 1', 1), undefined),
  timeout: simple(seconds, undefined),
  attached_image: simple(name, undefined),
  helper_image: simple(name, undefined),
  compare: record(word<ComparePolicy>(['strict', 'ignore', 'warn'])),
}

const clientTable: Field<ClientConfig> = table('a client', clientRows, {
  short: (value) => (typeof value === 'string' ? { base_url: value } : undefined),
})

export const clientConfig: Field<ClientConfig> = {
  codec: clientTable.codec,
  build: (layer, path, note) => withAddress(clientTable.build(layer, path, note)),
}

const withAddress = (client: ClientConfig): ClientConfig => {
  const url = client.base_url === undefined ? undefined : normaliseBaseUrl(client.base_url, client.tls !== undefined)
  return url === undefined ? client : { ...client, base_url: url }
}

/** No list is not an empty one: an environment without it has all clients. */
const optionalList = (field: Field<ReadonlyArray<string>>): Field<ReadonlyArray<string> | undefined> => ({
  codec: field.codec,
  build: (layer, path, note) => (layer === undefined ? undefined : field.build(layer, path, note)),
})

export const environmentRows: Fields<Environment> = {
  executor: simple(name, undefined),
  clients: optionalList(list(textList('the name of a client'))),
  default_client: simple(text('the name of a client'), undefined),
  concurrency: simple(whole('a whole number from 1', 1), undefined),
  state: simple(text('live, empty, or a snapshot file'), undefined),
  journal: simple(text('a file for the events of runs'), undefined),
}

const environment: Field<Environment> = table('an environment', environmentRows)

export const clientFields = {
  clients: tables('an object of clients', clientConfig),
  environments: tables('an object of environments', environment),
}
