/** Times several ways to do one thing, in turns, so that what else the machine does falls on all of them alike. */

export interface Contender {
  readonly name: string
  /** What is timed. */
  readonly run: () => Promise<unknown>
  /** Makes the state that `run` begins with; not timed. */
  readonly before?: () => Promise<unknown>
}

export interface Row {
  readonly name: string
  /** Milliseconds, one per round. */
  readonly times: ReadonlyArray<number>
}

/** @param warmUp rounds that are not counted */
export const inTurns = async (
  contenders: ReadonlyArray<Contender>,
  rounds: number,
  warmUp = 1,
): Promise<ReadonlyArray<Row>> => {
  const rows = contenders.map(({ name }) => ({ name, times: [] as number[] }))
  for (let round = -warmUp; round < rounds; round += 1) {
    // The one that comes first changes, so that none has always the same one before it.
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (turn + round + warmUp) % contenders.length
      const { before, run } = contenders[index] as Contender
      await before?.()
      const began = process.hrtime.bigint()
      await run()
      const took = Number(process.hrtime.bigint() - began) / 1e6
      if (round >= 0) rows[index]?.times.push(took)
    }
  }
  return rows
}

export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** The row with the smallest median: the best that raw calls can do. */
export const fastest = (rows: ReadonlyArray<Row>): Row =>
  rows.reduce((best, row) => (median(row.times) < median(best.times) ? row : best))

/** Of the medians. Every way was measured in every round, so what disturbs one round disturbs all of them. */
export const ratio = (row: Row, to: Row): number => median(row.times) / median(to.times)
