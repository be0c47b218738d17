/** What the simulator cannot know and is told: what registries hold, and how programs behave. */
import type { JsonObject } from '../base/json'
import type { ObservedContainer } from '../observe/observation'
import { objectAt, textAt } from '../observe/read'
import { LABEL } from '../resource/labels'

export interface SimulationOptions {
  /**
   * By reference: what a pull brings. Null: the registry has no such image. A reference that is not listed gives an
   * image with an empty config, and an id made from the reference.
   */
  readonly registry?: Readonly<Record<string, RegistryImage | null>>
  /**
   * Containers that are there and run, although they are not observed: those of others that a map names
   * (`network: /proxy`). Their volumes are not known.
   */
  readonly strangers?: ReadonlyArray<string>
  /**
   * By name of config (of the label `io.dmap.config`), of container, or by the image reference that the container was
   * made with; the first of them that is there counts. By reference, a new image can fail where the old one works.
   */
  readonly behaviour?: Readonly<Record<string, Behaviour>>
}

export interface RegistryImage {
  readonly id?: string
  /** The image's `Config`, Engine names. */
  readonly config?: JsonObject
}

/** What is left out goes well: it starts, keeps running, turns healthy, its commands exit with 0. */
export interface Behaviour {
  /** The Engine cannot start it (no such command, no such user, …). */
  readonly startFails?: boolean
  /** It ends at once, with this exit code. */
  readonly exits?: number
  /** Its health check never succeeds. */
  readonly unhealthy?: boolean
  /** Exit code of commands run in it. */
  readonly exec?: number
  /** Exit code of chown and chmod of a volume; by the name of the volume or container that they mount. */
  readonly prepare?: number
}

/** Attached containers end at once with 0; of others the options tell. */
export const behaviourOf = (container: ObservedContainer, options: SimulationOptions): Behaviour => {
  const labels = objectAt(container.config, 'Labels')
  const told =
    named(options, textAt(labels, LABEL.config)) ??
    named(options, container.name) ??
    named(options, textAt(container.config, 'Image'))
  return textAt(labels, LABEL.kind) === 'attached' ? { exits: 0, ...told } : (told ?? {})
}

/** Own members only: a config may be called `constructor`. */
export const named = (options: SimulationOptions, name: string): Behaviour | undefined =>
  options.behaviour !== undefined && Object.hasOwn(options.behaviour, name) ? options.behaviour[name] : undefined

export const isStranger = (name: string, { strangers }: SimulationOptions): boolean =>
  strangers?.includes(name) === true
