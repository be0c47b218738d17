/** Saved observations: reads and writes snapshots. */

import { type Either, left, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { canonicalJson } from '../base/canonical'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { assembleClient } from './assemble'
import type { Observation } from './observation'

const FORMAT = '1.0'
const MAJOR = /^1\.\d+$/

/**
 * Reads a snapshot. Unknown fields (of a later minor version) are passed over, another major version is refused. Left
 * says what is wrong, one line for each mistake: where, what was found.
 *
 * @param value parsed JSON
 */
export const decodeObservation = (value: unknown): Either<ReadonlyArray<string>, Observation> => {
  const format = isJsonObject(value) ? value['format'] : undefined
  if (typeof format !== 'string') return left(['it has no "format"'])
  if (!MAJOR.test(format)) return left([`snapshot of format ${format}; this version reads ${FORMAT}`])
  const decoded = observationCodec.decode({ ...(value as JsonObject), format: FORMAT })
  if (decoded._tag === 'Left') return left([...new Set(decoded.left.map(mistake))])
  const { clients } = decoded.right as unknown as Observation
  return right({
    format: FORMAT,
    clients: Object.fromEntries(Object.entries(clients).map(([name, client]) => [name, assembleClient(client)])),
  })
}

/** Pretty JSON with sorted keys and a final line feed: the same observation gives the same text, byte for byte. */
export const encodeObservation = (value: Observation): string =>
  `${JSON.stringify(JSON.parse(canonicalJson(value as unknown as Json)), null, 2)}\n`

const mistake = (error: t.ValidationError): string => {
  const path = error.context
    .map((entry) => entry.key)
    .filter((key) => key !== '')
    .join('.')
  const expected = error.context[error.context.length - 1]?.type.name ?? 'something else'
  return `${path || 'snapshot'}: expected ${expected}, found ${shorten(error.value)}`
}

const shorten = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const json = new t.Type<JsonObject, JsonObject, unknown>(
  'an object',
  (value): value is JsonObject => isJsonObject(value),
  (value, context) => (isJsonObject(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)
const texts = t.record(t.string, t.string, 'an object of text')
const list = <C extends t.Mixed>(item: C) => t.array(item, `a list of ${item.name}`)

const engineDefaults = t.intersection([
  t.type({ logDriver: t.string, runtime: t.string }),
  t.partial({
    cgroupns: t.keyof({ host: null, private: null }, '"host" or "private"'),
    hostname: t.string,
    pools: list(t.type({ base: t.string, size: t.number }, 'an address pool')),
  }),
])

const engine = t.intersection(
  [t.type({ id: t.string, version: t.string, apiVersion: t.string }), t.partial({ defaults: t.exact(engineDefaults) })],
  'an engine',
)

const status = t.keyof(
  { created: null, running: null, paused: null, restarting: null, exited: null, dead: null },
  'a status (created, running, paused, restarting, exited, dead)',
)

const state = t.intersection(
  [
    t.type({ status, started: t.boolean }),
    t.partial({
      exitCode: t.number,
      health: t.keyof({ starting: null, healthy: null, unhealthy: null }, 'starting, healthy or unhealthy'),
    }),
  ],
  'a state',
)

const mount = t.intersection(
  [
    t.type({ type: t.string, destination: t.string, readonly: t.boolean }),
    t.partial({ name: t.string, source: t.string }),
  ],
  'a mount',
)

const endpoint = t.partial(
  { aliases: list(t.string), links: list(t.string), ipam: json, lost: t.literal(true, 'true') },
  'an endpoint',
)

const trace = t.keyof({ full: null, partial: null, none: null }, 'full, partial or none')

const container = t.intersection(
  [
    t.type({
      id: t.string,
      name: t.string,
      image: t.string,
      state: t.exact(state),
      config: json,
      hostConfig: json,
      mounts: list(t.exact(mount)),
      networks: t.record(t.string, t.exact(endpoint), 'an object of endpoints'),
    }),
    t.partial({ commands: t.record(t.string, trace, 'an object of commands') }),
  ],
  'a container',
)

const network = t.type(
  {
    id: t.string,
    name: t.string,
    labels: texts,
    config: json,
    containers: list(t.string),
  },
  'a network',
)

const volume = t.intersection(
  [t.type({ name: t.string, labels: texts, config: json, users: list(t.string) }), t.partial({ mountpoint: t.string })],
  'a volume',
)

const image = t.type({ id: t.string, references: list(t.string), config: json }, 'an image')

const client = t.type(
  {
    engine: t.exact(engine),
    containers: list(t.exact(container)),
    networks: list(t.exact(network)),
    volumes: list(t.exact(volume)),
    images: list(t.exact(image)),
  },
  'a client',
)

/** Derives the schema of snapshots as well. */
export const observationCodec = t.exact(
  t.type({ format: t.string, clients: t.record(t.string, t.exact(client), 'an object of clients') }),
)
