/** A short text that changes exactly when something changes that a plan was decided on. */
import { contentHash } from '../base/canonical'
import type { Json, JsonObject } from '../base/json'
import type { ObservedContainer, ObservedImage, ObservedNetwork, ObservedVolume } from './observation'

export type ObservedObject = ObservedContainer | ObservedNetwork | ObservedVolume | ObservedImage

/**
 * Over id, image, settings, names, networks, and run state (status, exit code). Never over health, which comes and goes, nor
 * over who else is connected to a network or mounts a volume: that is drift elsewhere.
 */
export const fingerprintOf = (object: ObservedObject): string => contentHash(essence(object))

const essence = (object: ObservedObject): Json => {
  if ('state' in object) return containerEssence(object)
  if ('references' in object) return { id: object.id, references: object.references }
  if ('users' in object) return { name: object.name, labels: object.labels, config: object.config }
  return { id: object.id, name: object.name, labels: object.labels, config: object.config }
}

const containerEssence = (container: ObservedContainer): JsonObject => {
  const { status, started, exitCode } = container.state
  return {
    id: container.id,
    name: container.name,
    image: container.image,
    state: { status, started, exitCode },
    config: container.config,
    hostConfig: container.hostConfig,
    mounts: container.mounts.map((mount) => ({ ...mount })),
    networks: Object.fromEntries(Object.entries(container.networks).map(([name, endpoint]) => [name, { ...endpoint }])),
  }
}
