/** Replaces variables in text: `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `$NAME`; `$$` is one `$`. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { ownMember } from '../base/record'

export type Variables = Readonly<Record<string, string | undefined>>

const VARIABLE = /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^}]*))?\}|([A-Za-z_][A-Za-z0-9_]*))/g

/**
 * The text with the values of its variables, or the names of those that are not set and have no default.
 *
 * @example
 * interpolate('app:${SHA:-latest}', {}) // right('app:latest')
 * interpolate('$HOME/$NAME', { HOME: '/root' }) // left(['NAME'])
 */
export const interpolate = (text: string, variables: Variables): Either<ReadonlyArray<string>, string> => {
  const missing: string[] = []
  const replaced = text.replace(
    VARIABLE,
    (whole, braced?: string, operator?: string, fallback?: string, plain?: string) => {
      const name = braced ?? plain
      if (name === undefined) return '$'
      const value = valueOrDefault(ownMember(variables, name), operator, fallback)
      if (value === undefined) missing.push(name)
      return value ?? whole
    },
  )
  return missing.length > 0 ? left(missing) : right(replaced)
}

/** `:-` gives its default for the empty text as well. */
const valueOrDefault = (value: string | undefined, operator = '', fallback = ''): string | undefined => {
  const lacks = value === undefined || (operator === ':-' && value === '')
  return lacks && operator !== '' ? fallback : value
}

/** A path with its variables, and the home folder for a leading `~`. */
export const interpolatePath = (path: string, variables: Variables): Either<ReadonlyArray<string>, string> =>
  interpolate(/^~(\/|$)/.test(path) ? `\${HOME}${path.slice(1)}` : path, variables)
