/** `parseClients`: the clients file, with hosts and environments, to its long form. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../base/codec'
import { codec, collect, decodeDocument, isObject, placeOf, refuse, unknownKey, within } from '../base/codec'
import type { Document, Place } from '../base/document'
import { deepFreeze } from '../base/freeze'
import type { Issue, Path } from '../base/issue'
import { didYouMean } from '../base/nearest'
import { clientConfig, clientFields } from './client-fields'
import type { Layer, Part } from './layer'
import { mergeLayers, partsLayer } from './layer'
import type { Lost } from './lost'
import { isLost, joinLost } from './lost'
import type { Clients } from './model'
import type { MapSource, ParseContext } from './parse-map'
import { readSource, startOf } from './parse-map'
import type { Positions } from './positions'
import { placeNear, positionKey } from './positions'
import { salvage } from './salvage'
import { sortIssues } from './sort-issues'
import { table } from './table-field'

export interface ParsedClients {
  readonly clients: Clients
  readonly positions: Positions
}

/**
 * Several sources merge in order. Clients stand under `clients`, or by name at the top level.
 *
 * @example
 * parseClients([{ file: 'c.yaml', text: 'web1: { base_url: web1.example.com }' }], { environment: {} })
 * // right({ clients: { clients: { web1: { base_url: 'tcp://web1.example.com:2375', … } }, environments: {} }, positions })
 */
export const parseClients = (
  sources: ReadonlyArray<MapSource>,
  context: Pick<ParseContext, 'environment'>,
): Either<ReadonlyArray<Issue>, ParsedClients> => {
  const files = sources.map((source) => source.file)
  const read = sources.map((source) => salvage(readSource(source, context.environment), decodeClients, partAt))
  const lost = joinLost(read.map((source) => source.lost))
  const merged = read.flatMap(({ layer }) => layer ?? []).reduce(mergeLayers, partsLayer(startOf(files[0]), []))
  // Without a document there is no place to point at.
  const parsed = sources.length === 0 ? { ...build(merged), positions: new Map() } : build(merged)
  const issues = [...read.flatMap((source) => source.issues), ...checkClients(parsed, lost)]
  return issues.length > 0 ? left(sortIssues(issues, files)) : right(parsed)
}

const decodeClients = (document: Document): Either<ReadonlyArray<Issue>, Layer> =>
  decodeDocument(clientsDocument, document)

/** A setting of a client or an environment goes with a mistake in it. */
const partAt = (path: Path): Path => path.slice(0, KEYS.includes(String(path[0])) ? 3 : 2)

const KEYS = Object.keys(clientFields)

const clientsDocument: Codec<Layer> = codec('clients', (value, context) => {
  if (value === null) return right(partsLayer(placeOf(context), []))
  if (!isObject(value)) return refuse(value, context, { expected: 'an object with clients' })
  const read = collect(Object.entries(value).map(([key, member]) => topLevel(key, member, value, context)))
  return isLeft(read) ? read : right(read.right.flat().reduce(mergeLayers, partsLayer(placeOf(context), [])))
})

const topLevel = (
  key: string,
  value: unknown,
  owner: Readonly<Record<string, unknown>>,
  context: t.Context,
): t.Validation<ReadonlyArray<Layer>> => {
  if (key.startsWith('x-') || key === '$schema') return right([])
  const inside = within(context, key, value)
  if (key === 'clients' || key === 'environments') {
    const read = clientFields[key].codec.validate(value, inside)
    return isLeft(read) ? read : right([partsLayer(placeOf(context), [{ key, layer: read.right }])])
  }
  if (value !== null && !isObject(value) && typeof value !== 'string')
    return refuse(value, inside, unknownKey(key, 'the clients file', KEYS))
  if (isObject(owner.clients) && Object.hasOwn(owner.clients, key)) {
    const message = `the client "${key.slice(0, 80)}" stands in clients and outside of it`
    return refuse(value, inside, { code: 'duplicate-name', message, hint: 'keep one of the two', part: 'key' })
  }
  const read = clientConfig.codec.validate(value, inside)
  if (isLeft(read)) return read
  const part: Part = { key, layer: read.right }
  return right([partsLayer(placeOf(context), [{ key: 'clients', layer: partsLayer(placeOf(context), [part]) }])])
}

const clientsTable = table<Clients>('clients', clientFields)

const build = (layer: Layer): ParsedClients => {
  const positions = new Map<string, Place>()
  const note = (path: Path, at: Place): void => {
    positions.set(positionKey(path), at)
  }
  return { clients: deepFreeze(clientsTable.build(layer, [], note)), positions }
}

/** Names that ids and host names can carry: no `@`, no space. */
const CLIENT_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,99}$/

const checkClients = ({ clients, positions }: ParsedClients, lost: Lost): ReadonlyArray<Issue> => {
  const place = (path: Path) => placeNear(positions, path) ?? { path }
  const names = Object.keys(clients.clients)
  const badNames = names
    .filter((name) => !CLIENT_NAME.test(name))
    .map((name): Issue => {
      const message = `${JSON.stringify(name.slice(0, 80))} cannot name a client`
      const expected = 'letters, digits, "_", "." and "-", up to 100'
      return { code: 'invalid-name', ...place(['clients', name]), message, expected }
    })
  const references = Object.entries(clients.environments).flatMap(([name, environment]) => [
    ...(environment.clients ?? []).map((client, index) => [client, ['environments', name, 'clients', index]] as const),
    ...(environment.default_client === undefined
      ? []
      : [[environment.default_client, ['environments', name, 'default_client']] as const]),
  ])
  const unknown = references
    .filter(([client]) => !Object.hasOwn(clients.clients, client) && !isLost(lost, client))
    .map(([client, path]): Issue => {
      const message = `"${client.slice(0, 80)}" is no client of the file`
      return { code: 'unknown-reference', ...place(path), message, ...didYouMean(client, names) }
    })
  return [...badNames, ...unknown]
}
