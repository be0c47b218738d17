/** Observation of many containers beside a raw list with all inspections side by side. */
import { compared } from './compared'
import { compiled, IMAGE, NAME, services } from './landscape'
import { fastest, inTurns } from './measure'
import { type Call, sendAll } from './raw'
import { type Stage, swept } from './stage'

export const benchObserve = async (stage: Stage): Promise<void> => {
  for (const count of [100, 500]) await observe(stage, count)
}

const observe = async (stage: Stage, count: number): Promise<void> => {
  const { executor, send } = stage
  await swept(stage)
  const map = compiled(services(count))
  const create = map.resources.all.flatMap(({ kind, name }): ReadonlyArray<Call>[] =>
    kind === 'container' ? [[creation(name)]] : [],
  )
  await sendAll(send, create, 8)
  const rawly = async (atOnce: number): Promise<void> => {
    const all = (await send({ method: 'GET', path: '/containers/json?all=1' })) as ReadonlyArray<{ Id: string }>
    await sendAll(
      send,
      all.map(({ Id }) => [{ method: 'GET', path: `/containers/${Id}/json` }]),
      atOnce,
    )
  }
  let requests = 0
  const rows = await inTurns(
    [
      ...[8, 24].map((n) => ({ name: `raw, ${n} at once`, run: () => rawly(n) })),
      {
        name: 'dmap',
        run: async () => {
          const observed = await executor.observe(map.query)()
          requests = observed._tag === 'Right' ? observed.right.requests : 0
        },
      },
    ],
    2 * stage.rounds + 1,
  )
  await swept(stage)
  const floor = fastest(rows.slice(0, 2))
  stage.print(
    `### Observation of ${count} containers: ${requests} requests\n\n${compared(rows, [{ label: floor.name, row: floor }])}\n`,
  )
}

const creation = (name: string): Call => ({
  method: 'POST',
  path: `/containers/create?name=${name}`,
  body: { Image: `${IMAGE}:latest`, Labels: { 'io.dmap.map': NAME } },
})
