/** A map on a real Engine: planned, predicted, carried out, looked at. */
import {
  type ClientObservation,
  type Compiled,
  compile,
  type Intent,
  inPools,
  type MapSource,
  type Observation,
  type Plan,
  planFor,
  simulatePlan,
  withoutChosen,
} from '@dmap/core'
import { type Executor, type Report, run } from '@dmap/runtime'
import { atRest } from '@dmap/testing'
import { isLeft } from 'fp-ts/lib/Either.js'

export interface Landscape {
  readonly compiled: Compiled
  readonly executor: Executor
}

export const compiledMap = (source: MapSource): Compiled => {
  const compiled = compile([source])
  if (isLeft(compiled)) throw new Error(JSON.stringify(compiled.left, null, 1))
  return compiled.right
}

/** What is looked at is how things settle. */
export const observedNow = ({ compiled, executor }: Landscape): Promise<Observation> =>
  atRest(async () => {
    const observed = await executor.observe(compiled.query)()
    if (isLeft(observed)) throw new Error(JSON.stringify(observed.left))
    const { observation, unreachable } = observed.right
    if (unreachable.length > 0) throw new Error(JSON.stringify(unreachable))
    return observation
  })

export const plannedNow = ({ compiled }: Landscape, observation: Observation, intent: Intent): Plan => {
  const plan = planFor({ resources: compiled.resources, observation, intent })
  if (isLeft(plan)) throw new Error(JSON.stringify(plan.left, null, 1))
  return plan.right
}

export interface Lived {
  readonly plan: Plan
  readonly report: Report
  readonly before: Observation
  readonly predicted: Observation
  readonly observed: Observation
}

/** Plans, predicts, and carries out. */
export const live = async (landscape: Landscape, intent: Intent): Promise<Lived> => {
  const before = await observedNow(landscape)
  const plan = plannedNow(landscape, before, intent)
  const predicted = simulatePlan(before, plan).observation
  const report = await run(plan, landscape.executor)()
  return { plan, report, before, predicted, observed: await observedNow(landscape) }
}

/**
 * What a prediction is compared by. Left out, each for its reason: ids and names of anonymous volumes (the Engine makes
 * them up; names of their owners stand for them), exit codes of stopped programs (theirs), mount points (the Engine's),
 * how far a health check has come, subnets out of the Engine's own pools, anonymous volumes in the list of volumes (an executor does not look for them; mounts show them), images that
 * nothing uses any more, and tags that other tests give to the same image.
 */
export const comparable = ({ compiled }: Landscape, observation: Observation): unknown =>
  Object.fromEntries(
    Object.entries(observation.clients).map(([name, client]) => {
      const query = compiled.query.clients[name]
      const asked = new Set([...(query?.images ?? []), ...(query?.volumes ?? [])])
      const names = namesFor(client)
      const used = new Set(client.containers.map(({ image }) => image))
      const images = client.images
        .map((image) => ({ ...image, references: image.references.filter((one) => asked.has(one)) }))
        .filter((image) => image.references.length > 0 || used.has(image.id))
      const volumes = client.volumes.filter((volume) => asked.has(volume.name) || Object.keys(volume.labels).length > 0)
      const networks = client.networks.map((network) => ({
        ...network,
        config: withoutChosen(network.config, inPools(client.engine.defaults)),
      }))
      return [name, renamed({ ...client, images, volumes, networks }, names)]
    }),
  )

const namesFor = ({ containers, networks }: ClientObservation): ReadonlyMap<string, string> => {
  const ids = [...containers, ...networks].map(({ id, name }) => [id, `id of ${name}`] as const)
  const volumes = containers
    .flatMap(({ mounts }) => mounts)
    .flatMap(({ name }) => (name !== undefined && /^[0-9a-f]{64}$/.test(name) ? [[name, 'anonymous'] as const] : []))
  return new Map([...ids, ...volumes])
}

const renamed = (value: unknown, names: ReadonlyMap<string, string>): unknown =>
  JSON.parse(JSON.stringify(value), (key, member) => {
    if (key === 'exitCode' || key === 'mountpoint') return undefined
    if (key === 'health') return member === 'starting' ? 'healthy' : member
    return typeof member === 'string' ? (names.get(member) ?? member) : member
  })
