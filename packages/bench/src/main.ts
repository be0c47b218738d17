/**
 * The benchmark: `pnpm bench`, or parts of it, `pnpm bench planning startup observe outage prediction remote`. The Engine is `DMAP_TEST_ENGINE`, else
 * the local socket; Compose is `DMAP_COMPOSE`, else what is found; `DMAP_BENCH_ROUNDS` says how often. Markdown comes out.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { testEngine } from '@dmap/testing'
import { findCompose } from './compose'
import { IMAGE } from './landscape'
import { benchObserve } from './observe'
import { benchOutage } from './outage'
import { benchPlanning } from './planning'
import { benchPrediction } from './prediction'
import { rawTo } from './raw'
import { benchRemote } from './remote'
import { executorAt, type Stage, swept } from './stage'
import { benchNothing, benchShutdown, benchStartup } from './startup'

const PARTS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  planning: benchPlanning,
  startup: benchStartup,
  shutdown: benchShutdown,
  nothing: benchNothing,
  observe: benchObserve,
  outage: benchOutage,
  prediction: benchPrediction,
  remote: benchRemote,
}

/** Ends two seconds after it is told to. */
const SLOW = ['/bin/sh', '-c', 'trap "sleep 2; exit 0" TERM; while :; do sleep 1 & wait $!; done']

const main = async (asked: ReadonlyArray<string>): Promise<void> => {
  const parts = asked.length === 0 ? Object.keys(PARTS) : asked
  const unknown = parts.filter((part) => !Object.hasOwn(PARTS, part))
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)
  const engine = testEngine()
  if (!engine.url.startsWith('unix://')) throw new Error(`the benchmark wants a local socket, not ${engine.url}`)
  const socketPath = engine.url.replace('unix://', '')
  const folder = mkdtempSync(join(tmpdir(), 'dmap-bench-'))
  const executor = executorAt(engine.url)
  const raw = rawTo(socketPath)
  const stage: Stage = {
    engine,
    socketPath,
    executor,
    send: raw.send,
    compose: await findCompose(engine.url, folder),
    folder,
    rounds: Number(process.env['DMAP_BENCH_ROUNDS'] ?? 5),
    print: (text) => process.stdout.write(`${text}\n`),
  }
  try {
    await introduce(stage)
    for (const part of parts) {
      await engine.importImage(`${IMAGE}:latest`, part === 'outage' ? { Cmd: SLOW } : {})
      await PARTS[part]?.(stage)
    }
  } finally {
    await swept(stage)
    raw.close()
    await executor.close()
    rmSync(folder, { recursive: true })
  }
}

const introduce = async ({ engine, compose, rounds, print }: Stage): Promise<void> => {
  const { Version, ApiVersion } = await engine.expectOk('GET', '/version')
  const other = compose === undefined ? 'no Compose 2 was found' : `Compose ${compose.version}`
  print(
    `Engine ${Version} (API ${ApiVersion}), ${other}, Node ${process.version}, ${cpus().length} processors, ${rounds} rounds.\n`,
  )
}

main(process.argv.slice(2).filter((argument) => argument !== '--')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
