/** What the observation holds, looked up by client and name, and whose it is. */
import { type Known, knownOn } from '../diff/known'
import type {
  ClientObservation,
  Observation,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from '../observe/observation'
import { LABEL } from '../resource/labels'
import type { Resource } from '../resource/resource'

export interface Found {
  readonly known: Known
  readonly client: ClientObservation
  readonly containers: ReadonlyMap<string, ObservedContainer>
  readonly networks: ReadonlyMap<string, ObservedNetwork>
  readonly volumes: ReadonlyMap<string, ObservedVolume>
  /** By every reference that leads to it, and by id. */
  readonly images: ReadonlyMap<string, ObservedImage>
}

export const foundOn = (observation: Observation): ReadonlyMap<string, Found> =>
  new Map(Object.entries(observation.clients).map(([name, client]) => [name, indexed(client)]))

/** The object of the resource's name, whoever made it. */
export const objectOf = (
  resource: Resource,
  found: ReadonlyMap<string, Found>,
): ObservedContainer | ObservedNetwork | ObservedVolume | ObservedImage | undefined => {
  const here = found.get(resource.client)
  switch (resource.kind) {
    case 'container':
      return here?.containers.get(resource.name)
    case 'network':
      return here?.networks.get(resource.name)
    case 'volume':
      return here?.volumes.get(resource.name)
    case 'image':
      return here?.images.get(resource.reference)
  }
}

export const labelsOf = (
  object: ObservedContainer | ObservedNetwork | ObservedVolume,
): Readonly<Record<string, unknown>> =>
  'config' in object && !('labels' in object)
    ? ((object.config['Labels'] ?? {}) as Record<string, unknown>)
    : object.labels

export const isOurs = (object: ObservedContainer | ObservedNetwork | ObservedVolume, map: string): boolean =>
  labelsOf(object)[LABEL.map] === map

const indexed = (client: ClientObservation): Found => {
  const images = client.images.flatMap((image) =>
    [image.id, ...image.references].map((reference): [string, ObservedImage] => [reference, image]),
  )
  return {
    known: knownOn(client),
    client,
    containers: byName(client.containers),
    networks: byName(client.networks),
    volumes: byName(client.volumes),
    images: new Map(images),
  }
}

const byName = <T extends { readonly name: string }>(objects: ReadonlyArray<T>): ReadonlyMap<string, T> =>
  new Map(objects.map((object) => [object.name, object]))
