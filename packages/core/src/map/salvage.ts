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
    const { value }: Document = document
    const parts = decoded.left.map(({ code, path }) => (code === 'duplicate-name' ? path : partAt(path)))
    for (const part of parts) lost.push(lostAt(part, valueAt(value, part)))
    document = { ...document, value: without(value, partsOf(parts)) }
  }
  return { layer: undefined, issues, lost: { ...NOTHING_LOST, all: true } }
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  )

/** What is taken out of a value: all of it, or parts of its members. */
interface Parts {
  all: boolean
  readonly members: Map<string | number, Parts>
}

const partsOf = (paths: ReadonlyArray<Path>): Parts => {
  const root: Parts = { all: false, members: new Map() }
  for (const path of paths) {
    let at = root
    for (const key of path) {
      const member = at.members.get(key) ?? { all: false, members: new Map() }
      at.members.set(key, member)
      at = member
    }
    at.all = true
  }
  return root
}

/** The value without the parts; an item of a list becomes null, so that the others keep their places. */
const without = (value: unknown, { all, members }: Parts): unknown => {
  if (all) return null
  const rest = (key: string | number, member: unknown): unknown => {
    const parts = members.get(key)
    return parts === undefined ? member : without(member, parts)
  }
  if (Array.isArray(value)) return value.map((item: unknown, index) => rest(index, item))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => members.get(name)?.all !== true)
  return recordOf(kept.map(([name, member]) => [name, rest(name, member)] as const))
}
