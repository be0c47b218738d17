/** The same landscape for both: a container map, and a Compose file. */
import { type Compiled, compile, type IntentKind, type Plan, planFor } from '@dmap/core'
import { type Executor, type Report, run } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'

export const NAME = 'dmbench'
export const IMAGE = `${NAME}/app`

export interface Service {
  readonly name: string
  readonly environment?: Readonly<Record<string, string>>
  readonly after?: string
  readonly healthcheck?: Readonly<Record<string, string | number>>
}

export const services = (count: number): ReadonlyArray<Service> =>
  Array.from({ length: count }, (_, index) => ({ name: `s${index}` }))

export const mapOf = (list: ReadonlyArray<Service>) => ({
  name: NAME,
  repository: NAME,
  networks: { net: null },
  containers: Object.fromEntries(
    list.map(({ name, environment, after, healthcheck }) => [
      name,
      {
        image: 'app',
        networks: 'net',
        labels: { service: name },
        ...(environment === undefined ? {} : { environment }),
        ...(healthcheck === undefined ? {} : { healthcheck }),
        ...(after === undefined ? {} : { depends_on: { [after]: 'healthy' } }),
      },
    ]),
  ),
})

export const composeOf = (list: ReadonlyArray<Service>) => ({
  name: NAME,
  services: Object.fromEntries(
    list.map(({ name, environment, after, healthcheck }) => [
      name,
      {
        image: `${IMAGE}:latest`,
        labels: { service: name },
        ...(environment === undefined ? {} : { environment }),
        ...(healthcheck === undefined ? {} : { healthcheck }),
        ...(after === undefined ? {} : { depends_on: { [after]: { condition: 'service_healthy' } } }),
      },
    ]),
  ),
})

export const compiled = (list: ReadonlyArray<Service>): Compiled => {
  const result = compile([{ file: 'bench', value: mapOf(list) }])
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

export const planned = async (map: Compiled, executor: Executor, kind: IntentKind): Promise<Plan> => {
  const observed = await executor.observe(map.query)()
  if (isLeft(observed)) throw new Error(JSON.stringify(observed.left))
  const { observation, unreachable } = observed.right
  if (unreachable.length > 0) throw new Error(JSON.stringify(unreachable))
  const plan = planFor({ resources: map.resources, observation, intent: { kind, selection: [], options: {} } })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

/** What a call of the library is: look, plan, carry out. */
export const live = async (map: Compiled, executor: Executor, kind: IntentKind): Promise<Report> => {
  const report = await run(await planned(map, executor, kind), executor)()
  if (!report.ok) throw new Error(JSON.stringify(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')))
  return report
}
