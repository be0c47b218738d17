/** All that the steps of one plan are decided on, and the few questions that every part of planning asks. */
import type { Path } from '../base/issue'
import type { ObservedObject } from '../observe/fingerprint'
import type { ResourceId } from '../resource/id'
import type { ContainerResource, Resource } from '../resource/resource'
import type { Expected } from './chain'
import type { Decision } from './decision'
import { objectOf } from './found'
import type { Input } from './input'
import { firstDependent, imageOf } from './input'
import type { PlanWarning, Reason } from './plan'
import type { Renewals } from './renew'

export interface Planning extends Input {
  /** Of every container in the scope. */
  readonly decisions: ReadonlyMap<ResourceId, Decision>
  /** Containers that the plan starts, in whatever way. */
  readonly starting: ReadonlySet<ResourceId>
  /** Containers that the plan creates, in whatever way. */
  readonly creating: ReadonlySet<ResourceId>
  /** Attached containers and volumes whose owner and mode the plan sets, each with a container that starts on it. */
  readonly preparing: ReadonlyMap<ResourceId, ResourceId>
  /** Networks that are made anew. */
  readonly renewals: Renewals
  readonly warnings: PlanWarning[]
}

export const seen = (object: ObservedObject): Expected => ({ seen: object })

export const expectationOf = (resource: Resource, input: Input): Expected => {
  const object = objectOf(resource, input.found)
  return object === undefined ? 'absent' : seen(object)
}

/** `Missing` for what was asked for, else who needs it. */
export const whyMissing = (resource: Resource, input: Input): Reason => {
  const dependent = input.scope.selected.has(resource.id) ? undefined : firstDependent(resource.id, input)
  if (dependent === undefined) return { _tag: 'Missing', field: resource.field }
  return { _tag: 'NeededBy', ...dependent }
}

export const requested = (field: Path, option?: string): Reason => ({
  _tag: 'Requested',
  ...(option === undefined ? {} : { option }),
  field,
})

/** Whether the container will have a health check: its own, else its image's, at whatever times. */
export const hasHealthcheck = (resource: ContainerResource, input: Input): boolean => {
  const test = hasOwnTest(resource) ? testIn(resource.body) : testIn(imageOf(resource, input)?.config)
  return test.length > 0 && test[0] !== 'NONE'
}

/** Without a test of its own a container has its image's, which the Engine takes. */
export const hasOwnTest = ({ body }: ContainerResource): boolean => testIn(body).length > 0

const testIn = (config: Readonly<Record<string, unknown>> | undefined): ReadonlyArray<unknown> =>
  (config?.['Healthcheck'] as { readonly Test?: ReadonlyArray<unknown> } | undefined)?.Test ?? []
