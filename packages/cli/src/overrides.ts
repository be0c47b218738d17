/** `--set PATH=VALUE`: a value over what the map says, or an Engine option for what is selected. */
import { MAP_KEYS, type OptionOverride, type Override, recordOf } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'

export interface Overrides {
  readonly overrides: ReadonlyArray<Override>
  readonly options: ReadonlyArray<OptionOverride>
}

/**
 * A path with dots (`web.image`) or a key of the map (`default_tag`) leads into the map; a single other word is an
 * option (`mem_limit`) of the selected configs. A dot that belongs to a name is written `\.`.
 *
 * @example
 * overridesOf(['web.image=app:2', 'mem_limit=3g'], ['web'])
 */
export const overridesOf = (
  settings: ReadonlyArray<string>,
  selection: ReadonlyArray<string>,
): Either<Failure, Overrides> => {
  const overrides: Override[] = []
  const options: [string, JsonValue][] = []
  for (const setting of settings) {
    const parsed = parse(setting)
    if (isLeft(parsed)) return parsed
    const { path, value } = parsed.right
    const [first = ''] = path
    if (path.length === 1 && !MAP_KEYS.includes(first)) options.push([first, value])
    else overrides.push({ path, value })
  }
  if (options.length === 0) return right({ overrides, options: [] })
  const selected = selection.length === 0 ? ['__all__'] : selection
  return right({ overrides, options: [{ selection: selected, options: recordOf(options), path: ['--set'] }] })
}

const parse = (setting: string): Either<Failure, { path: ReadonlyArray<string>; value: JsonValue }> => {
  const equals = setting.indexOf('=')
  const path = equals < 1 ? [] : segments(setting.slice(0, equals))
  if (path.length === 0 || path.includes(''))
    return left(usage(`--set ${setting}: expected PATH=VALUE`, 'for example --set web.image=app:2'))
  return right({ path, value: jsonOrText(setting.slice(equals + 1)) })
}

const segments = (path: string): ReadonlyArray<string> =>
  path.split(/(?<!\\)\./).map((segment) => segment.replace(/\\\./g, '.'))

/** JSON where it is unmistakably so; `1.10` and `007` stay the text that they are. */
const jsonOrText = (text: string): JsonValue => {
  const isJson = /^(?:true|false|null|-?(?:0|[1-9]\d{0,14})|[[{"].*)$/s.test(text)
  if (!isJson) return text
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

type JsonValue = OptionOverride['options'][string]
