/** References of a map: what `uses`, `links`, `network`, `networks`, `depends_on`, groups and `moved` name is there. */
import type { Issue, Path } from '../base/issue'
import { nearest } from '../base/nearest'
import { flagHint, pairHint } from './elsewhere'
import type { Lost } from './lost'
import { isLost } from './lost'
import type { ContainerConfig, ContainerMap } from './model'
import type { Positions } from './positions'
import { placeNear } from './positions'
import type { AttachedReference, ConfigReference, Unresolved } from './references'
import { attachedReferences, ENGINE_NETWORKS, resolveConfig, resolveUse, splitClient } from './references'

type PlaceAt = (path: Path) => Pick<Issue, 'path' | 'position'>

interface Scope {
  readonly map: ContainerMap
  readonly attached: ReadonlyMap<string, AttachedReference>
  readonly place: PlaceAt
  readonly lost: Lost
}

export const checkReferences = (map: ContainerMap, positions: Positions, lost: Lost): ReadonlyArray<Issue> => {
  const scope: Scope = {
    map,
    attached: attachedReferences(map),
    place: (path) => placeNear(positions, path) ?? { path },
    lost,
  }
  const configs = Object.entries(map.containers).filter(([, config]) => !config.abstract)
  return [...configs.flatMap(([name, config]) => ofConfig(scope, name, config)), ...groups(scope), ...moved(scope)]
}

const ofConfig = (scope: Scope, name: string, config: ContainerConfig): ReadonlyArray<Issue> => {
  const { map, attached } = scope
  const at = (...path: Path): Path => ['containers', name, ...path]
  return [
    ...config.uses.flatMap((use, i) =>
      refer(scope, resolveUse(map, attached, use.name), use.name, at('uses', i), 'any'),
    ),
    ...config.links.flatMap((link, i) => container(scope, link.container, at('links', i), 'one')),
    ...config.networks.flatMap((endpoint, i) => [
      ...network(scope, endpoint.network, at('networks', i)),
      ...endpoint.links.flatMap((link) => container(scope, link.container, at('networks', i), 'one')),
    ]),
    ...(config.network?._tag === 'Config' ? container(scope, config.network.reference, at('network'), 'one') : []),
    ...config.depends_on.flatMap((dependency, i) =>
      container(scope, splitClient(dependency.reference).name, at('depends_on', i), 'any'),
    ),
  ]
}

const container = (scope: Scope, reference: string, path: Path, count: 'one' | 'any'): ReadonlyArray<Issue> =>
  refer(scope, resolveConfig(scope.map, reference), reference, path, count)

const refer = (
  scope: Scope,
  resolved: AttachedReference | ConfigReference | Unresolved,
  reference: string,
  path: Path,
  count: 'one' | 'any',
): ReadonlyArray<Issue> => {
  if (resolved._tag === 'Attached') return []
  if (resolved._tag !== 'Config')
    return isLost(scope.lost, reference) ? [] : [unresolved(scope, resolved, reference, path)]
  if (count === 'any' || resolved.single) return []
  const named = resolved.instances.slice(0, 20).map((instance) => `${resolved.config}.${instance}`)
  const message = `"${reference}" has several instances, and ${String(path[2])} needs one of them`
  const more = resolved.instances.length > named.length ? ', …' : ''
  return [
    {
      code: 'ambiguous-reference',
      ...scope.place(path),
      message,
      expected: `one of ${named.join(', ')}${more}`,
      found: `"${reference}"`,
    },
  ]
}

const unresolved = (scope: Scope, why: Unresolved, reference: string, path: Path): Issue => {
  const shown = `"${reference.slice(0, 80)}"`
  const at = scope.place(path)
  switch (why._tag) {
    case 'Abstract':
      return {
        code: 'unknown-reference',
        ...at,
        message: `${shown} is abstract: there is no container of it`,
        hint: `name a config that extends "${why.config}"`,
        related: [{ ...scope.place(['containers', why.config]), message: 'the abstract config stands here' }],
      }
    case 'UnknownInstance': {
      const expected =
        why.instances.length === 0 ? 'a config with instances' : `one of ${why.instances.slice(0, 20).join(', ')}`
      return { code: 'unknown-reference', ...at, message: `${shown}: "${why.config}" has no such instance`, expected }
    }
    case 'Unknown':
      return {
        code: 'unknown-reference',
        ...at,
        message: `${shown} is not on the map`,
        ...hintFor(scope, reference, path),
        ...pairHint(reference),
        ...flagHint(reference, usedBefore(scope.map, path)),
      }
  }
}

/** What stands before an entry of `uses`. */
const usedBefore = ({ containers }: ContainerMap, [, name, field, index]: Path): string | undefined =>
  field === 'uses' ? containers[String(name)]?.uses[Number(index) - 1]?.name : undefined

const hintFor = (scope: Scope, reference: string, path: Path): { readonly hint?: string } => {
  const { map, attached } = scope
  const field = path[2]
  if (field === 'network' && Object.hasOwn(map.networks, reference)) return { hint: `write networks: ${reference}` }
  const parents = [...attached.values()]
    .filter((each) => each.alias === reference)
    .map((each) => `${each.parent}.${each.alias}`)
  if (parents.length > 0)
    return {
      hint:
        field === 'uses' ? `write ${parents.slice(0, 5).join(' or ')}` : 'it is an attached volume; use it with uses',
    }
  if (field === 'uses' && Object.hasOwn(map.volumes, reference)) {
    return { hint: 'it is an alias of volumes, but no config attaches it; attach it, or bind it' }
  }
  const known = [...Object.keys(map.containers), ...(field === 'uses' ? attached.keys() : [])]
  const near = nearest(reference, known) ?? nearest(reference.split('.')[0] as string, known)
  return near === undefined ? {} : { hint: `did you mean "${near}"?` }
}

const network = (scope: Scope, name: string, path: Path): ReadonlyArray<Issue> => {
  const known = Object.keys(scope.map.networks)
  if (known.includes(name) || ENGINE_NETWORKS.includes(name) || isLost(scope.lost, name)) return []
  const near = nearest(name, [...known, ...ENGINE_NETWORKS])
  const hint = near === undefined ? 'add it to the networks of the map' : `did you mean "${near}"?`
  return [
    {
      code: 'unknown-reference',
      ...scope.place(path),
      message: `"${name.slice(0, 80)}" is no network of the map`,
      hint,
    },
  ]
}

const groups = (scope: Scope): ReadonlyArray<Issue> =>
  Object.entries(scope.map.groups).flatMap(([group, members]) =>
    members.flatMap((member, index) => container(scope, member, ['groups', group, index], 'any')),
  )

/** The new name is there, and the old one is gone. */
const moved = (scope: Scope): ReadonlyArray<Issue> =>
  Object.entries(scope.map.moved).flatMap(([from, to]): ReadonlyArray<Issue> => {
    const path = ['moved', from]
    const old = resolveConfig(scope.map, from)
    const gone = old._tag === 'Config' ? [stillThere(scope, from, path)] : []
    return [...container(scope, to, path, 'any'), ...gone]
  })

const stillThere = (scope: Scope, from: string, path: Path): Issue => {
  const message = `"${from}" was moved, and is still on the map`
  return { code: 'conflict', ...scope.place(path), message, hint: 'take the old config out, or this line' }
}
