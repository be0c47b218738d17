/** The schema of a container configuration: one row for each of its fields. */
import { containerAliases } from '../map/fields'
import type { ContainerConfig } from '../map/model'
import { OPTIONS } from '../resource/options/table'
import * as forms from './container-forms'
import { anyOf, closed, type Descriptions, described, NULL, type Schema } from './schema'
import * as value from './values'

const places = new Map<string, string>(Object.entries(OPTIONS).map(([keyword, option]) => [keyword, option.field]))

/** The keywords complete; other keys are checked when the map is compiled. */
const options: Schema = anyOf(value.EMPTY, {
  type: 'object',
  properties: Object.fromEntries(
    [...places].map(([keyword, field]) => [keyword, { description: `${field} of the Engine.` }]),
  ),
})

const container: Descriptions<ContainerConfig> = {
  abstract: described('Whether it only serves others to extend.', value.simple(value.flag)),
  extends: described('Configs whose settings it takes over.', value.textList),
  image: described("The image; the config's name unless given.", value.simple(value.textLike('^\\S+$'))),
  instances: described('One container for each of these names.', value.textList),
  clients: described("The hosts it runs on; the map's unless given.", value.textList),
  shares: described('Paths in the container that others may use.', value.textList),
  binds: described('Paths of the host in the container.', forms.binds),
  uses: described('Volumes of other containers.', forms.volumeUses),
  attaches: described('Volumes of its own that others may use.', forms.volumeUses),
  links: described('Containers that it reaches by name.', forms.links),
  exposes: described('Ports that it opens to others, or on the host.', forms.ports),
  exec_commands: described('Commands that run in it after the start.', forms.commands),
  network: described('Whose network stack it has.', forms.networkMode),
  networks: described('Networks that it is in.', forms.endpoints),
  user: described('The user of its process, and the owner of its volumes.', value.simple(value.orSecret(value.user))),
  permissions: described('The mode of its volumes, as for chmod.', value.simple(value.permissions)),
  stop_timeout: described('Seconds until a stop becomes a kill.', value.simple(value.seconds)),
  stop_signal: described(
    'The signal that asks it to end.',
    value.simple(value.textLike('^(\\d{1,2}|([sS][iI][gG])?[a-zA-Z][a-zA-Z0-9]*([+-]\\d+)?)$')),
  ),
  persistent: described('Whether it stays when the others are removed.', value.simple(value.flag)),
  prevent_destroy: described('Whether plans that remove it are refused.', value.simple(value.flag)),
  healthcheck: described('How the Engine finds out whether it works.', forms.healthcheck),
  start_delay: described('How long dependents wait after its start.', value.simple(value.duration)),
  depends_on: described('What must be up before it.', forms.dependencies),
  update_order: described('What comes first in an update.', value.simple(value.word('stop-first', 'start-first'))),
  pull: described('When its image is pulled.', value.simple(value.word('missing', 'always', 'never'))),
  environment: described('Environment variables.', value.assignments),
  labels: described('Labels.', value.assignments),
  create_options: described('Options for creating the container.', options),
  host_config: described('Options of the host configuration.', options),
  compare: described('How differences of a field are taken.', value.record(value.comparePolicy)),
}

export const containerDefinition: Schema = {
  ...anyOf(closed(container, containerAliases), NULL),
  description: 'A container configuration.',
}
