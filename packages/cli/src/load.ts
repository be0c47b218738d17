/** From the options of the command line to a compiled map. */
import { type Compiled, compile, parseClients } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import type { Hosts } from './hosts'
import type { Io } from './io'
import type { MapOptions } from './options'
import { overridesOf } from './overrides'
import type { SavedPlan } from './plan-file'
import { clientSources, clientsFolder, mapSources, valuesOf } from './sources'

export interface Loaded {
  readonly compiled: Compiled
  readonly hosts: Hosts
  /** The documents as text, by file: for excerpts. */
  readonly texts: Readonly<Record<string, string>>
}

/** Every issue of the map and of the clients in one go. */
export const load = async (
  options: MapOptions,
  selection: ReadonlyArray<string>,
  io: Io,
): Promise<Either<Failure, Loaded>> => {
  const variables = await variablesOf(options, io)
  if (isLeft(variables)) return variables
  const set = overridesOf(options.set ?? [], selection)
  if (isLeft(set)) return set
  const maps = await mapSources(options.map, io)
  if (isLeft(maps)) return maps
  const clients = await clientSources(options.clients, io)
  if (isLeft(clients)) return clients
  const texts = { ...maps.right.texts, ...clients.right.texts }
  const compiled = compile(maps.right.sources, clients.right.sources, {
    variables: variables.right,
    ...set.right,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.env === undefined ? {} : { environment: options.env }),
    ...(options.client === undefined ? {} : { onlyClients: options.client }),
  })
  if (isLeft(compiled)) return left({ _tag: 'Invalid', issues: compiled.left, texts })
  const { resources, query, environment } = compiled.right
  const hosts: Hosts = {
    clients: compiled.right.clients.clients,
    environment: environment?.settings ?? {},
    used: resources.clients,
    query,
    folder: clientsFolder(options.clients, io),
  }
  return right({ compiled: compiled.right, hosts, texts })
}

/** The hosts of a saved plan: it needs no map any more. */
export const loadHosts = async (
  { plan, query }: SavedPlan,
  options: MapOptions,
  io: Io,
): Promise<Either<Failure, Hosts>> => {
  const variables = await variablesOf(options, io)
  if (isLeft(variables)) return variables
  const sources = await clientSources(options.clients, io)
  if (isLeft(sources)) return sources
  const parsed = parseClients(sources.right.sources, { environment: variables.right })
  if (isLeft(parsed)) return left({ _tag: 'Invalid', issues: parsed.left, texts: sources.right.texts })
  const { clients, environments } = parsed.right.clients
  const environment = plan.environment === null ? {} : environments[plan.environment]
  if (environment === undefined)
    return left(usage(`the plan is for the environment "${plan.environment}", which is not known here`))
  return right({
    clients,
    environment,
    used: Object.keys(plan.engines).sort(),
    query,
    folder: clientsFolder(options.clients, io),
  })
}

/** What `!env`, `!var` and `!path` see: the process environment, and what `--env-file` adds. */
const variablesOf = async (
  { envFile = [] }: MapOptions,
  io: Io,
): Promise<Either<Failure, Readonly<Record<string, string | undefined>>>> => {
  const added = await valuesOf(envFile, io)
  return isLeft(added) ? added : right({ ...io.env, ...added.right })
}
