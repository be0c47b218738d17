/** All that is known before anything is decided, and the questions that it answers. */
import type { ObservedImage } from '../observe/observation'
import type { ResourceId } from '../resource/id'
import type { ContainerResource, Resources } from '../resource/resource'
import type { Found } from './found'
import type { Dependent, Graph } from './graph'
import type { Intent } from './intent'
import type { JournalledCommand } from './journal'
import type { Scope } from './selection'

export interface Input {
  readonly resources: Resources
  readonly graph: Graph
  readonly intent: Intent
  readonly scope: Scope
  readonly found: ReadonlyMap<string, Found>
  /** What is known of commands, by `containerKey`, where there is a journal. */
  readonly journal: ReadonlyMap<string, ReadonlyArray<JournalledCommand>> | null
}

/** The first one, by id, that needs it and is part of the plan's scope. */
export const firstDependent = (id: ResourceId, input: Input): Dependent | undefined =>
  input.graph.dependents(id).find((dependent) => input.scope.all.has(dependent.id))

/** The image that the container would be made from now, where it is there. */
export const imageOf = (resource: ContainerResource, input: Input): ObservedImage | undefined =>
  input.found.get(resource.client)?.images.get(resource.body.Image)
