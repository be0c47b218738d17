/** Places for the boxes of a picture: columns from what comes first to what comes last, few crossings, no overlap. */
import { compareText } from '../base/compare-text'
import type { Picture, PictureNode } from './picture'

export interface Placed {
  readonly node: PictureNode
  /** Of the upper left corner, in pixels. */
  readonly x: number
  readonly y: number
}

export interface Layout {
  readonly placed: ReadonlyMap<string, Placed>
  readonly width: number
  readonly height: number
}

export const BOX = { width: 260, height: 44, gapX: 60, gapY: 14, margin: 16 } as const

/**
 * Each box stands one column after the last of those that come before it; in a column, near the middle of them. Takes
 * time in proportion to boxes and arrows, apart from sorting. Arrows of a circle are passed over.
 */
export const layersOf = ({ nodes, edges }: Picture): Layout => {
  const before = new Map<string, string[]>(nodes.map(({ id }) => [id, []]))
  for (const { from, to } of edges) if (before.has(from)) before.get(to)?.push(from)
  const ranks = ranksOf(nodes, before)
  const columns: PictureNode[][] = []
  for (const node of nodes) {
    const rank = ranks.get(node.id) ?? 0
    while (columns.length <= rank) columns.push([])
    columns[rank]?.push(node)
  }
  const placed = new Map<string, Placed>()
  for (const [rank, column] of columns.entries()) place(column, rank, before, placed)
  const rows = Math.max(1, ...columns.map((column) => column.length))
  return {
    placed,
    width: 2 * BOX.margin + Math.max(1, columns.length) * (BOX.width + BOX.gapX) - BOX.gapX,
    height: 2 * BOX.margin + rows * (BOX.height + BOX.gapY) - BOX.gapY,
  }
}

/** Nodes come in an order in which what is needed comes first, so that one pass is enough. */
const ranksOf = (
  nodes: ReadonlyArray<PictureNode>,
  before: ReadonlyMap<string, ReadonlyArray<string>>,
): ReadonlyMap<string, number> => {
  const ranks = new Map<string, number>()
  for (const { id } of nodes) {
    let rank = 0
    for (const other of before.get(id) ?? []) rank = Math.max(rank, (ranks.get(other) ?? -1) + 1)
    ranks.set(id, rank)
  }
  return ranks
}

const place = (
  column: ReadonlyArray<PictureNode>,
  rank: number,
  before: ReadonlyMap<string, ReadonlyArray<string>>,
  placed: Map<string, Placed>,
): void => {
  const middles = new Map(column.map((node) => [node.id, middleOf(before.get(node.id) ?? [], placed)]))
  const sorted = [...column].sort(
    (a, b) =>
      (middles.get(a.id) ?? 0) - (middles.get(b.id) ?? 0) || compareText(a.group, b.group) || compareText(a.id, b.id),
  )
  for (const [row, node] of sorted.entries())
    placed.set(node.id, {
      node,
      x: BOX.margin + rank * (BOX.width + BOX.gapX),
      y: BOX.margin + row * (BOX.height + BOX.gapY),
    })
}

const middleOf = (ids: ReadonlyArray<string>, placed: ReadonlyMap<string, Placed>): number => {
  const heights = ids.flatMap((id) => placed.get(id)?.y ?? [])
  return heights.length === 0 ? 0 : heights.reduce((sum, y) => sum + y, 0) / heights.length
}
