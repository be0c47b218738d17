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
  const valueOf = (whole: string, braced?: string, operator?: string, fallback?: string, plain?: string): string => {
    const name = braced ?? plain
    if (name === undefined) return '$'
    const value = ownMember(variables, name)
    if (operator === ':-' && (value === undefined || value === '')) return fallback ?? ''
    if (operator === '-' && value === undefined) return fallback ?? ''
    if (value === undefined) missing.push(name)
    return value ?? whole
  }
  const replaced = text.replace(VARIABLE, valueOf)
  return missing.length > 0 ? left(missing) : right(replaced)
}

/** A path with its variables, and the home folder for a leading `~`. */
export const interpolatePath = (path: string, variables: Variables): Either<ReadonlyArray<string>, string> =>
  interpolate(/^~(\/|$)/.test(path) ? `\${HOME}${path.slice(1)}` : path, variables)
