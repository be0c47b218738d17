/** Rows of measurements as a table: medians, spread, and how they stand to each other. */
import { median, type Row, ratio } from './measure'
import { milliseconds, table, times } from './table'

export interface Against {
  readonly label: string
  readonly row: Row | undefined
}

export const compared = (rows: ReadonlyArray<Row>, against: ReadonlyArray<Against>): string => {
  const known = against.flatMap(({ label, row }) => (row === undefined ? [] : [{ label, row }]))
  return table(
    ['', 'median, ms', 'least', 'most', ...known.map(({ label }) => `÷ ${label}`)],
    rows.map((row) => [
      row.name,
      milliseconds(median(row.times)),
      milliseconds(Math.min(...row.times)),
      milliseconds(Math.max(...row.times)),
      ...known.map(({ row: other }) => times(ratio(row, other))),
    ]),
  )
}
