/** Where each value of a map was written: a sidecar beside the map, found by long-form path. */
import type { Place } from '../base/document'
import type { Path, Position } from '../base/issue'

/** Long-form path (as JSON text) to its place. */
export type Positions = ReadonlyMap<string, Place>

export const positionKey = (path: Path): string => JSON.stringify(path)

/**
 * The place where the value at a long-form path was written, or the nearest one around it.
 *
 * @example
 * positionOf(positions, ['containers', 'web', 'binds', 0]) // { file: 'map.yaml', line: 5, column: 9 }
 */
export const positionOf = (positions: Positions, path: Path): Position | undefined =>
  placeNear(positions, path)?.position

/** Like `positionOf`, with the path as the user wrote it. */
export const placeNear = (positions: Positions, path: Path): Place | undefined => {
  for (let length = path.length; length >= 0; length--) {
    const place = positions.get(positionKey(path.slice(0, length)))
    if (place !== undefined) return place
  }
  return undefined
}
