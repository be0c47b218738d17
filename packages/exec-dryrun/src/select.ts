/** What of a simulated host a query would find on a real one. */
import {
  type ClientObservation,
  type ClientQuery,
  isJsonObject,
  LABEL,
  type ObservedContainer,
  redactContainer,
  redactNetwork,
  redactVolume,
} from '@dmap/core'

/**
 * Objects that carry the map's label or have one of the query's names, and containers that mount one of its volumes.
 * Images are all given: a host's images say nothing about a map, and a reference may be written in several ways.
 */
export const selectFrom = (client: ClientObservation, map: string, query: ClientQuery): ClientObservation => {
  const [names, networks, volumes] = [new Set(query.containers), new Set(query.networks), new Set(query.volumes)]
  const concerns = (container: ObservedContainer): boolean =>
    names.has(container.name) ||
    isOurs(container.config['Labels'], map) ||
    container.mounts.some(({ name }) => name !== undefined && volumes.has(name))
  return {
    ...client,
    containers: client.containers.filter(concerns).map((container) => redactContainer(container, query)),
    networks: client.networks
      .filter((network) => networks.has(network.name) || isOurs(network.labels, map))
      .map((network) => redactNetwork(network, query)),
    volumes: client.volumes
      .filter((volume) => volumes.has(volume.name) || isOurs(volume.labels, map))
      .map((volume) => redactVolume(volume, query)),
  }
}

const isOurs = (labels: unknown, map: string): boolean => isJsonObject(labels) && labels[LABEL.map] === map
