/**
 * Leaves out of the Engine's answers what says nothing: null, empty text, zero, false, empty lists and objects. Both
 * what is observed and what is predicted go through here, so that they can be compared as they are.
 */
import { isJsonObject, type Json, type JsonObject } from '../base/json'

/** Fields whose members are named by the user: a member counts even when its value is empty (`Labels: { a: "" }`). */
const NAMED_MEMBERS: ReadonlySet<string> = new Set([
  'Labels',
  'Annotations',
  'ExposedPorts',
  'Volumes',
  'PortBindings',
  'Tmpfs',
  'Sysctls',
  'StorageOpt',
  'DriverOpts',
  'Options',
  'Config',
  'AuxiliaryAddresses',
])

/** Fields that are pointers in the Engine: zero or false differs from absent. */
const POINTERS: ReadonlySet<string> = new Set(['StopTimeout', 'MemorySwappiness'])

/**
 * `object` without what says nothing, at every depth. Items of lists are kept, whatever they are.
 *
 * @example
 * sparse({ User: '', Cmd: ['sh', ''], Labels: { a: '' }, Healthcheck: { Retries: 0 } }) // { Cmd: ['sh', ''], Labels: { a: '' } }
 */
export const sparse = (object: JsonObject): JsonObject => members(object, (key, value) => sparseMember(key, value))

/** Whether a value says nothing. */
export const isNothing = (value: Json | undefined): boolean => {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** `object` without the members named. */
export const without = (object: JsonObject, ...names: ReadonlyArray<string>): JsonObject => {
  if (!names.some((name) => name in object)) return object
  return Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)))
}

const sparseMember = (key: string, value: Json): Json | undefined => {
  if (POINTERS.has(key)) return value ?? undefined
  const kept = sparseValue(value, NAMED_MEMBERS.has(key) && isJsonObject(value))
  return isNothing(kept) ? undefined : kept
}

const sparseValue = (value: Json, named: boolean): Json => {
  if (Array.isArray(value)) return value.map((item) => (isJsonObject(item) ? sparse(item) : item))
  if (!isJsonObject(value)) return value
  if (!named) return sparse(value)
  return members(value, (_, member) =>
    isJsonObject(member) || Array.isArray(member) ? sparseValue(member, false) : member,
  )
}

const members = (object: JsonObject, of: (key: string, value: Json) => Json | undefined): JsonObject => {
  const kept: [string, Json][] = []
  for (const [key, value] of Object.entries(object)) {
    const member = value === undefined ? undefined : of(key, value)
    if (member !== undefined) kept.push([key, member])
  }
  return Object.fromEntries(kept)
}
