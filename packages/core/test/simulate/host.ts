/** What a real Engine holds under a prefix, as an observation; and two observations made comparable. */
import type { TestEngine } from '@dmap/testing'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  assembleClient,
  type ClientObservation,
  containerFromInspect,
  engineFromInfo,
  imageFromInspect,
  inPools,
  networkFromInspect,
  type Observation,
  type ObservedContainer,
  volumeFromInspect,
  withoutChosen,
} from '../../src/index'

/** Containers, networks and volumes whose names begin with the prefix, the volumes they mount, and their images. */
export const observeHost = async (engine: TestEngine, prefix: string): Promise<Observation> => {
  const ask = (path: string) => engine.expectOk('GET', path)
  const about = engineFromInfo(await ask('/info'), await ask('/version'))
  const listed: { Id: string; Names: string[] }[] = await ask('/containers/json?all=1')
  const ours = listed.filter(({ Names }) => Names.some((name) => name.startsWith(`/${prefix}`)))
  const containers: ObservedContainer[] = []
  for (const { Id } of ours)
    containers.push(good(containerFromInspect(await ask(`/containers/${Id}/json`), about.defaults)))
  const mounted = new Set(containers.flatMap(({ mounts }) => mounts.flatMap(({ name }) => name ?? [])))
  const volumes: { Name: string }[] = (await ask('/volumes')).Volumes ?? []
  const networks: { Id: string; Name: string }[] = await ask('/networks')
  const images: { Id: string; RepoTags: string[] | null }[] = await ask('/images/json')
  return {
    format: '1.0',
    clients: {
      host: assembleClient({
        engine: about,
        containers,
        volumes: volumes
          .filter(({ Name }) => Name.startsWith(prefix) || mounted.has(Name))
          .map((volume) => good(volumeFromInspect(volume))),
        networks: await Promise.all(
          networks
            .filter(({ Name }) => Name.startsWith(prefix))
            .map(async ({ Id }) => good(networkFromInspect(await ask(`/networks/${Id}`)))),
        ),
        images: await Promise.all(
          images
            .filter(({ RepoTags }) => RepoTags?.some((tag) => tag.startsWith(prefix)))
            .map(async ({ Id }) => good(imageFromInspect(await ask(`/images/${Id}/json`)))),
        ),
      }),
    },
  }
}

/**
 * The reviewed list of what an Engine makes up and a prediction cannot know: ids, names of anonymous volumes (both
 * become `id-0`, `id-1`, … in the order of appearance), exit codes, health, mount points, subnets that it chose.
 */
export const comparable = (observation: Observation): unknown => {
  const client = observation.clients['host'] as ClientObservation
  const stripped = {
    ...client,
    containers: client.containers.map(({ state: { exitCode, health, ...state }, ...container }) => ({
      ...container,
      state,
    })),
    networks: client.networks.map((network) => ({
      ...network,
      config: withoutChosen(network.config, inPools(client.engine.defaults)),
    })),
    volumes: client.volumes.map(({ mountpoint, ...volume }) => volume),
  }
  const images = new Set(client.images.map(({ id }) => id))
  const numbers = new Map<string, string>()
  const text = JSON.stringify(sorted(stripped)).replace(/(?:sha256:)?[0-9a-f]{64}/g, (id) => {
    if (images.has(id)) return id
    if (!numbers.has(id)) numbers.set(id, `id-${numbers.size}`)
    return numbers.get(id) as string
  })
  const parsed = JSON.parse(text)
  parsed.volumes.sort((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))
  return parsed
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

const good = <T>(either: Either<string, T>): T => {
  if (isLeft(either)) throw new Error(either.left)
  return either.right
}
