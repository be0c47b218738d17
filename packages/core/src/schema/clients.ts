/** The schema of the clients file: hosts and environments. */
import type { ClientConfig, Clients, Environment } from '../map/model'
import { anyOf, closed, type Descriptions, described, documentSchema, NULL, recordOf, reference } from './schema'
import * as value from './values'

const CLIENT = reference('client')
const file = value.text
const name = value.simple(value.text)
const addresses = value.record(value.text)

const tls: Descriptions<NonNullable<ClientConfig['tls']>> = {
  ca: described('File with the certificates that are trusted.', file),
  cert: described('File with the certificate that is shown.', file),
  key: described('File with its key.', file),
  verify: described("Whether the host's certificate is checked.", value.flag),
}

const ssh: Descriptions<NonNullable<ClientConfig['ssh']>> = {
  identity_file: described('File with the key.', file),
  known_hosts: described('File with the keys of hosts.', file),
  fingerprint: described("The fingerprint of the host's key.", value.text),
  docker: described("The host's docker command.", value.text),
  sudo: described('Whether it is called with sudo.', value.flag),
  host_commands: described('Whether commands may run on the host itself.', value.flag),
}

const auth: Descriptions<NonNullable<ClientConfig['auth']>> = {
  username: described('The user.', value.text),
  password: described('The password: a secret.', value.textOrSecret),
  registry: described('The registry; all of them unless given.', value.text),
}

const client: Descriptions<ClientConfig> = {
  base_url: described('The address: unix://, tcp://, https://, ssh://, npipe://, or host:port.', name),
  tls: described(
    'How the connection is secured.',
    value.simple(anyOf({ const: true }, closed(tls, { ca_cert: 'ca', client_cert: 'cert', client_key: 'key' }))),
  ),
  ssh: described('How the host is reached over SSH.', value.simple(closed(ssh))),
  interfaces: described('IPv4 addresses by name, for exposed ports.', addresses),
  interfaces_ipv6: described('IPv6 addresses by name, for exposed ports.', addresses),
  domainname: described('Domain name of its containers.', value.simple(value.orSecret(value.text))),
  stop_timeout: described('Seconds until a stop becomes a kill.', value.simple(value.seconds)),
  attached: described('What holds an attached volume.', value.simple(value.attachedMode)),
  executor: described('What carries plans out.', name),
  auth: described('The login at a registry.', value.simple({ ...closed(auth), required: ['username', 'password'] })),
  concurrency: described('How many steps run at once.', value.simple(value.whole(1))),
  timeout: described('Seconds for one request.', value.simple(value.seconds)),
  attached_image: described('Image of the containers that hold volumes.', name),
  helper_image: described('Image of the containers that run chown and chmod.', name),
  compare: described('How differences of a field are taken.', value.record(value.comparePolicy)),
}

const environment: Descriptions<Environment> = {
  executor: described('What carries plans out.', name),
  clients: described('Which clients; all of them unless given.', value.textList),
  default_client: described('The client of maps that name none.', name),
  concurrency: described('How many steps run at once.', value.simple(value.whole(1))),
  state: described('What there is: live, empty, or a snapshot file.', name),
  journal: described('The file with the events of its runs.', name),
}

const fields: Descriptions<Clients> = {
  clients: described('Hosts by name: an address, or settings.', anyOf(recordOf(CLIENT), NULL)),
  environments: described('Environments by name.', anyOf(recordOf(anyOf(closed(environment), NULL)), NULL)),
}

/** What a clients file may be, in every form. */
export const clientsSchema = documentSchema(
  'Clients and environments',
  {
    type: ['object', 'null'],
    properties: { ...fields, $schema: described('The schema that an editor checks with.', {}) },
    patternProperties: { '^x-': described('Ignored: a place for anchors.', {}) },
    additionalProperties: CLIENT,
  },
  {
    client: { ...anyOf({ type: 'string' }, closed(client), NULL), description: 'A host.' },
    empty: value.emptyDefinition,
  },
)
