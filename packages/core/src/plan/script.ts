/** A one-shot command in a container like the config's: made, run to its end, removed; its dependencies are up first. */

import { LABEL } from '../resource/labels'
import type { ContainerBody, ContainerResource } from '../resource/resource'
import type { Chain } from './chain'
import { append, emptyChain, stepId } from './chain'
import { subjectOf } from './deed'
import type { Planning } from './planning'
import { requested } from './planning'

const SUFFIX = '.script'

export const scriptChain = (resource: ContainerResource, planning: Planning): Chain => {
  const chain = emptyChain(resource.id)
  const name = resource.name + SUFFIX
  const subject = subjectOf({ resource, observed: null, name })
  const removal = { _tag: 'RemoveContainer', ...subject, volumes: true, force: true } as const
  const left = planning.found.get(resource.client)?.containers.get(name)
  if (left !== undefined) {
    const reason = { _tag: 'Interrupted', detail: 'an earlier script left it', field: resource.field } as const
    append(chain, { id: stepId('remove', resource.id, { tail: 'left' }), action: removal, reason, expects: 'planned' })
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
  return {
    ...body,
    ...(command.length === 0 ? {} : { Cmd: command }),
    Labels: { ...body.Labels, [LABEL.kind]: 'helper' },
    HostConfig: host,
  }
}
