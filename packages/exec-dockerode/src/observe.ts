/** Looks at one Engine: one list per kind, then only what can matter is inspected, side by side. */

import {
  assembleClient,
  type ClientObservation,
  type ClientQuery,
  containerFromInspect,
  engineFromInfo,
  type InspectedContainer,
  imageFromInspect,
  isJsonObject,
  type Json,
  type JsonObject,
  LABEL,
  networkFromInspect,
  ownMember,
  PS_ARGS,
  processesFromTop,
  redactContainer,
  redactNetwork,
  redactVolume,
  volumeFromInspect,
  withTraces,
} from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, isRight, left, right } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import { type ApiCall, get, nameOfCall, segment } from './call'
import type { Connection } from './connection'
import { eachOf } from './each-of'
import { refusal } from './fault'
import { inspectRequest } from './request'

/** Inspections at once: more make an Engine no faster. */
const AT_ONCE = 24

type Result<T> = Promise<Either<ExecutorError, T>>

export const observeClient = async (
  connection: Connection,
  map: string,
  query: ClientQuery,
): Result<ClientObservation> => {
  const images = new Images(connection)
  const [engine, containers, networks, volumes, known] = await Promise.all([
    engineOf(connection),
    containersOf(connection, map, query),
    networksOf(connection, map, query),
    volumesOf(connection, map, query),
    images.byReference(query.images),
  ])
  if (isLeft(engine)) return engine
  if (isLeft(containers)) return containers
  if (isLeft(networks)) return networks
  if (isLeft(volumes)) return volumes
  if (isLeft(known)) return known
  const used = await images.byId(containers.right.map((container) => container.image))
  if (isLeft(used)) return used
  return right(
    assembleClient({
      engine: engine.right,
      containers: containers.right,
      networks: networks.right,
      volumes: volumes.right,
      images: images.found(),
    }),
  )
}

/** Each answer names the API version in its header: `/version` tells no more, and starts a program to do so. */
const engineOf = async (connection: Connection): Result<ClientObservation['engine']> => {
  const info = await connection.demand(get('/info'))
  if (isLeft(info)) return info
  const { body, headers } = info.right
  return right(engineFromInfo(body, { ApiVersion: String(headers['api-version'] ?? '') }))
}

const containersOf = async (
  connection: Connection,
  map: string,
  query: ClientQuery,
): Result<ReadonlyArray<InspectedContainer>> => {
  const list = await connection.demand(get('/containers/json', { all: '1' }))
  if (isLeft(list)) return list
  const wanted = { map, names: new Set(query.containers), volumes: new Set(query.volumes) }
  const ids = objectsIn(list.right.body).filter((entry) => concerns(entry, wanted))
  const found = await inspectAll(
    connection,
    ids.map((entry) => inspectRequest(String(entry['Id']))),
    containerFromInspect,
  )
  if (isLeft(found)) return found
  const redacted = found.right.map((container) => redactContainer(container, query))
  return right(await withCommands(connection, redacted, query))
}

/** Where processes cannot be listed (no `ps` on the host, say) nothing is known of commands, and nothing fails. */
const withCommands = async (
  connection: Connection,
  containers: ReadonlyArray<InspectedContainer>,
  { commands = {} }: ClientQuery,
): Promise<ReadonlyArray<InspectedContainer>> =>
  eachOf(containers, AT_ONCE, async (container) => {
    const watched = ownMember(commands, container.name)
    if (watched === undefined || container.state.status !== 'running') return container
    const path = `/containers/${segment(container.id)}/top`
    const answer = await connection.ask(get(path, { ps_args: PS_ARGS }))
    const processes = isRight(answer) ? processesFromTop(answer.right.body) : undefined
    return processes === undefined ? container : withTraces(container, watched, processes)
  })

interface Wanted {
  readonly map: string
  readonly names: ReadonlySet<string>
  readonly volumes: ReadonlySet<string>
}

/** It carries our label, has one of our names, or mounts one of our volumes. */
const concerns = (entry: JsonObject, { map, names, volumes }: Wanted): boolean => {
  if (objectIn(entry['Labels'] ?? null)[LABEL.map] === map) return true
  if (textsIn(entry['Names']).some((name) => names.has(name.slice(1)))) return true
  return objectsIn(entry['Mounts'] ?? null).some(
    (mount) => typeof mount['Name'] === 'string' && volumes.has(mount['Name']),
  )
}

const networksOf = async (connection: Connection, map: string, query: ClientQuery) => {
  const list = await connection.demand(get('/networks'))
  if (isLeft(list)) return list
  const names = new Set(query.networks)
  const ours = objectsIn(list.right.body).filter(
    (entry) => objectIn(entry['Labels'] ?? null)[LABEL.map] === map || names.has(String(entry['Name'])),
  )
  const calls = ours.map((entry) => get(`/networks/${segment(String(entry['Id']))}`))
  const found = await inspectAll(connection, calls, networkFromInspect)
  return isLeft(found) ? found : right(found.right.map((network) => redactNetwork(network, query)))
}

/** The list tells all about volumes that an inspection would. */
const volumesOf = async (connection: Connection, map: string, query: ClientQuery) => {
  const call = get('/volumes')
  const list = await connection.demand(call)
  if (isLeft(list)) return list
  const names = new Set(query.volumes)
  const ours = objectsIn(objectIn(list.right.body)['Volumes'] ?? null).filter(
    (entry) => objectIn(entry['Labels'] ?? null)[LABEL.map] === map || names.has(String(entry['Name'])),
  )
  const found = decodeAll(connection, call, ours, volumeFromInspect)
  return isLeft(found) ? found : right(found.right.map((volume) => redactVolume(volume, query)))
}

/** Images, each id inspected once. */
class Images {
  private readonly byIds = new Map<string, ReturnType<typeof imageFromInspect>>()

  constructor(private readonly connection: Connection) {}

  byReference(references: ReadonlyArray<string>) {
    return this.inspect([...new Set(references)])
  }

  byId(ids: ReadonlyArray<string>) {
    return this.inspect([...new Set(ids)].filter((id) => id !== '' && !this.byIds.has(id)))
  }

  found() {
    return [...this.byIds.values()].flatMap((image) => (isRight(image) ? [image.right] : []))
  }

  private async inspect(names: ReadonlyArray<string>): Result<null> {
    const calls = names.map((name) => get(`/images/${name.split('/').map(segment).join('/')}/json`))
    const images = await inspectAll(this.connection, calls, imageFromInspect)
    if (isLeft(images)) return images
    for (const image of images.right) this.byIds.set(image.id, right(image))
    return right(null)
  }
}

/** What has gone between the list and the inspection is left out. */
const inspectAll = async <T>(
  connection: Connection,
  calls: ReadonlyArray<ApiCall>,
  decode: (raw: unknown) => Either<string, T>,
): Result<ReadonlyArray<T>> => {
  const answers = await eachOf(calls, AT_ONCE, async (call): Result<T | null> => {
    const answer = await connection.ask(call)
    if (isLeft(answer)) return left(answer.left.error)
    const { status, body } = answer.right
    if (status === 404) return right(null)
    if (status >= 400) return left(refusal(connection.client, call, status, messageIn(body)))
    return decodeOne(connection, call, body, decode)
  })
  const found: T[] = []
  for (const answer of answers) {
    if (isLeft(answer)) return answer
    if (answer.right !== null) found.push(answer.right)
  }
  return right(found)
}

const decodeAll = <T>(
  connection: Connection,
  call: ApiCall,
  raw: ReadonlyArray<JsonObject>,
  decode: (raw: unknown) => Either<string, T>,
): Either<ExecutorError, ReadonlyArray<T>> => {
  const all = raw.map((one) => decodeOne(connection, call, one, decode))
  const bad = all.find(isLeft)
  return bad ?? right(all.flatMap((one) => (isRight(one) ? [one.right] : [])))
}

const decodeOne = <T>(
  connection: Connection,
  call: ApiCall,
  raw: unknown,
  decode: (raw: unknown) => Either<string, T>,
): Either<ExecutorError, T> => {
  const decoded = decode(raw)
  if (isRight(decoded)) return decoded
  const message = `the answer is not what this API version says: ${decoded.left}`
  return left({ _tag: 'Unable', client: connection.client, request: nameOfCall(call), message })
}

const objectsIn = (value: Json): ReadonlyArray<JsonObject> => (Array.isArray(value) ? value.filter(isJsonObject) : [])
const textsIn = (value: Json | undefined): ReadonlyArray<string> =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
