/** The actions on a container that is there, made from its resource and what was observed of it. */
import type { ObservedContainer } from '../observe/observation'
import type { ContainerResource } from '../resource/resource'
import type { RemoveContainer, RenameContainer, StartContainer, StopContainer } from './action'

export interface Subject {
  readonly resource: ContainerResource
  /** Null: the plan itself creates it. */
  readonly observed: ObservedContainer | null
  /** The name it has when the step runs; its own one when absent. */
  readonly name?: string
}

export const subjectOf = ({ resource, observed, name }: Subject) => ({
  client: resource.client,
  target: resource.id,
  name: name ?? resource.name,
  ...(observed === null ? {} : { objectId: observed.id }),
})

export const starting = (subject: Subject): StartContainer => ({ _tag: 'StartContainer', ...subjectOf(subject) })

/**
 * The signal is named only where the container was made with another one: what it was made with, the Engine sends by
 * itself.
 */
export const stopping = (subject: Subject): StopContainer => {
  const { stopSignal, stopTimeout } = subject.resource
  const own = subject.observed === null ? stopSignal : (subject.observed.config['StopSignal'] ?? null)
  return {
    _tag: 'StopContainer',
    ...subjectOf(subject),
    signal: stopSignal === own ? null : stopSignal,
    timeout: stopTimeout,
  }
}

export const removing = (
  subject: Subject,
  how: { readonly volumes: boolean; readonly force: boolean },
): RemoveContainer => ({ _tag: 'RemoveContainer', ...subjectOf(subject), ...how })

export const renaming = (subject: Subject, to: string): RenameContainer => ({
  _tag: 'RenameContainer',
  ...subjectOf(subject),
  to,
})
