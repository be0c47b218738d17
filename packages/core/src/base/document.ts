/** A document as it was read: its plain value, and where each part of it stands in the file. */
import type { Path, Position } from './issue'

/** Where a value begins, as an offset in the text; for the member of an object also where its key does. */
export interface Spot {
  readonly value: number
  readonly key?: number
  /** A number as it was written (`1.10`, `0755`), where text is wanted. */
  readonly source?: string
  readonly members?: ReadonlyMap<string | number, Spot>
}

export interface Document {
  readonly file: string
  /** JSON values only; objects have no prototype. */
  readonly value: unknown
  readonly spot: Spot
  readonly positionAt: (offset: number) => Position
}

/** A value's path as the user wrote it, and its position. */
export interface Place {
  readonly path: Path
  readonly position: Position
}

/** The position of the value at `path` (or of its key), or of the nearest one around it. */
export const positionIn = (document: Document, path: Path, part: 'key' | 'value'): Position => {
  let spot = document.spot
  for (const key of path) {
    const next = spot.members?.get(key)
    if (next === undefined) return document.positionAt(spot.value)
    spot = next
  }
  return document.positionAt(part === 'key' ? (spot.key ?? spot.value) : spot.value)
}

/** How the number at `path` was written. */
export const numberSource = (document: Document, path: Path): string | undefined => {
  let spot: Spot | undefined = document.spot
  for (const key of path) spot = spot?.members?.get(key)
  return spot?.source
}
