/** The schemas of a container's fields with forms of their own, one for each file of forms. */
import type {
  Bind,
  Dependency,
  ExecCommand,
  Healthcheck,
  Link,
  NetworkEndpoint,
  PortExposure,
  VolumeUse,
} from '../map/model'
import { itemList, items } from './items'
import { anyOf, closed, type Descriptions, described, listOf, NULL, type Schema, tupleOf } from './schema'
import { EMPTY, flag, healthDuration, nullable, orSecret, text, textOrSecret, whole, word } from './values'

/** The members that any member of a union has. */
type AllOf<U> = { readonly [K in U extends unknown ? keyof U : never]: unknown }

const access: Schema = { enum: ['ro', 'rw', true, false, 'true', null] }

/** A path behind a name; what reads like a switch would be a surprise. */
const behindPath: Schema = { ...text, not: { const: 'false' } }

/** With one of these keys an object is the long form. */
const identified = (schema: Schema, ...keys: ReadonlyArray<string>): Schema =>
  keys.length === 1 ? { ...schema, required: keys } : { ...schema, anyOf: keys.map((key) => ({ required: [key] })) }

const bind: Descriptions<AllOf<Bind>> = {
  alias: described('An alias of volumes.', text),
  path: described('The path in the container.', text),
  host_path: described('The path on the host.', text),
  readonly: described('Whether the container can only read it.', access),
}

export const binds = itemList({
  name: text,
  behind: [anyOf(access, behindPath), access],
  long: identified(closed(bind, { name: 'alias' }), 'alias', 'name', 'host_path'),
})

const use: Descriptions<VolumeUse> = {
  name: described('A config, an instance, or an attached alias.', text),
  path: described('The path in the container, over that of the alias.', text),
  readonly: described('Whether the container can only read it.', access),
}

export const volumeUses = itemList({
  name: text,
  behind: [anyOf(access, behindPath), access],
  long: identified(closed(use), 'name'),
})

const link: Descriptions<Link> = {
  container: described('The config or instance it leads to.', text),
  alias: described('The host name under which it is reached.', nullable(text)),
}

const linkItems = { name: text, behind: [text], long: identified(closed(link), 'container') }

export const links = itemList(linkItems)

const hostPort = anyOf(
  { type: 'integer', minimum: 0, maximum: 65_535 },
  { type: 'string', pattern: '^\\d{1,5}(-\\d{1,5})?$' },
)

const publishing = {
  host_port: described('The port of the host; 0: the Engine chooses.', nullable(hostPort)),
  interface: described("A name of the client's interfaces.", nullable(text)),
  ipv6: described("Whether the interface's IPv6 address is meant.", nullable(flag)),
}

const PORT = '^\\d{1,5}(-\\d{1,5})?(/([tT][cC][pP]|[uU][dD][pP]|[sS][cC][tT][pP]))?$'
const port = anyOf({ type: 'integer', minimum: 1, maximum: 65_535 }, { type: 'string', pattern: PORT })

const exposure: Descriptions<PortExposure> = {
  port: described('A port of the container, or a range, with an optional protocol.', port),
  protocol: described('The protocol; tcp unless given.', word('tcp', 'udp', 'sctp')),
  ...publishing,
}

export const ports = itemList({
  name: port,
  key: `${PORT}|^(port|exposed_port|protocol|host_port|interface|ipv6)$`,
  behind: [hostPort, text, flag],
  settings: closed(publishing),
  long: identified(closed(exposure, { exposed_port: 'port' }), 'port', 'exposed_port'),
})

const command = anyOf(text, { type: 'array', items: textOrSecret, minItems: 1 })
const policy = word('restart', 'initial', 'created')

const execCommand: Descriptions<ExecCommand> = {
  command: described('A command line, or a list of its words.', command),
  user: described('The user that runs it.', nullable(orSecret(text))),
  policy: described('When it runs: at every start, or only after the creation.', nullable(policy)),
  ignore_exit: described('Whether it may fail.', nullable(flag)),
}

export const commands = itemList({
  name: text,
  head: command,
  behind: [orSecret(text), policy],
  long: identified(closed(execCommand, { cmd: 'command' }), 'command', 'cmd'),
})

const condition = word(
  'started',
  'healthy',
  'completed',
  'service_started',
  'service_healthy',
  'service_completed_successfully',
)
const anyCondition = anyOf(condition, closed({ condition: described('What is waited for.', condition) }))

const dependency: Descriptions<Dependency> = {
  reference: described('A config or an instance, with @client for another client.', text),
  condition: described('What is waited for.', condition),
}

export const dependencies = itemList({
  name: text,
  behind: [anyCondition],
  long: identified(closed(dependency), 'reference'),
})

const texts = anyOf(text, listOf(text), NULL)
const address = nullable(text)

const settings: Descriptions<Omit<NetworkEndpoint, 'network'>> = {
  aliases: described('Names of the container in the network.', texts),
  links: described('Links that hold in this network only.', anyOf(items(linkItems), NULL)),
  ipv4_address: described('A fixed IPv4 address.', address),
  ipv6_address: described('A fixed IPv6 address.', address),
  link_local_ips: described('Link-local addresses.', texts),
}
const addressAliases = { ipv4: 'ipv4_address', ipv6: 'ipv6_address' }
const endpoint: Descriptions<NetworkEndpoint> = {
  network: described('A network of the map, or one of the Engine.', text),
  ...settings,
}
const ordered = [
  settings.aliases,
  settings.links,
  settings.ipv4_address,
  settings.ipv6_address,
  settings.link_local_ips,
]
const endpointObject = anyOf(identified(closed(endpoint, { network_name: 'network' }), 'network', 'network_name'), {
  type: 'object',
  additionalProperties: anyOf(texts, closed(settings, addressAliases)),
})

export const endpoints = anyOf(
  text,
  listOf(
    anyOf(
      text,
      tupleOf([text, anyOf(texts, closed(settings, addressAliases)), ...ordered.slice(1)], 1),
      endpointObject,
    ),
  ),
  endpointObject,
  EMPTY,
)

const testWord = orSecret(text)
const test = anyOf(testWord, { const: false }, listOf(testWord))

const health: Descriptions<Healthcheck> = {
  test: described('A command line, a list with CMD or CMD-SHELL in front, or NONE.', nullable(test)),
  interval: described('The time between two checks.', nullable(healthDuration)),
  timeout: described('How long a check may take.', nullable(healthDuration)),
  retries: described('After how many failures in a row the container is unhealthy.', nullable(whole())),
  start_period: described('How long failures do not count after the start.', nullable(healthDuration)),
}

export const healthcheck = anyOf(
  testWord,
  { const: false },
  { type: 'array', prefixItems: [word('CMD', 'CMD-SHELL', 'NONE')], items: testWord },
  tupleOf([health.test, health.interval, health.timeout, health.retries, health.start_period]),
  closed({ ...health, disable: described('Whether the check of the image is switched off.', flag) }),
  EMPTY,
)

const tag = (name: string, members: Readonly<Record<string, Schema>> = {}): Schema => ({
  ...closed({ _tag: { const: name }, ...members }),
  required: ['_tag', ...Object.keys(members)],
})

export const networkMode = anyOf(
  { enum: ['bridge', 'host', 'none', 'default', 'disabled', '', null] },
  { ...text, not: { enum: ['container:', '/'] } },
  tupleOf([text, nullable(text)], 1),
  ...['Bridge', 'Host', 'None'].map((name) => tag(name)),
  tag('Foreign', { container: { type: 'string' } }),
  tag('Config', { reference: { type: 'string' } }),
)
