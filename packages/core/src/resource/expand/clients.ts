/** Which configs run on which clients. */
import { sortedBy } from '../../base/compare-text'
import type { Issue } from '../../base/issue'
import { didYouMean } from '../../base/nearest'
import { ownMember } from '../../base/record'
import type { ClientConfig, Clients, ContainerConfig, ContainerMap, Environment } from '../../map/model'
import { DEFAULT_CLIENT } from '../../map/model'

export interface Placement {
  /** Every client that the map runs on, with its settings and the names of its configs. */
  readonly clients: ReadonlyMap<string, { readonly settings: ClientConfig; readonly configs: ReadonlyArray<string> }>
  /** Those of them that were asked for; the others are looked at for references only. */
  readonly selected: ReadonlySet<string>
  /** The single client that nobody named. */
  readonly unnamed: string | null
  readonly issues: ReadonlyArray<Issue>
}

export interface PlacementInput {
  readonly map: ContainerMap
  readonly clients: Clients
  /** Name of an entry of `environments`. */
  readonly environment?: string | null
  readonly onlyClients?: ReadonlyArray<string>
}

const NO_SETTINGS: ClientConfig = { interfaces: {}, interfaces_ipv6: {}, compare: {} }

/** A config's clients, else the map's, else the environment's default, else the only one there is. */
export const placeConfigs = (input: PlacementInput): Placement => {
  const given = input.clients.clients
  const known = Object.keys(given).length === 0 ? { [DEFAULT_CLIENT]: NO_SETTINGS } : given
  const issues: Issue[] = []
  const environment = environmentOf(input, issues)
  const configs = configsByClient(input.map, known, environment, issues)
  return {
    clients: new Map(
      [...configs].map(([name, own]) => [name, { settings: ownMember(known, name) ?? NO_SETTINGS, configs: own }]),
    ),
    selected: selectedClients(input, environment, known, [...configs.keys()], issues),
    unnamed: Object.keys(known).length === 1 && Object.hasOwn(known, DEFAULT_CLIENT) ? DEFAULT_CLIENT : null,
    issues,
  }
}

const configsByClient = (
  map: ContainerMap,
  known: Known,
  environment: Environment,
  issues: Issue[],
): ReadonlyMap<string, ReadonlyArray<string>> => {
  const result = new Map<string, string[]>()
  for (const name of checkedClients(map.clients, ['clients'], known, issues)) result.set(name, [])
  const fallback = fallbackClients(map, known, environment)
  // By name: what comes first must not depend on the order in which a map was written.
  const concrete = sortedBy(Object.entries(map.containers), ([name]) => name).filter(([, config]) => !config.abstract)
  for (const [name, config] of concrete) {
    const own = clientsOfConfig(config, name, known, issues)
    for (const client of config.clients.length > 0 ? own : fallback) pushTo(result, client, name)
  }
  const lost =
    fallback.length === 0 && map.clients.length === 0 && concrete.some(([, { clients }]) => clients.length === 0)
  if (lost) issues.push(severalClients(known))
  return result
}

type Known = Readonly<Record<string, ClientConfig>>

const environmentOf = ({ clients, environment }: PlacementInput, issues: Issue[]): Environment => {
  if (environment === undefined || environment === null) return {}
  const found = ownMember(clients.environments, environment)
  if (found === undefined)
    issues.push(unknown('environment', environment, ['environments', environment], Object.keys(clients.environments)))
  return found ?? {}
}

const fallbackClients = (map: ContainerMap, known: Known, environment: Environment): ReadonlyArray<string> => {
  if (map.clients.length > 0) return map.clients.filter((name) => Object.hasOwn(known, name))
  if (environment.default_client !== undefined) return [environment.default_client]
  const choice = environment.clients ?? Object.keys(known)
  return choice.length === 1 ? choice : []
}

const clientsOfConfig = (config: ContainerConfig, name: string, known: Known, issues: Issue[]): ReadonlyArray<string> =>
  checkedClients(config.clients, ['containers', name, 'clients'], known, issues)

const checkedClients = (
  names: ReadonlyArray<string>,
  path: ReadonlyArray<string>,
  known: Known,
  issues: Issue[],
): ReadonlyArray<string> =>
  names.filter((name, index) => {
    const found = Object.hasOwn(known, name)
    if (!found) issues.push(unknown('client', name, [...path, index], Object.keys(known)))
    return found
  })

const selectedClients = (
  { onlyClients }: PlacementInput,
  environment: Environment,
  known: Known,
  used: ReadonlyArray<string>,
  issues: Issue[],
): ReadonlySet<string> => {
  for (const name of onlyClients ?? []) {
    if (!Object.hasOwn(known, name)) issues.push(unknown('client', name, ['--client'], Object.keys(known)))
  }
  const allowed = (name: string): boolean =>
    (onlyClients === undefined || onlyClients.includes(name)) &&
    (environment.clients === undefined || environment.clients.includes(name))
  return new Set(used.filter(allowed))
}

const unknown = (what: string, name: string, path: Issue['path'], known: ReadonlyArray<string>): Issue => ({
  code: 'unknown-reference',
  path,
  message: `there is no ${what} "${name}"`,
  ...(known.length > 0
    ? { expected: `one of ${known.join(', ')}`, ...didYouMean(name, known) }
    : {
        expected: `none: no clients file says which ${what}s there are`,
        hint: `add it under \`${what}s\` to a clients file`,
      }),
  found: name,
})

const severalClients = (known: Known): Issue => ({
  code: 'ambiguous-reference',
  path: ['clients'],
  message: 'there are several clients, and nothing says which of them this map runs on',
  expected: `one or more of ${Object.keys(known).join(', ')}`,
  hint: 'set `clients` in the map, or `default_client` in the environment',
})

const pushTo = (lists: Map<string, string[]>, key: string, value: string): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else if (list[list.length - 1] !== value) list.push(value)
}
