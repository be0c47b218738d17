/** Changes that the Engine makes to a container as it is: limits, restart policy, networks. */

import type { JsonObject } from '../base/json'
import type { FieldChange } from '../diff/difference'
import { revertBody, updateBody } from '../diff/effects'
import type { ObservedContainer } from '../observe/observation'
import type { ContainerResource } from '../resource/resource'
import type { Chain, DraftInput } from './chain'
import { append, stepId } from './chain'
import type { Decision } from './decision'
import { subjectOf } from './deed'
import { endpointsOf, settingsOf } from './endpoints'
import type { Reason } from './plan'
import { seen } from './planning'

export const appendUpdate = (chain: Chain, decision: Decision): void => {
  appendDisconnections(chain, decision)
  appendConnections(chain, decision)
  appendLimits(chain, decision)
}

const appendDisconnections = (chain: Chain, { resource, observed, changes }: Decision): void => {
  if (observed === null) return
  for (const change of changes.filter(({ effect }) => effect === 'disconnect' || effect === 'reconnect')) {
    const network = networkOf(change)
    const endpoint = settingsOf(observed, network)
    append(chain, {
      ...disconnection(resource, observed, network, changed([change], resource)),
      undo: [{ _tag: 'ConnectNetwork', ...subjectOf({ resource, observed }), network, endpoint }],
    })
  }
}

export const disconnection = (
  resource: ContainerResource,
  observed: ObservedContainer,
  network: string,
  reason: Reason,
): DraftInput => ({
  id: stepId('disconnect', resource.id, { tail: `network:${network}` }),
  action: { _tag: 'DisconnectNetwork', ...subjectOf({ resource, observed }), network },
  reason,
  expects: seen(observed),
})

const appendConnections = (chain: Chain, { resource, observed, changes }: Decision): void => {
  if (observed === null) return
  const endpoints = new Map(endpointsOf(resource).map((endpoint) => [endpoint.network, endpoint]))
  for (const change of changes.filter(({ effect }) => effect === 'connect' || effect === 'reconnect')) {
    const network = networkOf(change)
    const step = append(chain, {
      id: stepId('connect', resource.id, { tail: `network:${network}` }),
      action: {
        _tag: 'ConnectNetwork',
        ...subjectOf({ resource, observed }),
        network,
        endpoint: endpoints.get(network)?.config ?? {},
      },
      reason: changed([change], resource),
      expects: seen(observed),
      undo: [{ _tag: 'DisconnectNetwork', ...subjectOf({ resource, observed }), network }],
    })
    chain.creates.push(step)
  }
}

/** One request for all limits and the restart policy. */
const appendLimits = (chain: Chain, { resource, observed, changes, interrupted }: Decision): void => {
  if (observed === null) return
  const limits = changes.filter(({ effect }) => effect === 'update')
  const policy = restartPolicyLost(resource, observed.hostConfig, interrupted)
  if (limits.length === 0 && policy === null) return
  const before = policy === null ? revertBody(limits, observed.hostConfig) : null
  append(chain, {
    id: stepId('update', resource.id),
    action: {
      _tag: 'UpdateContainer',
      ...subjectOf({ resource, observed }),
      body: { ...policy, ...updateBody(limits, resource.body) },
    },
    reason:
      limits.length > 0
        ? changed(limits, resource)
        : { _tag: 'Interrupted', detail: 'the restart policy was switched off', field: resource.field },
    expects: seen(observed),
    ...(before === null
      ? {}
      : { undo: [{ _tag: 'UpdateContainer', ...subjectOf({ resource, observed }), body: before }] }),
  })
}

/** A replacement switches the policy off before it stops the old one; a run that died there left it so. */
const restartPolicyLost = (
  resource: ContainerResource,
  have: JsonObject,
  interrupted: boolean,
): { readonly RestartPolicy: JsonObject } | null => {
  const want = resource.body.HostConfig?.RestartPolicy
  if (!interrupted || want === undefined || have['RestartPolicy'] !== undefined) return null
  return { RestartPolicy: want }
}

const changed = (changes: ReadonlyArray<FieldChange>, resource: ContainerResource): Reason => ({
  _tag: 'Changed',
  changes,
  field: changes[0]?.origin ?? resource.field,
})

const networkOf = (change: FieldChange): string => change.field.slice('Networks.'.length)
