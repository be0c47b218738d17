/**
 * Reads what can be read of a document with mistakes: a part that is wrong is taken out and the rest decoded again, so
 * that the mistakes of all phases are told in one go.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft } from 'fp-ts/lib/Either.js'
import { isObject } from '../base/codec'
import type { Document } from '../base/document'
import type { Issue, Path } from '../base/issue'
import { recordOf } from '../base/record'
import type { Layer } from './layer'
import type { Lost } from './lost'
import { joinLost, lostAt, NOTHING_LOST } from './lost'

/** A source as it was read: no document where the text is no YAML at all. */
export interface Reading {
  readonly document: Document | undefined
  readonly issues: ReadonlyArray<Issue>
}

export interface Salvaged {
  readonly layer: Layer | undefined
  readonly issues: ReadonlyArray<Issue>
  readonly lost: Lost
}

/** Mistakes are told in the first round; in the second one all of them are out, unless a part hides behind another one. */
const ROUNDS = 3

/** @param partAt the part that a path leads into, as a prefix of the path: as much as must go for a mistake there */
export const salvage = (
  reading: Reading,
  decode: (document: Document) => Either<ReadonlyArray<Issue>, Layer>,
  partAt: (path: Path) => Path,
): Salvaged => {
  const lost: Lost[] = reading.issues.map((issue) => lostAt(issue.path, undefined))
  let issues = reading.issues
  let document = reading.document
  for (let round = 0; document !== undefined && round < ROUNDS; round++) {
    const decoded = decode(document)
    if (!isLeft(decoded)) return { layer: decoded.right, issues, lost: joinLost([NOTHING_LOST, ...lost]) }
    if (round === 0) issues = [...issues, ...decoded.left]
    let { value }: Document = document
    for (const issue of decoded.left) {
      const part = issue.code === 'duplicate-name' ? issue.path : partAt(issue.path)
      lost.push(lostAt(part, valueAt(document.value, part)))
      value = without(value, part)
    }
    document = { ...document, value }
  }
  return { layer: undefined, issues, lost: { ...NOTHING_LOST, all: true } }
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  )

/** The value without the member at the path; an item of a list becomes null, so that the others keep their places. */
const without = (value: unknown, path: Path): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return null
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? without(item, rest) : item))
  if (!isObject(value)) return value
  const members = Object.entries(value)
  if (rest.length === 0) return recordOf(members.filter(([name]) => name !== key))
  return recordOf(members.map(([name, member]) => [name, name === key ? without(member, rest) : member] as const))
}
