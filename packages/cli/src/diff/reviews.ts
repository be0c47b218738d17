/** Compares each map of one side with the map of that name on the other side, in each environment. */
import { basename, extname } from 'node:path'
import {
  type Comparison,
  type Compiled,
  compareMaps,
  compile,
  type MapSource,
  type Observation,
  type Pace,
} from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from '../failure'
import { clientsOf, type MapFiles, mapsOf, sourcesOf, type Wanted } from './documents'
import type { Side, Sides } from './sides'

export interface Setting extends Wanted {
  readonly name?: string
  readonly onlyClients?: ReadonlyArray<string>
  /** One comparison for each; none: without an environment. */
  readonly environments: ReadonlyArray<string>
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly state?: Observation
  readonly pace?: Pace
}

export interface Reviewed extends Comparison {
  readonly title: string
  readonly base: Compiled | null
  readonly head: Compiled
}

export interface Reviews {
  readonly all: ReadonlyArray<Reviewed>
  readonly notes: ReadonlyArray<string>
}

export const reviewsOf = async (sides: Sides, setting: Setting): Promise<Either<Failure, Reviews>> => {
  const before = await mapsOf(sides.base, setting)
  const after = await mapsOf(sides.head, setting)
  if (before.length + after.length === 0)
    return left(usage(`there is no map on either side of ${sides.subject}`, 'name one with -f FILE'))
  const pairs = pairsOf(before, after)
  const all: Reviewed[] = []
  for (const [old, map] of pairs) {
    for (const environment of setting.environments.length === 0 ? [undefined] : setting.environments) {
      const reviewed = await review({ sides, setting, old, map, environment })
      if (isLeft(reviewed)) return reviewed
      all.push(reviewed.right)
    }
  }
  const kept = new Set(pairs.map(([old]) => old))
  const gone = before.filter((map) => !kept.has(map))
  return right({
    all,
    notes: [
      ...gone.map(({ title }) => `${title} is gone: what it runs is left alone, and running. Shut it down first.`),
      ...pairs.flatMap(([old, { title }]) =>
        old === null ? [`${title} is new: nothing of it counts as running.`] : [],
      ),
    ],
  })
}

/** Two single maps are one pair, whatever their names. */
const pairsOf = (
  before: ReadonlyArray<MapFiles>,
  after: ReadonlyArray<MapFiles>,
): ReadonlyArray<readonly [MapFiles | null, MapFiles]> =>
  after.map((map) => {
    const single = before.length === 1 && after.length === 1 ? before[0] : undefined
    return [single ?? before.find(({ title }) => title === map.title) ?? null, map]
  })

interface Pair {
  readonly sides: Sides
  readonly setting: Setting
  readonly old: MapFiles | null
  readonly map: MapFiles
  readonly environment: string | undefined
}

const review = async (pair: Pair): Promise<Either<Failure, Reviewed>> => {
  const { sides, setting, old, map, environment } = pair
  const base = old === null ? right(null) : await compiled(sides.base, old, setting, environment)
  if (isLeft(base)) return base
  const head = await headFor(base.right, pair)
  if (isLeft(head)) return head
  const title = environment === undefined ? map.title : `${map.title} (${environment})`
  const comparison = compareMaps(base.right, head.right, {
    ...(setting.state === undefined ? {} : { state: setting.state }),
    ...(setting.pace === undefined ? {} : { pace: setting.pace }),
  })
  if (isLeft(comparison)) {
    const { side, errors } = comparison.left
    return left({
      _tag: 'Unplannable',
      errors: errors.map((error) => ({ ...error, message: `${title}, ${side.toUpperCase()}: ${error.message}` })),
    })
  }
  return right({ title, base: base.right, head: head.right, ...comparison.right })
}

/** Maps that are called by their files alone are one map in two files: `old.yaml` against `new.yaml`. */
const headFor = async (
  base: Compiled | null,
  { sides, setting, old, map, environment }: Pair,
): Promise<Either<Failure, Compiled>> => {
  const head = await compiled(sides.head, map, setting, environment)
  if (isLeft(head) || base === null || old === null || base.map.name === head.right.map.name) return head
  const byFile = base.map.name === stem(old) && head.right.map.name === stem(map)
  return byFile ? compiled(sides.head, map, { ...setting, name: base.map.name }, environment) : head
}

const stem = ({ files }: MapFiles): string => basename(files[0] ?? '', extname(files[0] ?? ''))

const compiled = async (
  side: Side,
  { files }: MapFiles,
  setting: Setting,
  environment: string | undefined,
): Promise<Either<Failure, Compiled>> => {
  const maps = await sourcesOf(files, side.place, setting)
  if (isLeft(maps)) return maps
  const clients = await clientsOf(side, setting)
  if (isLeft(clients)) return clients
  const result = compile(maps.right, clients.right, {
    variables: setting.variables,
    ...(setting.name === undefined ? {} : { name: setting.name }),
    ...(environment === undefined ? {} : { environment }),
    ...(setting.onlyClients === undefined ? {} : { onlyClients: setting.onlyClients }),
  })
  return isLeft(result)
    ? left({ _tag: 'Invalid', issues: result.left, texts: textsOf([...maps.right, ...clients.right]) })
    : result
}

const textsOf = (sources: ReadonlyArray<MapSource>): Readonly<Record<string, string>> =>
  Object.fromEntries(sources.flatMap((source) => ('text' in source ? [[source.file, source.text]] : [])))
