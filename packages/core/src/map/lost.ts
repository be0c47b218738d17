/**
 * What a map with mistakes may have meant: names in the parts that could not be read. References to them are not
 * reported, since they most likely are right.
 */
import type { Path } from '../base/issue'
import { nearest } from '../base/nearest'

export interface Lost {
  /** So much is missing that no reference can be judged. */
  readonly all: boolean
  readonly names: ReadonlySet<string>
}

export const NOTHING_LOST: Lost = { all: false, names: new Set() }

export const joinLost = (parts: ReadonlyArray<Lost>): Lost => ({
  all: parts.some((part) => part.all),
  names: new Set(parts.flatMap((part) => [...part.names])),
})

/** Fields that decide what the names of other configs mean. */
const DECISIVE: ReadonlyArray<string> = ['extends', 'abstract', 'use_attached_parent_name', '$merge']

/** What goes with the value at a path. */
export const lostAt = (path: Path, value: unknown): Lost => {
  const keys = path.map(String)
  const last = keys[keys.length - 1] ?? ''
  return {
    all: path.length === 0 || nearest(last, DECISIVE) !== undefined,
    names: new Set([...keys, ...textsIn(value)]),
  }
}

/** Whether a reference may mean something that was lost: itself, or one of its parts between dots. */
export const isLost = (lost: Lost, reference: string): boolean =>
  lost.all || lost.names.has(reference) || reference.split('.').some((part) => lost.names.has(part))

/** Keys and texts, at any depth. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  const texts: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string' || typeof next === 'number') texts.push(String(next))
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) texts.push(...Object.keys(next))
    for (const member of Object.values(next)) open.push(member)
  }
  return texts
}
