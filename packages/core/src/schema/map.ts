/** The schema of a map: one row for each of its fields, and configs under any other key. */
import type { ContainerMap, NetworkConfig, VolumeConfig } from '../map/model'
import { MERGE_KEY } from '../map/normalise'
import { containerDefinition } from './container'
import {
  anyOf,
  closed,
  type Descriptions,
  described,
  documentSchema,
  listOf,
  NULL,
  recordOf,
  reference,
} from './schema'
import * as value from './values'

const CONFIG = reference('config')
const name = value.simple(value.text)
const texts = value.record(value.textOrSecret)
const flag = value.simple(value.flag)

const volume: Descriptions<VolumeConfig> = {
  path: described('The path in the containers.', name),
  driver: described('The driver of the volume.', name),
  driver_options: described('Options of the driver.', texts),
  labels: described('Labels.', texts),
  user: described('The owner.', value.simple(value.user)),
  permissions: described('The mode, as for chmod.', value.simple(value.permissions)),
}

type Ipam = NonNullable<NetworkConfig['ipam']>

const pool: Descriptions<Ipam['config'][number]> = {
  subnet: described('The subnet.', name),
  ip_range: described('The part of it that containers get addresses of.', name),
  gateway: described('The address of the gateway.', name),
  aux_addresses: described('Addresses that are taken.', value.record(value.anyText)),
}
const anyPool = anyOf(closed(pool, { iprange: 'ip_range' }), NULL)

const ipam: Descriptions<Ipam> = {
  driver: described('The driver that manages addresses.', name),
  options: described('Options of that driver.', texts),
  config: described('Address pools.', anyOf(anyPool, listOf(anyPool), value.EMPTY)),
}

const network: Descriptions<NetworkConfig> = {
  driver: described('The driver of the network.', name),
  driver_options: described('Options of the driver.', texts),
  internal: described('Whether it has no way out.', flag),
  attachable: described('Whether containers of others may join.', flag),
  enable_ipv6: described('Whether it has IPv6 addresses.', flag),
  labels: described('Labels.', texts),
  ipam: described('Address management.', anyOf(closed(ipam), NULL)),
}

const hostPath = anyOf(value.text, NULL, recordOf(value.nullable(value.text)))
const tables = (member: Parameters<typeof recordOf>[0]) => anyOf(recordOf(member), NULL)

const fields: Descriptions<ContainerMap> = {
  name: described("Prefix of every object's name.", name),
  containers: described('Container configurations by name.', tables(CONFIG)),
  volumes: described(
    'Aliases of volumes: a path in the container, or settings.',
    tables(
      anyOf(
        { type: ['string', 'number'] },
        closed(volume, { default_path: 'path', driver_opts: 'driver_options' }),
        NULL,
      ),
    ),
  ),
  host: described(
    "Aliases' paths on the host, one or one per instance; root is the folder that they are under.",
    anyOf(
      {
        type: 'object',
        properties: { root: described('The folder that relative paths are under.', value.nullable(value.text)) },
        additionalProperties: hostPath,
      },
      NULL,
    ),
  ),
  repository: described('Prefix of image names without a slash.', value.simple(value.textLike('^\\S+$'))),
  default_tag: described('Tag of images without one.', value.simple(value.textLike('^\\w[\\w.-]{0,127}$'))),
  default_domain: described('Domain name of the containers.', value.simple(value.orSecret(value.text))),
  set_hostname: described('Whether containers get a host name.', flag),
  use_attached_parent_name: described("Whether an attached volume's name has that of its config.", flag),
  attached: described('What holds an attached volume.', value.simple(value.attachedMode)),
  clients: described('Names of the hosts.', value.textList),
  networks: described(
    'Networks by name: empty, a driver, or settings.',
    tables(
      anyOf({ type: 'string' }, closed(network, { driver_opts: 'driver_options', options: 'driver_options' }), NULL),
    ),
  ),
  groups: described('Names for several configs and instances.', tables(value.textList)),
  moved: described('Old names of configs and instances to new ones.', value.record(value.text)),
}

/** What a map may be, in every form. */
export const mapSchema = documentSchema(
  'A container map',
  {
    type: ['object', 'null'],
    properties: {
      ...fields,
      host_root: described('The same as host.root.', value.nullable(value.text)),
      [MERGE_KEY]: described('Several maps, merged in order.', listOf({ $ref: '#' })),
      $schema: described('The schema that an editor checks with.', {}),
    },
    patternProperties: { '^x-': described('Ignored: a place for anchors.', {}) },
    additionalProperties: CONFIG,
    dependentSchemas: { [MERGE_KEY]: { maxProperties: 1 } },
  },
  { config: containerDefinition, empty: value.emptyDefinition },
)
