/** Maps in their long form, from what a test cares about. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Issue } from '../../src/base/issue'
import type {
  ClientConfig,
  Clients,
  ContainerConfig,
  ContainerMap,
  NetworkConfig,
  VolumeConfig,
} from '../../src/map/model'
import type { ExpandInput } from '../../src/resource/expand/expand'
import { expand } from '../../src/resource/expand/expand'
import type { ContainerResource, Resource, Resources } from '../../src/resource/resource'

export const configOf = (given: Partial<ContainerConfig> = {}): ContainerConfig => ({
  abstract: false,
  extends: [],
  instances: [],
  clients: [],
  shares: [],
  binds: [],
  uses: [],
  attaches: [],
  links: [],
  exposes: [],
  exec_commands: [],
  networks: [],
  persistent: false,
  prevent_destroy: false,
  depends_on: [],
  environment: {},
  labels: {},
  create_options: {},
  host_config: {},
  compare: {},
  ...given,
})

export const mapOf = (
  containers: Readonly<Record<string, Partial<ContainerConfig>>>,
  given: Partial<Omit<ContainerMap, 'containers'>> = {},
): ContainerMap => ({
  name: 'shop',
  volumes: {},
  host: { paths: {} },
  set_hostname: true,
  use_attached_parent_name: false,
  clients: [],
  networks: {},
  groups: {},
  moved: {},
  ...given,
  containers: Object.fromEntries(Object.entries(containers).map(([name, config]) => [name, configOf(config)])),
})

export const volumeOf = (path: string, given: Partial<VolumeConfig> = {}): VolumeConfig => ({
  path,
  driver_options: {},
  labels: {},
  ...given,
})

export const networkOf = (given: Partial<NetworkConfig> = {}): NetworkConfig => ({
  driver_options: {},
  internal: false,
  attachable: false,
  enable_ipv6: false,
  labels: {},
  ...given,
})

export const endpointOf = (
  network: string,
  given: Partial<ContainerConfig['networks'][number]> = {},
): ContainerConfig['networks'][number] => ({
  network,
  aliases: [],
  links: [],
  link_local_ips: [],
  ...given,
})

export const clientsOf = (
  clients: Readonly<Record<string, Partial<ClientConfig>>> = {},
  environments: Clients['environments'] = {},
): Clients => ({
  clients: Object.fromEntries(
    Object.entries(clients).map(([name, given]) => [
      name,
      { interfaces: {}, interfaces_ipv6: {}, compare: {}, ...given },
    ]),
  ),
  environments,
})

export const use = (name: string, readonly = false) => ({ name, readonly })

export const expanded = (map: ContainerMap, given: Partial<ExpandInput> = {}): Resources => {
  const result = expand({ map, clients: clientsOf(), ...given })
  if (isLeft(result))
    throw new Error(result.left.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  return result.right
}

export const issuesOf = (map: ContainerMap, given: Partial<ExpandInput> = {}): ReadonlyArray<Issue> =>
  leftOf(expand({ map, clients: clientsOf(), ...given }))

export const resource = (resources: Resources, id: string): Resource => {
  const found = resources.all.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id} among ${resources.all.map((one) => one.id).join(', ')}`)
  return found
}

export const container = (resources: Resources, name: string, client = 'default'): ContainerResource =>
  resource(resources, `container:${name}@${client}`) as ContainerResource

/** The body of the only container of a map with this config, without labels of ours. */
export const bodyOf = (
  config: Partial<ContainerConfig>,
  given: Partial<Omit<ContainerMap, 'containers'>> = {},
  more: Partial<ExpandInput> = {},
) => {
  const {
    Labels,
    Hostname: _host,
    Image: _image,
    ...body
  } = container(expanded(mapOf({ web: config }, given), more), 'shop.web').body
  const labels = Object.entries(Labels).filter(([key]) => !key.startsWith('io.dmap.'))
  return labels.length === 0 ? body : { ...body, Labels: Object.fromEntries(labels) }
}

const leftOf = <E, A>(value: Either<ReadonlyArray<E>, A>): ReadonlyArray<E> => (isLeft(value) ? value.left : [])
