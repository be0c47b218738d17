/** `dmap status`: what runs, and what differs from the map. */
import {
  briefReason,
  type ContainerResource,
  type Differences,
  differencesOf,
  listText,
  type Observation,
  type ObservedContainer,
  ownMember,
  printable,
  type Resources,
} from '@dmap/core'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { emit } from '../output'
import { lookedAt, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

interface Row {
  readonly client: string
  readonly container: string
  readonly state: string
  /** Why an update would touch it; empty: it is as the map says. */
  readonly drift: ReadonlyArray<string>
}

/** What an update would do is what drifted; also where something stands against the update. */
export const statusCommand = async ({ io, options, open }: Looking, selection: ReadonlyArray<string>): Outcome => {
  const wish: Wish = { kind: 'update', selection }
  const looked = await lookedAt(wish, options, io, open)
  if (isLeft(looked)) return looked
  const { loaded, seen, intent, journal } = looked.right
  const found = differencesOf(loaded.compiled, seen.observation, intent, journal)
  if (isLeft(found)) return left({ _tag: 'Unplannable', errors: found.left })
  const rows = rowsOf(loaded.compiled.resources, seen.observation, found.right)
  const written = await emit(
    { text: () => tableOf(rows), json: () => `${JSON.stringify({ containers: rows }, null, 2)}\n` },
    options,
    io,
  )
  if (isLeft(written)) return written
  tellUnreachable(seen.unreachable, io)
  const { steps, against } = found.right
  if (against.length > 0) return left({ _tag: 'Unplannable', errors: against })
  if (seen.unreachable.length > 0) return right(EXIT.unreachable)
  return right(options.detailedExitcode === true && steps.length > 0 ? EXIT.changes : EXIT.done)
}

const rowsOf = (resources: Resources, observation: Observation, found: Differences): ReadonlyArray<Row> => {
  const drift = driftOf(found)
  return resources.all
    .filter((resource): resource is ContainerResource => resource.kind === 'container')
    .map(({ id, client, name }) => {
      const here = ownMember(observation.clients, client)
      if (here === undefined) return { client, container: name, state: 'unknown', drift: [] }
      const container = here.containers.find((one) => one.name === name)
      const differs = container === undefined ? ['it is missing'] : (drift.get(id) ?? [])
      return { client, container: name, state: stateText(container), drift: differs }
    })
}

/** Only reasons that are the container's own: what follows from them says nothing new. */
const driftOf = ({ steps, against }: Differences): ReadonlyMap<string, ReadonlyArray<string>> => {
  const drift = new Map<string, ReadonlyArray<string>>()
  for (const { action, reason } of steps) {
    const known = drift.get(action.target) ?? []
    const text = briefReason(reason, action.client)
    if (!FOLLOWS.has(reason._tag) && !known.includes(text)) drift.set(action.target, [...known, text])
  }
  // In what way somebody else's container differs is nobody's concern here.
  for (const error of against) if (error._tag === 'Foreign') drift.set(error.id, ['it was not made by this map'])
  return drift
}

const FOLLOWS = new Set(['Follows', 'Rolling', 'NeededBy'])

const stateText = (container: ObservedContainer | undefined): string => {
  if (container === undefined) return 'absent'
  const { status, exitCode, health } = container.state
  if (status === 'exited') return `exited (${exitCode ?? '?'})`
  return health === undefined ? status : `${status} (${health})`
}

const tableOf = (rows: ReadonlyArray<Row>): string => {
  const cells = [
    ['HOST', 'CONTAINER', 'STATE', 'DIFFERS'],
    ...rows.map(({ client, container, state, drift }) => [client, container, state, listText(drift)]),
  ].map((row) => row.map(printable))
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
