/** Splits a command line into words the way a POSIX shell does, without expanding anything: `sh -c 'echo "a b"'`. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'

const SPACE = new Set([' ', '\t', '\n', '\r'])
/** Within double quotes a backslash is a character like others, except before these. */
const ESCAPED_IN_QUOTES = new Set(['"', '\\', '$', '`'])

/**
 * Words of `line`; left: what is wrong with it. Quotes may stand anywhere in a word; `''` is a word. Dollar signs, pipes,
 * and `#` are characters like others, since no shell reads them.
 *
 * @example
 * shellWords(`sh -c 'echo "a b"' \\$x`) // right(['sh', '-c', 'echo "a b"', '$x'])
 * shellWords(`sh -c 'echo`) // left('a quote (\') is not closed')
 */
export const shellWords = (line: string): Either<string, ReadonlyArray<string>> => {
  const words: string[] = []
  let word: string | null = null
  let at = 0
  while (at < line.length) {
    const piece = pieceAt(line, at)
    if (piece === null) return left(unfinished(line[at] as string))
    if (piece.text !== null) word = (word ?? '') + piece.text
    if (piece.ends && word !== null) words.push(word)
    if (piece.ends) word = null
    at = piece.end
  }
  return right(word === null ? words : [...words, word])
}

const unfinished = (char: string): string =>
  char === '\\' ? 'it ends in a backslash' : `a quote (${char}) is not closed`

interface Piece {
  /** Null: adds nothing, not even an empty word. */
  readonly text: string | null
  readonly end: number
  /** It stands between two words. */
  readonly ends?: boolean
}

const pieceAt = (line: string, at: number): Piece | null => {
  if (SPACE.has(line[at] as string)) return { text: null, end: at + 1, ends: true }
  switch (line[at]) {
    case "'": {
      const close = line.indexOf("'", at + 1)
      return close < 0 ? null : { text: line.slice(at + 1, close), end: close + 1 }
    }
    case '"':
      return doubleQuoted(line, at + 1)
    case '\\':
      if (at + 1 >= line.length) return null
      // A backslash at the end of a line joins it with the next one.
      return { text: line[at + 1] === '\n' ? null : (line[at + 1] as string), end: at + 2 }
    default:
      return plain(line, at)
  }
}

const plain = (line: string, start: number): Piece => {
  let end = start + 1
  while (end < line.length && !SPACE.has(line[end] as string) && !`'"\\`.includes(line[end] as string)) end++
  return { text: line.slice(start, end), end }
}

const doubleQuoted = (line: string, start: number): Piece | null => {
  let text = ''
  for (let at = start; at < line.length; at++) {
    const char = line[at] as string
    if (char === '"') return { text, end: at + 1 }
    const next = line[at + 1]
    if (char !== '\\' || next === undefined || (next !== '\n' && !ESCAPED_IN_QUOTES.has(next))) {
      text += char
      continue
    }
    if (next !== '\n') text += next
    at++
  }
  return null
}
