/** The phase between map and plan: which objects must exist on which host, in Engine terms, and why. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { compareText, sortedBy } from '../../base/compare-text'
import { deepFreeze } from '../../base/freeze'
import type { Issue } from '../../base/issue'
import type { ResourceId } from '../id'
import type { ContainerResource, Resource, Resources } from '../resource'
import { needAttached } from './attached'
import { circlesAcross } from './circles'
import { addressClashes, portClashes } from './clashes'
import type { Placement, PlacementInput } from './clients'
import { placeConfigs } from './clients'
import { expandContainer, subjectOf } from './container'
import { groupsOf, movedNames } from './groups'
import type { OptionOverride } from './overrides'
import { indexReferences, instancesOf } from './references'
import type { Scope } from './scope'

export interface ExpandInput extends PlacementInput {
  readonly overrides?: ReadonlyArray<OptionOverride>
}

/**
 * All resources of a map on the clients it runs on, sorted by id and deep-frozen; or every issue that shows up on the way:
 * references that lead nowhere on their client, unknown options, addresses that are not known, ports that clash.
 *
 * @example
 * expand({ map, clients: { clients: {}, environments: {} } }) // right({ map: 'shop', clients: ['default'], all: […], … })
 */
export const expand = (input: ExpandInput): Either<ReadonlyArray<Issue>, Resources> => {
  const placement = placeConfigs(input)
  const issues: Issue[] = [...placement.issues]
  const resources = scopesOf(input, placement, issues).flatMap(expandClient)
  issues.push(...duplicateNames(resources), ...portClashes(resources), ...addressClashes(resources))
  issues.push(...circlesAcross(input.map, resources))
  const moved = movedNames(input.map, issues)
  if (issues.length > 0) return left(withoutDoubles(issues))

  const chosen = resources
    .filter(({ client }) => placement.selected.has(client))
    .map((resource) => withinReach(resource, placement))
  const all = sortedBy(chosen, ({ id }) => id)
  return right(
    deepFreeze({
      map: input.map.name,
      clients: [...placement.selected].sort(compareText),
      all,
      moved: sortedBy(moved, ({ from }) => from),
      groups: groupsOf(input.map, all),
    }),
  )
}

const scopesOf = (input: ExpandInput, placement: Placement, issues: Issue[]): ReadonlyArray<Scope> => {
  const { map, overrides = [] } = input
  const others = new Map(
    [...placement.clients].map(([client, { configs }]) => [client, indexReferences(map, client, configs)]),
  )
  return [...placement.clients].map(([client, { settings, configs }]) => ({
    map,
    client,
    settings,
    configs,
    others,
    overrides,
    issues,
    clientLabel: client === placement.unnamed ? null : client,
    references: others.get(client) as Scope['references'],
    gathered: new Map(),
  }))
}

const expandClient = (scope: Scope): ReadonlyArray<Resource> => {
  const containers: ContainerResource[] = []
  for (const name of scope.configs) {
    const config = scope.map.containers[name] as Scope['map']['containers'][string]
    // Before its containers: they carry the evidence of the preparation.
    for (const [index, { name: alias }] of config.attaches.entries()) needAttached(scope, name, alias, index)
    for (const instance of instancesOf(config))
      containers.push(expandContainer(scope, subjectOf(scope, name, instance)))
  }
  return [...scope.gathered.values(), ...containers]
}

/** Without needs on clients that were not asked for: their order is nobody's concern here. */
const withinReach = (resource: Resource, { selected, clients }: Placement): Resource => {
  if (selected.size === clients.size) return resource
  return { ...resource, needs: resource.needs.filter(({ id }) => selected.has(id.slice(id.lastIndexOf('@') + 1))) }
}

const duplicateNames = (resources: ReadonlyArray<Resource>): ReadonlyArray<Issue> => {
  const seen = new Map<ResourceId, Resource>()
  return resources.flatMap((resource): ReadonlyArray<Issue> => {
    const other = seen.get(resource.id)
    seen.set(resource.id, resource)
    if (other === undefined) return []
    return [
      {
        code: 'duplicate-name',
        path: resource.field,
        message: `two ${resource.kind}s would have the name "${resource.name}"`,
        found: resource.name,
        related: [{ path: other.field, message: 'the other one is here' }],
      },
    ]
  })
}

/** The same mistake shows up once per client and instance. */
const withoutDoubles = (issues: ReadonlyArray<Issue>): ReadonlyArray<Issue> => [
  ...new Map(issues.map((issue) => [JSON.stringify([issue.code, issue.path, issue.message]), issue])).values(),
]
