/** The comparable form: each field of an object under one name, in Engine terms, with a value that compares as JSON. */
import { compareText } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { textAt } from '../observe/read'
import { holdsSecret } from '../observe/secret'

/** `Env.PATH`, `HostConfig.Memory`, `Ports.80/tcp` to its value. */
export type Fields = ReadonlyMap<string, Json>

/** What one member of the Engine's object is in the comparable form: fields, named relative to the member. */
export type Form = (value: Json, nameOf: NameOf) => ReadonlyArray<readonly [name: string, value: Json]>

/** Name of the container with an id; undefined where it is not known. */
export type NameOf = (id: string) => string | undefined

/** One field with the value as it is. */
const whole: Form = (value) => [['', value]]

/** No field: the member says nothing, or is compared elsewhere. */
export const nowhere: Form = () => []

/** One field: a list in which order and repetition say nothing. */
export const set: Form = (value) => [['', sortedSet(texts(value).map(String))]]

/** Like `set`, with each entry rewritten first. */
export const setOf =
  (rewrite: (entry: string) => string): Form =>
  (value) => [
    ['', sortedSet(texts(value).map((entry) => (holdsSecret(entry) ? String(entry) : rewrite(String(entry)))))],
  ]

/** A field for each member of an object; values of members that are lists of options count as sets. */
export const members: Form = (value) =>
  isJsonObject(value) ? Object.entries(value).map(([name, member]) => [`.${name}`, member ?? null]) : []

/** A field for each entry of a list of objects, called by the entry's member `key`; the last one of a name counts. */
export const entriesBy =
  (key: string, normal: (entry: JsonObject) => JsonObject = (entry) => entry): Form =>
  (value) =>
    (Array.isArray(value) ? value : []).filter(isJsonObject).map((entry) => [`.${textAt(entry, key)}`, normal(entry)])

/** A field for each member of an object; its value is a list of options separated by commas, in no order. */
export const optionMembers: Form = (value) =>
  members(value, nobody).map(([name, options]) => [
    name,
    typeof options === 'string' ? sortedSet(options.split(',').filter((option) => option !== '')).join(',') : options,
  ])

export const sortedSet = (entries: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(entries)].sort(compareText)

/**
 * Puts an object's members into the comparable form.
 *
 * @param prefix of the fields' names, e.g. `HostConfig.`
 * @param nameOf resolves the ids that stand where the request had a container's name
 * @param forms by the member's name; a member without one is compared as a whole
 */
export const fieldsOf = (
  object: JsonObject,
  prefix: string,
  forms: Readonly<Record<string, Form>>,
  nameOf: NameOf = nobody,
): Fields => {
  const fields = new Map<string, Json>()
  for (const [member, value] of Object.entries(object)) {
    if (value === undefined) continue
    const form = Object.hasOwn(forms, member) ? (forms[member] as Form) : whole
    for (const [name, field] of form(value, nameOf)) fields.set(`${prefix}${member}${name}`, field)
  }
  return fields
}

const nobody: NameOf = () => undefined

/** All of them in one; of two with one name the later one counts. */
export const joined = (...parts: ReadonlyArray<Fields>): Fields => {
  const all = new Map<string, Json>()
  for (const part of parts) for (const [field, value] of part) all.set(field, value)
  return all
}

const texts = (value: Json): ReadonlyArray<Json> => (Array.isArray(value) ? value : [])
