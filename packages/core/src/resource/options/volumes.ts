/** Options that give a container volumes: its own, those of the host, and those of other containers. */
import { right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import { conversion, either, flag, listOfText, mapped, oneOf, recordOf, secretText, splitOnce } from './conversion'

/** Paths in the container: a path, a list, or an object whose values say nothing. */
export const volumes: Conversion = either(
  'a path, a list of paths, or an object of paths',
  mapped(listOfText('a path'), (value) => objectFrom((value as string[]).map((path) => [path, {}]))),
  conversion('an object of paths', (value) =>
    isJsonObject(value) ? right(objectFrom(Object.keys(value).map((path) => [path, {}]))) : undefined,
  ),
)

/** `['/host:/path:ro']`, or `{ '/host': { bind: '/path', mode: 'ro' } }`, or `{ '/host': '/path' }`. */
export const binds: Conversion = either(
  'a list of host:path[:mode], or an object of host paths',
  listOfText('host:path[:mode]', (entry) => /^[^:]+:[^:]+(:[A-Za-z,]+)?$/.test(entry)),
  conversion('an object of host paths', (value) => {
    if (!isJsonObject(value)) return undefined
    const entries = Object.entries(value).map(([host, entry]) => bindOf(host, entry ?? null))
    return entries.includes(undefined) ? undefined : right(entries as string[])
  }),
)

const bindOf = (host: string, entry: Json): string | undefined => {
  if (typeof entry === 'string') return `${host}:${entry}:rw`
  if (!isJsonObject(entry) || typeof entry.bind !== 'string') return undefined
  const { bind, mode, ro, propagation } = entry
  const access = typeof mode === 'string' && mode !== '' ? mode : ro === true ? 'ro' : 'rw'
  return `${host}:${bind}:${access}${typeof propagation === 'string' ? `,${propagation}` : ''}`
}

/** `['web', 'db:ro']`, text with commas, or `{ db: 'ro' }`. */
export const volumesFrom: Conversion = either(
  'a list of container[:mode], or an object of containers',
  conversion('text', (value) =>
    typeof value === 'string' ? right(value.split(',').map((name) => name.trim())) : undefined,
  ),
  listOfText('container[:mode]'),
  mapped(recordOf(either('ro, rw, true (read-only) or false', flag, oneOf('ro', 'rw'))), (value) =>
    Object.entries(value as JsonObject).map(([name, mode]) => (mode === 'ro' || mode === true ? `${name}:ro` : name)),
  ),
)

/** `{ '/run': 'size=64m' }`, or a list of `/run:size=64m`. */
export const tmpfs: Conversion = either(
  'an object of paths, or a list of path[:options]',
  mapped(listOfText('path[:options]'), (value) =>
    objectFrom((value as string[]).map((entry) => splitOnce(entry, ':'))),
  ),
  recordOf(secretText),
)
