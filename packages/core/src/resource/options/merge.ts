/**
 * Merging of options by precedence: a later layer overrides scalars, objects merge by key, lists are a union in which what
 * came first stays first, and lists whose entries have a key (links by container, mounts by path) override by it.
 */

import { canonicalJson } from '../../base/canonical'
import type { Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'

/** One field of the request body, as one layer sets it. */
export interface Setting {
  readonly field: string
  readonly value: Json
  readonly origin: Path
  /** Per entry of a list or object (by index or key), where they come from different places. */
  readonly origins?: Readonly<Record<string, Path>>
  /** Engine API versions that have it. */
  readonly since?: string
  readonly before?: string
}

/** A request body while it is put together; fields are dotted: `HostConfig.Binds`. */
export interface Draft {
  readonly fields: Map<string, Json>
  readonly origins: Map<string, Path>
  /** The last setting of each field that not every API version has. */
  readonly requires: Map<string, Setting>
}

export const emptyDraft = (): Draft => ({ fields: new Map(), origins: new Map(), requires: new Map() })

type Key = (entry: Json) => string

const whole: Key = (entry) => (typeof entry === 'string' ? entry : canonicalJson(entry))
const upTo =
  (separator: string): Key =>
  (entry) =>
    headOf(entry).split(separator, 1)[0] as string
const member =
  (name: string): Key =>
  (entry) =>
    String((entry as JsonObject)[name])

/** `NAME=value`, or what is known of it: `{ $concat: ['NAME=', secret] }`. */
const headOf = (entry: Json): string =>
  String(isJsonObject(entry) && Array.isArray(entry.$concat) ? (entry.$concat as ReadonlyArray<Json>)[0] : entry)

/** Of `NAME=value` or `{ $concat: ['NAME=', secret] }`. */
export const variableName: Key = upTo('=')

/** Path in the container of `host:path:mode`. */
export const bindTarget: Key = (entry) => String(entry).split(':')[1] as string

const KEYS: Readonly<Record<string, Key>> = {
  Env: variableName,
  'HostConfig.Binds': bindTarget,
  'HostConfig.Links': upTo(':'),
  'HostConfig.VolumesFrom': upTo(':'),
  'HostConfig.ExtraHosts': upTo(':'),
  'HostConfig.Devices': member('PathInContainer'),
  'HostConfig.Ulimits': member('Name'),
  'HostConfig.Mounts': member('Target'),
  'HostConfig.BlkioWeightDevice': member('Path'),
  'HostConfig.BlkioDeviceReadBps': member('Path'),
  'HostConfig.BlkioDeviceReadIOps': member('Path'),
  'HostConfig.BlkioDeviceWriteBps': member('Path'),
  'HostConfig.BlkioDeviceWriteIOps': member('Path'),
}

/** Lists that replace: half of one command and half of another is none. */
const REPLACED: ReadonlySet<string> = new Set([
  'Cmd',
  'Entrypoint',
  'Shell',
  'HostConfig.ConsoleSize',
  'HostConfig.MaskedPaths',
  'HostConfig.ReadonlyPaths',
])

/** Whether a field's list is taken as a whole. */
export const replaces = (field: string): boolean => REPLACED.has(field)

/** Puts `setting` over what `draft` has. */
export const addSetting = (draft: Draft, setting: Setting): void => {
  const { field, value, origin, since, before } = setting
  if (since !== undefined || before !== undefined) {
    draft.requires.set(field, setting)
  }
  draft.fields.set(field, merged(field, draft.fields.get(field), value))
  draft.origins.set(field, origin)
  for (const [index, key] of entryKeys(field, value))
    draft.origins.set(`${field}.${key}`, setting.origins?.[index] ?? origin)
}

const merged = (field: string, lower: Json | undefined, upper: Json): Json => {
  if (Array.isArray(upper) && !replaces(field)) return union(keyOf(field), asList(lower), upper)
  return mergeObjects(lower, upper)
}

const asList = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : [])

const keyOf = (field: string): Key => KEYS[field] ?? whole

const union = (key: Key, lower: ReadonlyArray<Json>, upper: ReadonlyArray<Json>): ReadonlyArray<Json> => {
  if (key === whole) return [...new Map([...lower, ...upper].map((entry) => [whole(entry), entry])).values()]
  const overridden = new Set(upper.map(key))
  const kept = lower.filter((entry) => !overridden.has(key(entry)))
  return [...new Map([...kept, ...upper].map((entry) => [whole(entry), entry])).values()]
}

const mergeObjects = (lower: Json | undefined, upper: Json): Json => {
  if (!isJsonObject(lower) || !isJsonObject(upper)) return upper
  const result: Record<string, Json> = Object.create(null)
  for (const [key, value] of Object.entries(lower)) result[key] = value as Json
  for (const [key, value] of Object.entries(upper)) result[key] = mergeObjects(result[key], value as Json)
  return result
}

/** Index or key of an entry, with the name that origins have for it. */
const entryKeys = (field: string, value: Json): ReadonlyArray<readonly [string, string]> => {
  if (isJsonObject(value)) return Object.keys(value).map((key) => [key, key])
  if (!Array.isArray(value) || replaces(field)) return []
  return (value as ReadonlyArray<Json>).map((entry, index) => [String(index), keyOf(field)(entry)])
}
