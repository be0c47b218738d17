/** A one-shot command in a container like the config's: made, run to its end, removed; its dependencies are up first. */

import type { ObservedContainer } from '../observe/observation'
import { LABEL } from '../resource/labels'
import type { ContainerBody, ContainerResource, Resource } from '../resource/resource'
import type { Chain } from './chain'
import { append, emptyChain, stepId } from './chain'
import { subjectOf } from './deed'
import { isOurs, labelsOf } from './found'
import type { PlanError } from './plan'
import type { Planning } from './planning'
import { requested } from './planning'

const SUFFIX = '.script'

/** Whose name the script's container takes, and which is none that a script has left. */
export const inTheWayOfScript = (planning: Planning): ReadonlyArray<PlanError> => {
  if (planning.intent.kind !== 'script') return []
  return [...planning.scope.selected].flatMap((id): ReadonlyArray<PlanError> => {
    const resource = planning.graph.byId.get(id)
    const found = resource === undefined ? undefined : lastOf(resource, planning)
    if (found === undefined || isLeftover(found, planning)) return []
    const message = `the container "${found.name}" on ${resource?.client} is none that a script has left`
    return [{ _tag: 'Foreign', id, message, hint: 'rename it: the container of the script takes that name' }]
  })
}

const lastOf = ({ client, name }: Resource, { found }: Planning): ObservedContainer | undefined =>
  found.get(client)?.containers.get(name + SUFFIX)

const isLeftover = (container: ObservedContainer, { resources }: Planning): boolean =>
  isOurs(container, resources.map) && labelsOf(container)[LABEL.kind] === 'helper'

export const scriptChain = (resource: ContainerResource, planning: Planning): Chain => {
  const chain = emptyChain(resource.id)
  const name = resource.name + SUFFIX
  const subject = subjectOf({ resource, observed: null, name })
  const removal = { _tag: 'RemoveContainer', ...subject, volumes: true, force: true } as const
  const last = lastOf(resource, planning)
  if (last !== undefined) {
    const reason = { _tag: 'Interrupted', detail: 'an earlier script left it', field: resource.field } as const
    const action = { ...removal, objectId: last.id }
    append(chain, { id: stepId('remove', resource.id, { tail: 'left' }), action, reason, expects: 'planned' })
  }
  const common = { reason: requested(resource.field, 'command'), expects: 'planned', replacement: resource.id } as const
  const body = bodyFor(resource, planning.intent.options.command ?? [])
  const create = append(chain, {
    ...common,
    id: stepId('create', resource.id, { tail: 'script' }),
    action: { _tag: 'CreateContainer', client: resource.client, target: resource.id, name, body },
    undo: [removal],
  })
  chain.creates.push(create)
  const start = { _tag: 'StartContainer', ...subject } as const
  chain.starts.push(append(chain, { ...common, id: stepId('start', resource.id, { tail: 'script' }), action: start }))
  append(chain, {
    ...common,
    id: stepId('wait', resource.id, { tail: 'script' }),
    action: { _tag: 'Wait', ...subject, condition: { _tag: 'Completed' }, timeout: null },
  })
  append(chain, {
    id: stepId('remove', resource.id, { tail: 'script' }),
    action: removal,
    reason: common.reason,
    expects: 'planned',
  })
  return chain
}

/** The config's own container keeps its ports, addresses, aliases and restart policy to itself. */
const bodyFor = (resource: ContainerResource, command: ReadonlyArray<string>): ContainerBody => {
  const { ExposedPorts, Healthcheck, NetworkingConfig, HostConfig, ...body } = resource.body
  const { PortBindings, RestartPolicy, AutoRemove, ...host } = HostConfig ?? {}
  const { [LABEL.persistent]: _persistent, [LABEL.protected]: _protected, ...labels } = body.Labels
  return {
    ...body,
    ...(command.length === 0 ? {} : { Cmd: command }),
    Labels: { ...labels, [LABEL.kind]: 'helper' },
    HostConfig: host,
  }
}
