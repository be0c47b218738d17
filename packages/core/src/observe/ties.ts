/**
 * What the Engine ties a container to by identity, while it shows names: a link follows the container that had the name
 * when the link was made, an endpoint the network that had it at the last start. Once that one is gone, another one of
 * its name does not help: the Engine refuses the start (20.10: 500 for a link, 404 for a network).
 */
import { compareText } from '../base/compare-text'
import { isJsonObject } from '../base/json'
import { LABEL } from '../resource/labels'
import { isBuiltIn } from './network'
import type { ObservedContainer, ObservedEndpoint, ObservedNetwork } from './observation'
import { objectAt, textAt, textsAt } from './read'
import { isLater } from './time'

/** Read from an inspection; `assembleClient` makes facts of it and drops it. */
export interface Made {
  /** RFC 3339. */
  readonly created: string
  /** Id of the network behind each endpoint, by the network's name; only where the Engine has looked it up. */
  readonly networks: Readonly<Record<string, string>>
}

export interface InspectedContainer extends ObservedContainer {
  readonly made: Made
}

/** The Engine looks a network up when it first tries to start the container, and fills the id in then; podman its name. */
export const madeOf = (raw: unknown): Made => ({
  created: textAt(raw, 'Created'),
  networks: Object.fromEntries(
    Object.entries(objectAt(objectAt(raw, 'NetworkSettings'), 'Networks'))
      .map(([name, endpoint]): [string, string] => [name, textAt(endpoint, 'NetworkID')])
      .filter(([name, id]) => id !== '' && id !== name),
  ),
})

interface Others {
  readonly containers: ReadonlyArray<ObservedContainer | InspectedContainer>
  readonly networks: ReadonlyArray<ObservedNetwork>
}

/**
 * Marks endpoints as `lost` and lets links lead nowhere (`:alias`) where what they were made for is gone. Of what nobody
 * looked at nothing is said, unless its name is one of the map's own. Links at endpoints are names to the Engine.
 */
export const tiesIn = (others: Others): ((container: ObservedContainer | InspectedContainer) => ObservedContainer) => {
  const containers = new Map(others.containers.map((container) => [container.name, container]))
  const networks = new Map(others.networks.map(({ name, id }) => [name, id]))
  return (container) => {
    if (!('made' in container)) return container
    const { made, ...observed } = container
    const links = textsAt(observed.hostConfig, 'Links')
    return {
      ...observed,
      hostConfig:
        links.length === 0
          ? observed.hostConfig
          : {
              ...observed.hostConfig,
              Links: links.map((link) => leading(link, container, containers)).sort(compareText),
            },
      networks: Object.fromEntries(
        Object.entries(observed.networks).map(([name, endpoint]): [string, ObservedEndpoint] => {
          const lost = isLostNetwork(name, made.networks[name], networks, container)
          return [name, lost ? { ...endpoint, lost: true } : endpoint]
        }),
      ),
    }
  }
}

const isLostNetwork = (
  name: string,
  id: string | undefined,
  networks: ReadonlyMap<string, string>,
  container: ObservedContainer,
): boolean => {
  if (id === undefined || isBuiltIn(name)) return false
  return networks.has(name) ? networks.get(name) !== id : isOfMap(name, container)
}

/** A container cannot have been linked to one that was created after it. */
const leading = (
  link: string,
  container: InspectedContainer,
  containers: ReadonlyMap<string, ObservedContainer | InspectedContainer>,
): string => {
  const colon = link.indexOf(':')
  const name = link.slice(0, colon)
  const target = containers.get(name)
  const lost =
    target === undefined
      ? isOfMap(name, container)
      : 'made' in target && isLater(target.made.created, container.made.created)
  return lost ? link.slice(colon) : link
}

/** All objects with such a name are looked at. */
const isOfMap = (name: string, { config }: ObservedContainer): boolean => {
  const labels = config['Labels']
  const map = isJsonObject(labels) ? textAt(labels, LABEL.map) : ''
  return map !== '' && name.startsWith(`${map}.`)
}
