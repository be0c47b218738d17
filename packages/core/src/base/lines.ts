/** Lines and columns of the offsets in a text. */
import type { Position } from './issue'

/** Offsets beyond the end are taken as the end. A line ends with a line feed. */
export const positionsIn = (file: string, text: string): ((offset: number) => Position) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const inside = Math.min(Math.max(offset, 0), text.length)
    const line = lastNotAbove(starts, inside)
    return { file, line: line + 1, column: inside - (starts[line] as number) + 1 }
  }
}

/** Index of the last number that is not above `limit`, by halving. */
const lastNotAbove = (sorted: ReadonlyArray<number>, limit: number): number => {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] as number) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
