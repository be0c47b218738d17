/** Reads `create_options` and `host_config`: names and values as the map has them, settings and issues out. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, quote } from '../../base/describe'
import type { Issue, Path } from '../../base/issue'
import type { Json } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { didYouMean } from '../../base/nearest'
import { present } from '../../base/present'
import { isSecretRef, NO_SECRET } from '../../base/secret-ref'
import type { Setting } from './merge'
import type { Option } from './table'
import { IDLE, NESTED, OPTION_NAMES, optionOf, REFUSED } from './table'

export interface ReadOptions {
  readonly settings: ReadonlyArray<Setting>
  readonly issues: ReadonlyArray<Issue>
}

/**
 * Every keyword is taken in either of the two objects. A value that is null says nothing, and overrides nothing.
 *
 * @example
 * readOptions({ mem_limit: '3g' }, ['containers', 'web', 'create_options']).settings
 * // [{ field: 'HostConfig.Memory', value: 3221225472, origin: ['containers', 'web', 'create_options', 'mem_limit'] }]
 */
export const readOptions = (options: Readonly<Record<string, Json | undefined>>, at: Path): ReadOptions => {
  const settings: Setting[] = []
  const issues: Issue[] = []
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined) continue
    const path = [...at, name]
    if (NESTED.has(name) && isJsonObject(value)) {
      const inner = readOptions(value, path)
      settings.push(...inner.settings)
      issues.push(...inner.issues)
      continue
    }
    const read = readOption(name, value, path)
    if (read === null) continue
    if ('code' in read) issues.push(read)
    else settings.push(read)
  }
  return { settings, issues }
}

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
