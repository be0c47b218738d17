/** Reads `create_options` and `host_config`: names and values as the map has them, settings and issues out. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { canonicalJson } from '../../base/canonical'
import { sortedBy } from '../../base/compare-text'
import { describe, quote } from '../../base/describe'
import type { Issue, Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { didYouMean } from '../../base/nearest'
import { present } from '../../base/present'
import { isSecretRef, NO_SECRET } from '../../base/secret-ref'
import { replaces, type Setting } from './merge'
import type { Option } from './table'
import { IDLE, NESTED, OPTION_NAMES, optionOf, REFUSED } from './table'

export interface ReadOptions {
  readonly settings: ReadonlyArray<Setting>
  readonly issues: ReadonlyArray<Issue>
}

/**
 * Every keyword is taken in either of the two objects. A value that is null says nothing, and overrides nothing. The order
 * of keys says nothing either: objects within come last, and one option under two names has one value.
 *
 * @example
 * readOptions({ mem_limit: '3g' }, ['containers', 'web', 'create_options']).settings
 * // [{ field: 'HostConfig.Memory', value: 3221225472, origin: ['containers', 'web', 'create_options', 'mem_limit'] }]
 */
export const readOptions = (options: Readonly<Record<string, Json | undefined>>, at: Path): ReadOptions => {
  const given = sortedBy(Object.entries(options), ([name]) => name).flatMap(
    ([name, value]): ReadonlyArray<Given> =>
      value === null || value === undefined ? [] : [{ name, value, path: [...at, name] }],
  )
  const own = readOwn(given.filter(({ name, value }) => !isNested(name, value)))
  const nested = given.flatMap(({ name, value, path }) => (isNested(name, value) ? [readOptions(value, path)] : []))
  return {
    settings: [...own.settings, ...nested.flatMap(({ settings }) => settings)],
    issues: [...own.issues, ...nested.flatMap(({ issues }) => issues)],
  }
}

interface Given {
  readonly name: string
  readonly value: Json
  readonly path: Path
}

const readOwn = (given: ReadonlyArray<Given>): ReadOptions => {
  const settings: Setting[] = []
  const issues: Issue[] = []
  for (const { name, value, path } of given) {
    const read = readOption(name, value, path)
    if (read === null) continue
    const other = 'code' in read ? undefined : settings.find((setting) => contradicts(setting, read))
    if ('code' in read) issues.push(read)
    else if (other === undefined) settings.push(read)
    else issues.push(twoNames(read, other))
  }
  return { settings, issues }
}

const isNested = (name: string, value: Json): value is JsonObject => NESTED.has(name) && isJsonObject(value)

/** Lists and objects of one option become one; other values cannot. */
const contradicts = (one: Setting, other: Setting): boolean =>
  one.field === other.field &&
  (replaces(one.field) || typeof one.value !== 'object') &&
  canonicalJson(one.value) !== canonicalJson(other.value)

const twoNames = ({ origin }: Setting, other: Setting): Issue => ({
  code: 'conflict',
  path: origin,
  message: `"${origin.at(-1)}" and "${other.origin.at(-1)}" are one option, and differ`,
  hint: 'keep one of the two; a config that extends another one overrides an option by the same name',
  related: [{ path: other.origin, message: 'the other one is here' }],
})

const readOption = (name: string, value: Json, path: Path): Setting | Issue | null => {
  if (Object.hasOwn(IDLE, name)) return null
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
  if (refused !== undefined) {
    return {
      code: 'unsupported',
      path,
      message: `the option "${name}" cannot be set: ${refused.refused}`,
      hint: refused.hint,
    }
  }
  const option = optionOf(name)
  if (option === undefined) return unknownOption(name, path)
  return settingOf(option, name, value, path)
}

const unknownOption = (name: string, path: Path): Issue => ({
  code: 'unknown-option',
  path,
  message: `there is no option ${quote(name)}`,
  expected: 'a keyword of docker-py, or a name of the Engine API',
  found: quote(name),
  ...didYouMean(name, OPTION_NAMES),
})

const settingOf = (option: Option, name: string, value: Json, path: Path): Setting | Issue => {
  const read = option.value.read(value)
  if (isLeft(read)) {
    const { at, expected, found } = read.left
    return {
      code: 'invalid-value',
      path: [...path, ...at],
      message: `the option "${name}" takes ${option.value.expects}`,
      expected,
      found: describe(found),
      ...hintFor(found),
    }
  }
  const { field, before } = option
  const since = memberVersion(field, read.right) ?? option.since
  const setting = { field, value: read.right, origin: path }
  return since === undefined && before === undefined ? setting : present({ ...setting, since, before })
}

/** A pair written as one text has no name when all of it is a secret. */
const hintFor = (found: Json | undefined): { readonly hint?: string } => {
  if (isSecretRef(found)) return { hint: NO_SECRET }
  const within = Array.isArray(found) ? found : isJsonObject(found) ? Object.values(found) : []
  return within.some((one) => isSecretRef(one)) ? { hint: NO_SECRET_WITHIN } : {}
}

const NO_SECRET_WITHIN =
  'a secret cannot stand for the whole entry, whose name the plan needs: write an object, { name: !secret name }, where one is taken'

/** Members that came later than the field they stand in. */
const LATER: Readonly<Record<string, ReadonlyArray<readonly [member: string, since: string]>>> = {
  Healthcheck: [
    ['StartInterval', '1.44'],
    ['StartPeriod', '1.29'],
  ],
}

const memberVersion = (field: string, value: Json): string | undefined =>
  isJsonObject(value) ? LATER[field]?.find(([member]) => value[member] !== undefined)?.[1] : undefined
