/** What is done before any host is looked at: compile, plan, compare, for maps of a thousand configs and of three thousand. */
import {
  type Compiled,
  compareMaps,
  compile,
  emptyObservation,
  type IntentKind,
  type Observation,
  planFor,
  renderReview,
} from '@dmap/core'
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import { median } from './measure'
import type { Stage } from './stage'
import { milliseconds, table, times } from './table'

const COUNTS = [1000, 3000]
const WIDTH = 10

/** Which configs the one with an index depends on. */
const SHAPES: Readonly<Record<string, (index: number) => ReadonlyArray<number>>> = {
  chain: (index) => (index === 0 ? [] : [index - 1]),
  /** Ten in each layer; each depends on three of the layer before. */
  layered: (index) => {
    const below = (Math.floor(index / WIDTH) - 1) * WIDTH
    return below < 0 ? [] : [0, 3, 6].map((more) => below + ((index + more) % WIDTH))
  },
}

export const benchPlanning = async ({ rounds, print }: Pick<Stage, 'rounds' | 'print'>): Promise<void> => {
  const rows: ReadonlyArray<string>[] = []
  for (const shape of Object.keys(SHAPES)) {
    const measured: ReadonlyArray<number>[] = []
    for (const count of COUNTS) measured.push(await measuredFor(shape, count, rounds))
    const [small = [], large = []] = measured
    rows.push(...measured.map((list, at) => [`${shape}, ${COUNTS[at]}`, ...list.map(milliseconds), share(list)]))
    rows.push([`${shape}, growth`, ...large.map((value, at) => times(value / (small[at] ?? Number.NaN))), ''])
  }
  const head = ['processor time, ms', ...WAYS, 'diff in all ÷ compile both']
  print(`### Planning of ${COUNTS.join(' and ')} configs\n\n${table(head, rows)}\n`)
}

const WAYS = ['compile', 'plan startup', 'plan update of all', 'plan update of none', 'diff'] as const

/** What `dmap diff` takes, both maps compiled, compared and written down, by what compiling them takes. */
const share = ([compiling = Number.NaN, , , , comparing = Number.NaN]: ReadonlyArray<number>): string =>
  times((2 * compiling + comparing) / (2 * compiling))

const measuredFor = async (shape: string, count: number, rounds: number): Promise<ReadonlyArray<number>> => {
  const [before, after] = [textOf(shape, count, '1'), textOf(shape, count, '2')]
  const [base, head] = [compiled(before), compiled(after)]
  const nothing = emptyObservation(base.resources.clients)
  const running = ok(compareMaps(base, head)).before
  const runs: Readonly<Record<(typeof WAYS)[number], () => unknown>> = {
    compile: () => compiled(before),
    'plan startup': () => planned(base, nothing, 'startup'),
    'plan update of all': () => planned(head, running, 'update'),
    'plan update of none': () => planned(base, running, 'update'),
    diff: () => renderReview([{ title: shape, ...ok(compareMaps(base, head)) }]),
  }
  const measured = WAYS.map((): number[] => [])
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, way] of WAYS.entries()) {
      // Else connections that the Engine closes meanwhile would be taken for open.
      await new Promise(setImmediate)
      const took = processorTime(runs[way])
      if (round >= 0) measured[at]?.push(took)
    }
  }
  return measured.map(median)
}

/** Milliseconds of all threads: nothing is waited for here, and what else the machine does counts less than by the clock. */
const processorTime = (run: () => unknown): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const textOf = (shape: string, count: number, version: string): string => {
  const dependencies = SHAPES[shape] as (index: number) => ReadonlyArray<number>
  const configs = Array.from({ length: count }, (_, index) =>
    [
      `  c${index}:`,
      '    image: app',
      `    depends_on: [${dependencies(index).map((other) => `c${other}`)}]`,
      `    environment: { VERSION: "${version}", NAME: c${index} }`,
      '    networks: net',
      `    labels: { service: c${index} }`,
    ].join('\n'),
  )
  return `name: large\nnetworks: { net: {} }\ncontainers:\n${configs.join('\n')}\n`
}

const compiled = (text: string): Compiled => ok(compile([{ file: 'dmap.yaml', text }]))

const planned = ({ resources }: Compiled, observation: Observation, kind: IntentKind) =>
  ok(planFor({ resources, observation, intent: { kind, selection: [], options: {} } }))

const ok = <T>(result: Either<unknown, T>): T => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left).slice(0, 1000))
  return result.right
}
