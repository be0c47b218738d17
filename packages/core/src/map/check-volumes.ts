/** Volumes of a map: every alias in use has a path, on the host as well where it is bound, for each instance. */
import type { Issue, Path } from '../base/issue'
import { didYouMean } from '../base/nearest'
import { ownMember } from '../base/record'
import { bindHint, flagHint } from './elsewhere'
import type { Lost } from './lost'
import { isLost } from './lost'
import type { ContainerConfig, ContainerMap } from './model'
import type { Positions } from './positions'
import { placeNear } from './positions'

type PlaceAt = (path: Path) => Pick<Issue, 'path' | 'position'>

export const checkVolumes = (map: ContainerMap, positions: Positions, lost: Lost): ReadonlyArray<Issue> => {
  const place: PlaceAt = (path) => placeNear(positions, path) ?? { path }
  const running = Object.entries(map.containers).filter(([, config]) => !config.abstract)
  return [
    ...withoutPath(map, place, lost),
    ...hostOnly(map, place, lost),
    ...running.flatMap(([name, config]) => [
      ...bound({ map, place, lost, name, config }),
      ...attached({ map, place, lost, name, config }),
    ]),
  ]
}

interface Scope {
  readonly map: ContainerMap
  readonly place: PlaceAt
  readonly lost: Lost
  readonly name: string
  readonly config: ContainerConfig
}

const withoutPath = (map: ContainerMap, place: PlaceAt, lost: Lost): ReadonlyArray<Issue> =>
  Object.entries(map.volumes)
    .filter(([alias, volume]) => volume.path === '' && !isLost(lost, alias))
    .map(([alias]): Issue => {
      const message = `the volume "${alias.slice(0, 80)}" has no path`
      return { code: 'missing-value', ...place(['volumes', alias]), message, expected: 'a path in the container' }
    })

/** "Every alias used here should also be defined container-side": otherwise it is most likely misspelt. */
const hostOnly = (map: ContainerMap, place: PlaceAt, lost: Lost): ReadonlyArray<Issue> =>
  Object.keys(map.host.paths)
    .filter((alias) => !Object.hasOwn(map.volumes, alias) && !isLost(lost, alias))
    .map((alias): Issue => {
      const message = `"${alias.slice(0, 80)}" has a path on the host and none in volumes`
      return {
        code: 'unknown-reference',
        ...place(['host', 'paths', alias]),
        message,
        ...didYouMean(alias, Object.keys(map.volumes)),
      }
    })

const bound = (scope: Scope): ReadonlyArray<Issue> =>
  scope.config.binds.flatMap((bind, index): ReadonlyArray<Issue> => {
    if (!('alias' in bind) || isLost(scope.lost, bind.alias)) return []
    const at = scope.place(['containers', scope.name, 'binds', index])
    const before = nameOf(scope.config.binds[index - 1])
    return boundAlias(scope.map, bind.alias, before, at) ?? perInstance(scope, bind.alias, at)
  })

const nameOf = (bind: ContainerConfig['binds'][number] | undefined): string | undefined =>
  bind === undefined ? undefined : 'alias' in bind ? bind.alias : bind.path

const boundAlias = (
  map: ContainerMap,
  alias: string,
  before: string | undefined,
  at: ReturnType<PlaceAt>,
): ReadonlyArray<Issue> | undefined => {
  const shown = alias.slice(0, 80)
  if (!Object.hasOwn(map.volumes, alias)) {
    const message = `"${shown}" is bound, and no alias of volumes`
    const hint = `add it to volumes and host, or bind a path: {path: host_path}`
    const better = { ...didYouMean(alias, Object.keys(map.volumes)), ...bindHint(alias), ...flagHint(alias, before) }
    return [{ code: 'unknown-reference', ...at, message, hint, ...better }]
  }
  // A driver keeps it somewhere of its own.
  if (Object.hasOwn(map.host.paths, alias) || map.volumes[alias]?.driver !== undefined) return undefined
  const message = `"${shown}" is bound, and has no path in host`
  return [
    {
      code: 'unknown-reference',
      ...at,
      message,
      hint: 'add it to host, or name a driver in volumes',
      ...didYouMean(alias, Object.keys(map.host.paths)),
    },
  ]
}

const perInstance = (scope: Scope, alias: string, at: ReturnType<PlaceAt>): ReadonlyArray<Issue> => {
  const { map, place, lost, name, config } = scope
  const paths = ownMember(map.host.paths, alias)
  if (paths === undefined || typeof paths === 'string') return []
  const missing = config.instances.filter((instance) => !Object.hasOwn(paths, instance) && !isLost(lost, instance))
  const related = [{ ...at, message: `"${name}" binds it here` }]
  const there = place(['host', 'paths', alias])
  if (config.instances.length === 0 && !isLost(lost, name)) {
    const message = `"${alias}" has a path per instance, and "${name}" has no instances`
    return [
      { code: 'missing-value', ...there, message, expected: 'one path', hint: 'give one path, or instances', related },
    ]
  }
  if (missing.length === 0) return []
  const message = `"${alias}" has no path on the host for ${missing.slice(0, 10).join(', ')} of "${name}"`
  return [{ code: 'missing-value', ...there, message, expected: 'a path for each instance', related }]
}

const attached = ({ map, place, lost, name, config }: Scope): ReadonlyArray<Issue> =>
  config.attaches.flatMap(({ name: alias, path }, index): ReadonlyArray<Issue> => {
    if (path !== undefined || Object.hasOwn(map.volumes, alias) || isLost(lost, alias)) return []
    const message = `"${alias.slice(0, 80)}" is attached, and no alias of volumes`
    const at = place(['containers', name, 'attaches', index])
    return [
      {
        code: 'unknown-reference',
        ...at,
        message,
        hint: 'add it to volumes',
        ...didYouMean(alias, Object.keys(map.volumes)),
        ...flagHint(alias, config.attaches[index - 1]?.name),
      },
    ]
  })
