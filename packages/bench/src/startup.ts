/** Startup, an update with nothing to do, and shutdown of forty containers. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compared } from './compared'
import { compiled, live, mapOf, planned, services } from './landscape'
import { type Contender, fastest, inTurns, type Row } from './measure'
import { runProgram } from './process'
import { chainsOf, sendAll } from './raw'
import { type Stage, swept } from './stage'

const COUNT = 40
const list = services(COUNT)
const map = compiled(list)

/** Whether Compose is there or not, the table has the rows that can be measured. */
const withCompose = (stage: Stage, contender: (compose: NonNullable<Stage['compose']>) => Contender) =>
  stage.compose === undefined ? [] : [contender(stage.compose)]

/** The very calls of a plan, so many chains of them at once. */
const rawly = async ({ send }: Stage, phases: ReturnType<typeof chainsOf>, atOnce: number): Promise<void> => {
  for (const chains of phases) await sendAll(send, chains, atOnce)
}

const startupCalls = async (stage: Stage): Promise<ReturnType<typeof chainsOf>> => {
  await swept(stage)
  return chainsOf(await planned(map, stage.executor, 'startup'))
}

/** Nothing but the containers, all running. */
const running = (stage: Stage, startup: ReturnType<typeof chainsOf>) => async (): Promise<void> => {
  await swept(stage)
  await rawly(stage, startup, 8)
}

export const benchStartup = async (stage: Stage): Promise<void> => {
  const { executor, compose } = stage
  compose?.write(list)
  const startup = await startupCalls(stage)
  const before = () => swept(stage)
  const started = await inTurns(
    [
      ...[4, 8].map((n) => ({ name: `raw, ${n} at once`, before, run: () => rawly(stage, startup, n) })),
      { name: 'dmap', before, run: () => live(map, executor, 'startup') },
      ...withCompose(stage, ({ up }) => ({ name: 'Compose', before, run: up })),
    ],
    stage.rounds,
  )
  report(stage, `Startup of ${COUNT} containers`, started, floorOf(started))
}

export const benchShutdown = async (stage: Stage): Promise<void> => {
  const { executor, compose } = stage
  compose?.write(list)
  const before = running(stage, await startupCalls(stage))
  await before()
  const shutdown = chainsOf(await planned(map, executor, 'shutdown'))
  const stopped = await inTurns(
    [
      ...[4, 8, 16].map((n) => ({ name: `raw, ${n} at once`, before, run: () => rawly(stage, shutdown, n) })),
      { name: 'dmap', before, run: () => live(map, executor, 'shutdown') },
      ...withCompose(stage, ({ up, down }) => ({
        name: 'Compose',
        before: async () => {
          await swept(stage)
          await up()
        },
        run: down,
      })),
    ],
    stage.rounds,
  )
  report(stage, `Shutdown of ${COUNT} containers`, stopped, floorOf(stopped))
}

/** Both landscapes cannot stand at once, since names of Compose and of dmap differ, but the networks' load does not. */
export const benchNothing = async (stage: Stage): Promise<void> => {
  const { executor, compose } = stage
  compose?.write(list)
  const startup = await startupCalls(stage)
  const file = join(stage.folder, 'dmap.json')
  writeFileSync(file, JSON.stringify(mapOf(list)))
  const main = require.resolve('@dmap/cli/package.json').replace('package.json', 'dist/bin/dmap.js')
  await running(stage, startup)()
  const rows = await inTurns(
    [
      { name: 'dmap, library', run: () => live(map, executor, 'update') },
      {
        name: 'dmap, command',
        run: () =>
          runProgram([process.execPath, main, 'update', '--yes', '--map', file], { DOCKER_HOST: stage.engine.url }),
      },
      { name: 'node -e 0', run: () => runProgram([process.execPath, '-e', '0']) },
    ],
    2 * stage.rounds + 1,
  )
  await swept(stage)
  await compose?.up()
  const composed =
    compose === undefined ? [] : await inTurns([{ name: 'Compose', run: compose.up }], 2 * stage.rounds + 1)
  await swept(stage)
  report(stage, `An update of ${COUNT} containers with nothing to do`, [...rows, ...composed], rows[2])
}

const floorOf = (rows: ReadonlyArray<Row>): Row => fastest(rows.filter(({ name }) => name.startsWith('raw')))

const report = (stage: Stage, title: string, rows: ReadonlyArray<Row>, floor: Row | undefined): void => {
  const compose = rows.find(({ name }) => name === 'Compose')
  const label = floor?.name ?? ''
  stage.print(
    `### ${title}\n\n${compared(rows, [
      { label, row: floor },
      { label: 'Compose', row: compose },
    ])}\n`,
  )
}
