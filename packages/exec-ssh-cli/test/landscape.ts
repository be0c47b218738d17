/** A map on a real Engine: planned, carried out, looked at. */
import {
  type Compiled,
  compile,
  type Intent,
  type IntentKind,
  inPools,
  type Observation,
  type Plan,
  planFor,
  withoutChosen,
} from '@dmap/core'
import { type Executor, type Report, run } from '@dmap/runtime'
import { atRest } from '@dmap/testing'
import { type Either, isLeft } from 'fp-ts/lib/Either.js'

export const orThrow = <E, A>(either: Either<E, A>): A => {
  if (isLeft(either)) throw new Error(JSON.stringify(either.left, null, 1))
  return either.right
}

export const compiledMap = (text: string): Compiled => orThrow(compile([{ file: 'dmap.yaml', text }]))

export const observedBy = (executor: Executor, { query }: Compiled): Promise<Observation> =>
  atRest(async () => {
    const { observation, unreachable } = orThrow(await executor.observe(query)())
    if (unreachable.length > 0) throw new Error(JSON.stringify(unreachable))
    return observation
  })

export const intentOf = (kind: IntentKind, options: Intent['options'] = {}): Intent => ({
  kind,
  selection: [],
  options,
})

export const planned = async (executor: Executor, compiled: Compiled, intent: Intent): Promise<Plan> =>
  orThrow(planFor({ resources: compiled.resources, observation: await observedBy(executor, compiled), intent }))

/** Rejects unless every step was done. */
export const carriedOut = async (executor: Executor, compiled: Compiled, intent: Intent): Promise<Report> => {
  const report = await run(await planned(executor, compiled, intent), executor)()
  const failed = report.steps.filter(({ outcome }) => outcome._tag === 'Failed')
  if (!report.ok) throw new Error(JSON.stringify(failed, null, 1))
  return report
}

const isAboutAnonymous = (value: unknown): boolean => typeof value === 'string' && value.includes('anonymous')

/** What the Engine makes up (ids, names of anonymous volumes) replaced by what it stands for. */
export const comparable = (observation: Observation): unknown => {
  const { containers, networks, ...others } = observation.clients['default'] ?? {
    containers: [],
    networks: [],
    volumes: [],
    images: [],
  }
  const isChosen = inPools(observation.clients['default']?.engine.defaults)
  const made = networks.map((network) => ({ ...network, config: withoutChosen(network.config, isChosen) }))
  const names = new Map([...containers, ...networks].map(({ id, name }) => [id, `id of ${name}`]))
  return JSON.parse(JSON.stringify({ containers, networks: made, volumes: others.volumes }), (key, value) => {
    if (['mountpoint', 'exitCode', 'io.dmap.replaces'].includes(key)) return undefined
    // The docker command hands its `--volume` flags on in any order, which means nothing to the Engine (tried on 20.10).
    if (Array.isArray(value) && (key === 'Binds' || value.some(isAboutAnonymous))) return [...value].sort()
    if (typeof value !== 'string') return value
    // Names of anonymous volumes stand in binds and labels too; a digest is no such name.
    return names.get(value) ?? value.replaceAll(/(?<!sha256:)\b[0-9a-f]{64}\b/g, 'anonymous')
  })
}

/** Most forms of a step: attached volumes, links, networks, health, commands, a secret. */
export const MAP = (name: string): string => `
name: ${name}
default_tag: '1'
networks:
  front: { driver: bridge, internal: true }
volumes:
  socket: { path: /run/app, user: '2000', permissions: 'u=rwX,g=rX,o=' }
db:
  image: ${name}/base
  environment: { PASSWORD: { $secret: db }, NOTE: "it's \\"quoted\\" $(id) \`id\`" }
  healthcheck: { test: [CMD, 'true'], interval: 1s }
  networks: [front]
app:
  image: ${name}/base
  instances: [a, b]
  attaches: socket
  user: '2000'
  depends_on: { db: healthy }
  exec_commands:
    - ["touch /started", root, initial]
web:
  image: ${name}/base
  uses: socket
  links: [[app.a, upstream]]
  exposes: [[8080, 48747]]
  create_options: { entrypoint: [/bin/sh, -c], command: ['trap "exit 0" TERM; sleep 3600 & wait'], labels: { a: 'b=c' } }
`
