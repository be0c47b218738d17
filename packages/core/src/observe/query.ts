/** What an executor must look at for a map: made by core, so that every executor observes the same. */
import { compareText } from '../base/compare-text'
import { deepFreeze } from '../base/freeze'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { recordOf } from '../base/record'
import { variableName } from '../resource/options/merge'
import { namesIn, plainText, secretPlaces } from '../resource/placeholder'
import type { ContainerResource, Resource, Resources } from '../resource/resource'
import { commandLine, type WatchedCommand } from './commands'

export interface Query {
  readonly map: string
  readonly clients: Readonly<Record<string, ClientQuery>>
  /** Names of all secrets of the map: their values are in nothing that is said of its objects. Absent: there are none. */
  readonly secretNames?: ReadonlyArray<string>
}

/**
 * All objects that carry the label `io.dmap.map=<map>`, and those that have one of these names, whoever made them; and
 * the containers that mount one of the volumes.
 */
export interface ClientQuery {
  /** With the names that a replacement uses (`.next`, `.prev`). */
  readonly containers: ReadonlyArray<string>
  readonly networks: ReadonlyArray<string>
  readonly volumes: ReadonlyArray<string>
  /** References; the images of the containers found are looked at as well. */
  readonly images: ReadonlyArray<string>
  /** Environment variables whose values are secrets, by container: the executor replaces what it reads. */
  readonly secrets: Readonly<Record<string, ReadonlyArray<string>>>
  /** Other parts of what is created that are secrets, with placeholders, by the object's name; absent: there are none. */
  readonly places?: Readonly<
    Partial<Record<'containers' | 'networks' | 'volumes', Readonly<Record<string, JsonObject>>>>
  >
  /** Commands to look for among the processes of a container, by its name; absent: nobody wants to know. */
  readonly commands?: Readonly<Record<string, ReadonlyArray<WatchedCommand>>>
}

/** Last part of the name of a container that is to take another one's place, and of one whose place was taken. */
export const NEXT = '.next'
export const PREVIOUS = '.prev'

/**
 * Whether it stands beside the container whose place it is to take or has left: it loses that name in the course of a run, of
 * this one or of another one, and by its id it would be removed all the same.
 */
export const mayBeRenamed = ({ name, objectId }: { readonly name: string; readonly objectId?: string }): boolean =>
  objectId !== undefined && (name.endsWith(NEXT) || name.endsWith(PREVIOUS))

export interface QueryOptions {
  /** Look also for the processes of commands, for an update with `check_exec_commands`. */
  readonly commands?: boolean
}

/**
 * All that a plan for these resources may depend on; names sorted, old names of what was moved included.
 *
 * @example
 * queryOf(resources).clients['edge-1']?.containers // ['shop.web', 'shop.web.next', 'shop.web.prev']
 */
export const queryOf = (resources: Resources, { commands = false }: QueryOptions = {}): Query => {
  const byClient = new Map<string, Resource[]>(resources.clients.map((client) => [client, []]))
  for (const resource of resources.all) byClient.get(resource.client)?.push(resource)
  const moved = resources.moved.map(({ from }) => from)
  const secretNames = sorted([...namesIn(resources.all.map(requestsOf))])
  return deepFreeze({
    map: resources.map,
    ...(secretNames.length === 0 ? {} : { secretNames }),
    clients: recordOf([...byClient].map(([client, own]) => [client, clientQuery(own, moved, commands)] as const)),
  })
}

const clientQuery = (
  resources: ReadonlyArray<Resource>,
  moved: ReadonlyArray<string>,
  commands: boolean,
): ClientQuery => {
  const names = (kind: Resource['kind']): ReadonlyArray<string> =>
    resources.filter((one) => one.kind === kind).map(({ name }) => name)
  return {
    containers: sorted([...names('container'), ...moved].flatMap(withReplacement)),
    networks: sorted(names('network')),
    volumes: sorted([...names('volume'), ...moved]),
    images: sorted(names('image')),
    secrets: recordOf(resources.flatMap((one) => (one.kind === 'container' ? secretsOf(one) : []))),
    ...placesIn(resources),
    ...(commands ? { commands: recordOf(resources.flatMap(watchedIn)) } : {}),
  }
}

/** Those of policy `restart`: the others need not have left anything. */
const watchedIn = (resource: Resource): ReadonlyArray<readonly [string, ReadonlyArray<WatchedCommand>]> => {
  if (resource.kind !== 'container') return []
  const watched = resource.exec
    .filter(({ policy }) => policy === 'restart')
    .map(({ command, user }) => ({ text: commandLine(command), user: plainText(user) }))
  return watched.length === 0 ? [] : [[resource.name, watched]]
}

const withReplacement = (name: string): ReadonlyArray<string> => [name, `${name}${NEXT}`, `${name}${PREVIOUS}`]

/** All that is asked of an Engine for it. */
const requestsOf = (resource: Resource): Json => {
  if (resource.kind === 'image') return null
  return resource.kind === 'container' ? ([resource.body, resource.exec] as Json) : resource.body
}

const placesIn = (resources: ReadonlyArray<Resource>): Pick<ClientQuery, 'places'> => {
  const of = (kind: 'container' | 'network' | 'volume'): Readonly<Record<string, JsonObject>> =>
    recordOf(resources.flatMap((one) => (one.kind === kind ? hiddenIn(one) : [])))
  const places = Object.entries({ containers: of('container'), networks: of('network'), volumes: of('volume') }).filter(
    ([, names]) => Object.keys(names).length > 0,
  )
  return places.length === 0 ? {} : { places: Object.fromEntries(places) }
}

const hiddenIn = (resource: Resource): ReadonlyArray<readonly [string, JsonObject]> => {
  if (resource.kind === 'image') return []
  const { Env: _, ...places } = secretPlaces(resource.body as JsonObject)
  if (Object.keys(places).length === 0) return []
  const names = resource.kind === 'container' ? withReplacement(resource.name) : [resource.name]
  return names.map((name) => [name, places])
}

const secretsOf = ({ name, body }: ContainerResource): ReadonlyArray<readonly [string, ReadonlyArray<string>]> => {
  const secrets = (body.Env ?? []).filter(isJsonObject).map(variableName)
  return secrets.length === 0 ? [] : withReplacement(name).map((one) => [one, secrets])
}

const sorted = (names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)].sort(compareText)
