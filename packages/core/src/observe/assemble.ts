/** Puts together what was observed on one client: sorted, with names for ids, and the users of each volume. */
import { compareText, sortedBy } from '../base/compare-text'
import type {
  ClientObservation,
  Engine,
  Observation,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from './observation'
import { textAt } from './read'
import { type InspectedContainer, tiesIn } from './ties'

export interface Pieces {
  readonly engine: Engine
  /** As they were inspected, or as they were observed before. */
  readonly containers: ReadonlyArray<ObservedContainer | InspectedContainer>
  readonly networks: ReadonlyArray<ObservedNetwork>
  readonly volumes: ReadonlyArray<ObservedVolume>
  readonly images: ReadonlyArray<ObservedImage>
}

const STACK_OF = 'container:'

/**
 * Objects in any order, given twice or not. `NetworkMode: container:<id>` becomes `container:<name>` where that
 * container is among the pieces; one of a container that is gone keeps the id. What else a container holds on to and is
 * gone is marked, see `ties.ts`.
 */
export const assembleClient = (pieces: Pieces): ClientObservation => {
  const found = once(pieces.containers, (container) => container.id)
  const containers = found.map(tiesIn({ containers: found, networks: pieces.networks }))
  const names = new Map(containers.map((container) => [container.id, container.name]))
  const users = usersOf(containers)
  return {
    engine: pieces.engine,
    containers: sortedBy(
      containers.map((container) => withStackName(container, names)),
      (container) => container.name,
    ),
    networks: sortedBy(
      once(pieces.networks, (network) => network.id),
      (network) => network.name,
    ),
    volumes: sortedBy(
      once(pieces.volumes, (volume) => volume.name).map((volume) => ({
        ...volume,
        users: [...new Set([...volume.users, ...(users.get(volume.name) ?? [])])].sort(compareText),
      })),
      (volume) => volume.name,
    ),
    images: sortedBy(
      once(pieces.images, (image) => image.id),
      (image) => image.references[0] ?? image.id,
    ),
  }
}

/** The host of which nothing is known but its Engine's version: nothing is there. */
export const EMPTY_ENGINE: Engine = { id: 'empty', version: '', apiVersion: '' }

export const emptyClient: ClientObservation = {
  engine: EMPTY_ENGINE,
  containers: [],
  networks: [],
  volumes: [],
  images: [],
}

/**
 * An observation in which each client is there and nothing on it.
 *
 * @example
 * emptyObservation(['apps1', 'web1'])
 */
export const emptyObservation = (clients: ReadonlyArray<string>): Observation => ({
  format: '1.0',
  clients: Object.fromEntries([...clients].sort(compareText).map((client) => [client, emptyClient])),
})

const once = <T>(items: ReadonlyArray<T>, key: (item: T) => string): ReadonlyArray<T> => [
  ...new Map(items.map((item) => [key(item), item])).values(),
]

const withStackName = (container: ObservedContainer, names: ReadonlyMap<string, string>): ObservedContainer => {
  const mode = textAt(container.hostConfig, 'NetworkMode')
  const name = mode.startsWith(STACK_OF) ? names.get(mode.slice(STACK_OF.length)) : undefined
  return name === undefined
    ? container
    : { ...container, hostConfig: { ...container.hostConfig, NetworkMode: `${STACK_OF}${name}` } }
}

const usersOf = (containers: ReadonlyArray<ObservedContainer>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const users = new Map<string, string[]>()
  for (const container of containers) {
    for (const { name } of container.mounts) {
      if (name === undefined) continue
      const known = users.get(name)
      if (known === undefined) users.set(name, [container.name])
      else known.push(container.name)
    }
  }
  return users
}
