/** From the names that a user gives to the resources that an intent touches. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { nearest } from '../base/nearest'
import type { ResourceId } from '../resource/id'
import type { Because, Resource, Resources } from '../resource/resource'
import type { Graph } from './graph'
import { attachedOf, isInstance, reach } from './graph'
import type { Intent, IntentKind } from './intent'
import type { PlanError } from './plan'

export const ALL = '__all__'

export interface Scope {
  /** The containers asked for. */
  readonly selected: ReadonlySet<ResourceId>
  /** Those asked for by their own name, not by a group or as part of everything. */
  readonly named: ReadonlySet<ResourceId>
  /** All that the intent may touch: with dependencies, or with dependents. */
  readonly all: ReadonlySet<ResourceId>
  /** Neither asked for nor needed, but tied to something that is: all that can happen to them follows from that one. */
  readonly tied: ReadonlySet<ResourceId>
}

export type Direction = 'dependencies' | 'dependents' | 'selected'

/** Which way an intent goes from what is selected. */
export const DIRECTIONS: Readonly<Record<IntentKind, Direction>> = {
  create: 'dependencies',
  start: 'dependencies',
  startup: 'dependencies',
  update: 'dependencies',
  pull: 'dependencies',
  script: 'dependencies',
  restart: 'selected',
  signal: 'selected',
  stop: 'dependents',
  remove: 'dependents',
  shutdown: 'dependents',
  prune: 'selected',
}

/** Every unknown name in one go, each with the nearest known one. */
export const scopeOf = (
  resources: Resources,
  graph: Graph,
  intent: Intent,
): Either<ReadonlyArray<PlanError>, Scope> => {
  const names = selectableNames(resources, intent)
  const errors: PlanError[] = []
  const selected = new Set<ResourceId>()
  const named = new Set<ResourceId>()
  for (const name of wantedOf(intent)) {
    const found = names.get(withoutMap(name, resources.map))
    if (found === undefined) errors.push(unknownName(name, names))
    for (const id of found?.ids ?? []) {
      selected.add(id)
      if (found?.by === 'name') named.add(id)
    }
  }
  if (errors.length > 0) return left(errors)
  const all = DIRECTIONS[intent.kind] === 'dependents' ? downwards(graph, selected) : upwards(graph, selected, intent)
  const touched = onClients(all, graph, intent)
  return right({ selected, named, all: touched, tied: tiedTo(touched, graph, intent) })
}

/** What is pruned is not in the map: its names are looked for among what was found. */
const wantedOf = ({ kind, selection }: Intent): ReadonlyArray<string> =>
  selection.length === 0 || kind === 'prune' ? [ALL] : selection

const CASCADES: ReadonlySet<IntentKind> = new Set(['update', 'startup', 'script'])

/** Whoever a container among `touched` could take along, directly or not. */
const tiedTo = (touched: ReadonlySet<ResourceId>, graph: Graph, intent: Intent): ReadonlySet<ResourceId> => {
  if (!CASCADES.has(intent.kind)) return new Set()
  const all = reach(touched, (id) =>
    graph
      .dependents(id)
      .filter(({ because }) => TIES.has(because._tag))
      .map((dependent) => dependent.id),
  )
  return onClients(new Set([...all].filter((id) => !touched.has(id))), graph, intent)
}

/** What a container holds on to by identity: it does not notice that another one takes the place. */
const TIES: ReadonlySet<Because['_tag']> = new Set(['Links', 'NetworkMode', 'Uses', 'Attaches'])

interface Selectable {
  readonly by: 'name' | 'group' | 'all'
  readonly ids: ReadonlyArray<ResourceId>
}

const selectableNames = (resources: Resources, intent: Intent): ReadonlyMap<string, Selectable> => {
  const containers = resources.all.filter(isInstance).filter((resource) => onClient(resource, intent))
  const known = new Set(containers.map(({ id }) => id))
  const names = new Map<string, Selectable>()
  for (const [group, ids] of Object.entries(resources.groups)) {
    names.set(group, { by: 'group', ids: ids.filter((id) => known.has(id)) })
  }
  const byName = new Map<string, ResourceId[]>()
  for (const { id, config, instance } of containers) {
    const own = instance === null ? [config] : [config, `${config}.${instance}`]
    for (const name of own) byName.set(name, [...(byName.get(name) ?? []), id])
  }
  for (const [name, ids] of byName) names.set(name, { by: 'name', ids })
  names.set(ALL, { by: 'all', ids: containers.map((resource) => resource.id) })
  return names
}

const upwards = (graph: Graph, selected: ReadonlySet<ResourceId>, intent: Intent): ReadonlySet<ResourceId> =>
  DIRECTIONS[intent.kind] === 'selected'
    ? selected
    : reach(selected, (id) =>
        graph
          .needs(id)
          .map((need) => need.id)
          .filter((need) => graph.byId.has(need)),
      )

/** The selected, whatever depends on them, and (for removal) the networks and volumes that would be left alone. */
const downwards = (graph: Graph, selected: ReadonlySet<ResourceId>): ReadonlySet<ResourceId> => {
  const containers = reach(selected, (id) => graph.dependents(id).map((dependent) => dependent.id))
  const left = new Set(containers)
  for (const id of containers) {
    for (const need of graph.needs(id)) {
      const resource = graph.byId.get(need.id)
      if (resource !== undefined && isLeftAlone(resource, graph, containers)) left.add(need.id)
    }
  }
  return left
}

/** True for networks, attached containers and volumes whose users are all in `containers`. */
const isLeftAlone = (resource: Resource, graph: Graph, containers: ReadonlySet<ResourceId>): boolean => {
  if (resource.kind !== 'network' && attachedOf(resource) === null) return false
  return graph.dependents(resource.id).every((dependent) => containers.has(dependent.id))
}

const onClients = (ids: ReadonlySet<ResourceId>, graph: Graph, intent: Intent): ReadonlySet<ResourceId> =>
  new Set([...ids].filter((id) => onClient(graph.byId.get(id) as Resource, intent)))

const onClient = (resource: Resource, intent: Intent): boolean =>
  intent.clients === undefined || intent.clients.includes(resource.client)

/** `map/web` is `web`. */
export const withoutMap = (name: string, map: string): string =>
  name.startsWith(`${map}/`) ? name.slice(map.length + 1) : name

const unknownName = (name: string, names: ReadonlyMap<string, unknown>): PlanError => {
  const near = nearest(name, [...names.keys()])
  return {
    _tag: 'UnknownSelection',
    name,
    message: `"${name}" is no config, instance or group of this map`,
    ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
  }
}
