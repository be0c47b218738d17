/**
 * The phases composed; the first file to read.
 *
 *     sources ─ parseMap, parseClients ─► map, clients ─ expand ─► resources ─ queryOf ─► what to look at
 *     resources + observation + intent ─ planFor ─► plan ─ simulatePlan ─► what there will be
 *
 * Each phase is a pure function of its own folder and can be called alone.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Issue, Path, Position } from './base/issue'
import type { Clients, ContainerMap, Environment } from './map/model'
import type { Override } from './map/override'
import { parseClients } from './map/parse-clients'
import { type MapSource, readMap } from './map/parse-map'
import { type Positions, placeNear, positionOf } from './map/positions'
import { sortIssues } from './map/sort-issues'
import type { Observation } from './observe/observation'
import { type Query, queryOf } from './observe/query'
import type { Intent } from './plan/intent'
import type { JournalledCommand } from './plan/journal'
import type { Plan, PlanError } from './plan/plan'
import { type Differences, differencesFor, type PlanInput, planFor } from './plan/plan-for'
import { unselectable } from './plan/unselectable'
import { expand } from './resource/expand/expand'
import type { OptionOverride } from './resource/expand/overrides'
import { checkOptions } from './resource/options/check'
import type { Resources } from './resource/resource'

export interface CompileOptions {
  /** The map's name; else its `name` key, else the base name of the first file. */
  readonly name?: string
  /** What `!env`, `!var` and `!path` see. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** Values put at a path of the merged map. */
  readonly overrides?: ReadonlyArray<Override>
  /** Engine options for some configs, over everything that the map says. */
  readonly options?: ReadonlyArray<OptionOverride>
  /** Name of an entry of `environments` in the clients file. */
  readonly environment?: string
  readonly onlyClients?: ReadonlyArray<string>
}

/** Everything that a map means before anybody looked at a host. */
export interface Compiled {
  readonly map: ContainerMap
  readonly clients: Clients
  readonly environment: { readonly name: string; readonly settings: Environment } | null
  readonly resources: Resources
  /** What an executor must look at. */
  readonly query: Query
  /** Where a field of the map (long form) was written, or the nearest one around it. */
  readonly positionOf: (field: Path) => Position | undefined
}

/**
 * From documents to resources. All issues, with their places, in one go; what takes a sound map is told of a sound one.
 *
 * @param maps documents that are merged in order
 * @param clients documents that say which hosts there are; none: one client, `default`
 * @example
 * const compiled = compile([{ file: 'dmap.yaml', text: 'web: { image: nginx }' }])
 * // right({ resources: { all: [container:dmap.web@default, image:nginx:latest@default], … }, … })
 */
export const compile = (
  maps: ReadonlyArray<MapSource>,
  clients: ReadonlyArray<MapSource> = [],
  options: CompileOptions = {},
): Either<ReadonlyArray<Issue>, Compiled> => {
  const { name, variables = {}, overrides = [], environment, onlyClients } = options
  const { issues, parsed } = readMap(maps, {
    environment: variables,
    overrides,
    ...(name === undefined ? {} : { name }),
  })
  const hosts = parseClients(clients, { environment: variables })
  const { map, positions } = parsed
  const files = [...maps, ...clients].map(({ file }) => file)
  if (issues.length > 0 || isLeft(hosts)) {
    const inOptions = checkOptions(map).map((issue) => placed(issue, positions, new Map()))
    return left(sortIssues([...issues, ...inOptions, ...(isLeft(hosts) ? hosts.left : [])], files))
  }
  const resources = expand({
    map,
    clients: hosts.right.clients,
    environment: environment ?? null,
    ...(onlyClients === undefined ? {} : { onlyClients }),
    ...(options.options === undefined ? {} : { overrides: options.options }),
  })
  if (isLeft(resources)) {
    const issuesInPlace = resources.left.map((issue) => placed(issue, positions, hosts.right.positions))
    return left(sortIssues(issuesInPlace, files))
  }
  const settings = environment === undefined ? undefined : hosts.right.clients.environments[environment]
  return right({
    map,
    clients: hosts.right.clients,
    environment: environment === undefined ? null : { name: environment, settings: settings ?? {} },
    resources: resources.right,
    query: queryOf(resources.right),
    positionOf: (field) => positionOf(positions, field),
  })
}

/**
 * What must be done on hosts that look like `observation`.
 *
 * @param journal what the journal of earlier runs tells of commands, see `journalled`
 * @example
 * planOf(compiled, emptyObservation(compiled.resources.clients), { kind: 'startup', selection: [], options: {} })
 */
export const planOf = (
  compiled: Compiled,
  observation: Observation,
  intent: Intent,
  journal?: ReadonlyArray<JournalledCommand>,
): Either<ReadonlyArray<PlanError>, Plan> =>
  explained(compiled, intent, planFor(inputOf(compiled, observation, intent, journal)))

/** What a plan would be about, also where something stands against it; parameters as of `planOf`. */
export const differencesOf = (
  compiled: Compiled,
  observation: Observation,
  intent: Intent,
  journal?: ReadonlyArray<JournalledCommand>,
): Either<ReadonlyArray<PlanError>, Differences> =>
  explained(compiled, intent, differencesFor(inputOf(compiled, observation, intent, journal)))

/** What is pruned is named among what was found, and not in the map. */
const explained = <A>({ map }: Compiled, { kind }: Intent, planned: Either<ReadonlyArray<PlanError>, A>) =>
  isLeft(planned) && kind !== 'prune' ? left(planned.left.map(unselectable(map))) : planned

const inputOf = (
  compiled: Compiled,
  observation: Observation,
  intent: Intent,
  journal: ReadonlyArray<JournalledCommand> | undefined,
): PlanInput => ({
  resources: compiled.resources,
  observation,
  intent,
  environment: compiled.environment?.name ?? null,
  positionOf: compiled.positionOf,
  ...(journal === undefined ? {} : { journal }),
})

/** Issues of the expansion name fields in long form: here they get their places, and the paths that the user wrote. */
const placed = (issue: Issue, map: Positions, clients: Positions): Issue => {
  const place = isGiven(issue.path) ? undefined : placeNear(isOfClients(issue.path) ? clients : map, issue.path)
  const related = issue.related?.map((other) => {
    const position = other.position ?? positionOf(map, other.path)
    return position === undefined ? other : { ...other, position }
  })
  return {
    ...issue,
    ...(place === undefined || issue.position !== undefined ? {} : { path: place.path, position: place.position }),
    ...(related === undefined ? {} : { related }),
  }
}

/** What stands on the command line is in neither document. */
const isGiven = ([first]: Path): boolean => typeof first === 'string' && first.startsWith('--')

/** Both documents may have a key `clients`: the map's holds a list, the clients file's names. */
const isOfClients = (path: Path): boolean =>
  path[0] === 'environments' || (path[0] === 'clients' && typeof path[1] === 'string')
