/** Files of `NAME=value` lines: environments and secrets. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'

const LINE = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/

/**
 * Empty lines and lines that begin with `#` say nothing; a value in single quotes is taken as it stands, one in double
 * quotes may hold `\n`, `\t`, `\"`, `\\`; any other loses the white space around it.
 *
 * @returns what is wrong, by line, without the values: they may be secrets
 * @example
 * nameValues('A=1\nB="x y"') // right({ A: '1', B: 'x y' })
 */
export const nameValues = (text: string): Either<ReadonlyArray<string>, Readonly<Record<string, string>>> => {
  const problems: string[] = []
  const values = Object.create(null) as Record<string, string>
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const match = LINE.exec(trimmed)
    if (match === null) problems.push(`line ${index + 1}: expected NAME=value`)
    else values[match[1] as string] = unquoted((match[2] as string).trim())
  }
  return problems.length > 0 ? left(problems) : right(values)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

const unquoted = (value: string): string => {
  if (/^'[^']*'$/.test(value)) return value.slice(1, -1)
  if (!/^"(?:[^"\\]|\\.)*"$/.test(value)) return value
  return value.slice(1, -1).replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character)
}
