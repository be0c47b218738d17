/** Maps in code: written with checks in the editor, changed by functions that return a new map, merged in order. */
import type { ContainerInput, ListItems, MapInput, MapKeys, NetworkInput, VolumeInput } from './input'
import { MERGE_KEY } from './normalise'

/** Refuses keys that a config does not have. */
type Exactly<C> = { readonly [K in keyof C]: K extends keyof ContainerInput ? ContainerInput[K] : never }

type ExactConfigs<C> = { readonly [K in keyof C]: C[K] extends object ? Exactly<C[K]> : null | undefined }

/** Known keys as they are, `x-` keys as they like, everything else a config. */
export type Checked<M> = {
  readonly [K in keyof M]: K extends 'containers'
    ? ExactConfigs<M[K]>
    : K extends keyof MapKeys
      ? MapKeys[K]
      : K extends `x-${string}`
        ? unknown
        : M[K] extends object
          ? Exactly<M[K]>
          : null | undefined
}

/**
 * The map itself; the type checks every key and every form while it is written.
 *
 * @example
 * export default defineMap({ name: 'shop', web: { image: 'nginx', exposes: { 80: 8080 } } })
 */
export const defineMap = <const M extends MapInput>(map: M & Checked<M>): MapInput => map

/** Maps in order, later ones over earlier ones, as one value to parse. */
export interface MergedMaps {
  readonly $merge: ReadonlyArray<MapInput | MergedMaps>
}

/**
 * Later maps over earlier ones, as several documents merge: fields by their rules, null taking back. Associative.
 *
 * @example
 * parseMap([{ file: 'shop.ts', value: mergeMaps(base, production) }], { environment: {} })
 */
export const mergeMaps = (...maps: ReadonlyArray<MapInput | MergedMaps>): MergedMaps => ({ [MERGE_KEY]: maps })

/** A new config, or the change of one: fields to set, or a function of what is there. */
export type ContainerChange = ContainerInput | ((current: ContainerInput) => ContainerInput)

/**
 * The map with a config changed; one that is not there yet is created. Fields that are given replace what the config had,
 * as an assignment does.
 *
 * @example
 * withContainer(map, 'app1', { binds: 'volume1' })
 * withContainer(map, 'app1', (app1) => appended(app1, 'uses', 'volume2'))
 */
export const withContainer = (map: MapInput, name: string, change: ContainerChange): MapInput => {
  const current = containerIn(map, name) ?? {}
  const changed = typeof change === 'function' ? change(current) : { ...current, ...change }
  const outside = !Object.hasOwn(map.containers ?? {}, name) && Object.hasOwn(map, name) && !RESERVED.has(name)
  return outside ? { ...map, [name]: changed } : { ...map, containers: { ...map.containers, [name]: changed } }
}

/** The config of that name, wherever it stands in the map; nothing where there is none. Nothing is created. */
export const containerIn = (map: MapInput, name: string): ContainerInput | undefined => {
  const inside = map.containers
  if (inside !== undefined && Object.hasOwn(inside, name)) return inside[name] ?? {}
  if (RESERVED.has(name) || name.startsWith('x-') || !Object.hasOwn(map, name)) return undefined
  return (map[name] as ContainerInput | null | undefined) ?? {}
}

/** The map without a config. */
export const withoutContainer = (map: MapInput, name: string): MapInput => {
  const without = <T extends object>(record: T): T =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) as T
  const rest = RESERVED.has(name) ? map : without(map)
  return rest.containers === undefined ? rest : { ...rest, containers: without(rest.containers) }
}

/** The map with a volume alias set, e.g. `withVolume(map, 'volume1', '/var/log/service')`. */
export const withVolume = (map: MapInput, alias: string, volume: string | VolumeInput): MapInput => ({
  ...map,
  volumes: { ...map.volumes, [alias]: volume },
})

/** The map with an alias's path on the host set: one, or one per instance. */
export const withHostPath = (
  map: MapInput,
  alias: string,
  path: string | Readonly<Record<string, string>>,
): MapInput => ({
  ...map,
  host: { ...map.host, [alias]: path },
})

/** The map with a network set. */
export const withNetwork = (map: MapInput, name: string, network: string | NetworkInput | null): MapInput => ({
  ...map,
  networks: { ...map.networks, [name]: network },
})

/**
 * The config with items at the end of a list field, whatever form the field had: one item, a list, or nothing yet.
 *
 * @example
 * appended(app1, 'binds', { alias: 'volume1', readonly: false })
 */
export const appended = <F extends keyof ListItems>(
  config: ContainerInput,
  field: F,
  ...items: ReadonlyArray<ListItems[F]>
): ContainerInput => {
  const given: unknown = config[field]
  const before: unknown = typeof given === 'function' ? (given as () => unknown)() : given
  const list: ReadonlyArray<unknown> =
    before === undefined || before === null ? [] : Array.isArray(before) ? before : [before]
  return { ...config, [field]: [...list, ...items] }
}

const RESERVED: ReadonlySet<string> = new Set<keyof MapKeys>([
  'name',
  'containers',
  'volumes',
  'host',
  'host_root',
  'repository',
  'default_tag',
  'default_domain',
  'set_hostname',
  'use_attached_parent_name',
  'attached',
  'clients',
  'networks',
  'groups',
  'moved',
])
