/** Chains of containers that are created, started, or brought back to life; not those that are replaced. */
import type { JsonObject } from '../base/json'
import type { ExecPolicy } from '../map/model'
import type { ObservedContainer } from '../observe/observation'
import type { ContainerBody, ContainerResource, Endpoint } from '../resource/resource'
import type { ConnectNetwork, CreateContainer } from './action'
import type { Chain, Draft, DraftInput, Expected } from './chain'
import { append, emptyChain, stepId } from './chain'
import { appendMissingCommands } from './commands'
import type { Decision } from './decision'
import { removing, starting, stopping, subjectOf } from './deed'
import { endpointsOf } from './endpoints'
import { finishPrevious, isSucceeding, withOwnName } from './leftover'
import type { Reason, StepId } from './plan'
import type { Planning } from './planning'
import { seen, whyMissing } from './planning'
import { afterReplacing, appendPendingWaits, appendReadiness, EACH_START, FIRST_START } from './ready'
import { isSuccessor } from './settle'
import { appendUpdate, disconnection } from './update'
import { carrying, heldVolume, holding } from './volumes'

export const forwardChain = (decision: Decision, planning: Planning): Chain => {
  const chain = emptyChain(decision.resource.id)
  withOwnName(chain, decision)
  switch (decision.treatment) {
    case 'create':
      appendCreation(chain, decision, planning)
      break
    case 'create-start':
      appendCreation(chain, decision, planning)
      appendStart(chain, decision, planning)
      break
    case 'recreate':
      appendRemovalOfUnusable(chain, decision)
      appendCreation(chain, decision, planning)
      appendStart(chain, decision, planning)
      break
    case 'start':
      appendUpdate(chain, decision)
      appendMissingEndpoints(chain, decision)
      appendStart(chain, decision, planning)
      break
    case 'stop-start':
      appendUpdate(chain, decision)
      appendStopForCascade(chain, decision)
      appendStart(chain, decision, planning)
      break
    case 'unpause':
      appendUnpause(chain, decision)
      appendUpdate(chain, decision)
      appendMissingCommands(chain, decision, planning)
      appendPendingWaits(chain, decision, planning)
      break
    default:
      appendUpdate(chain, decision)
      if (planning.intent.kind !== 'create') appendMissingCommands(chain, decision, planning)
      // Else it is waited for before what is kept of the old one goes.
      if (!isSucceeding(decision)) appendPendingWaits(chain, decision, planning)
  }
  finishPrevious(chain, decision, planning)
  return chain
}

const appendCreation = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed } = decision
  const body = bodyOf(decision, planning)
  const expects: Expected = observed === null ? 'absent' : 'planned'
  const step = append(chain, creation(resource, body, whyMissing(resource, planning), expects))
  chain.creates.push(step)
  for (const endpoint of resource.endpoints) append(chain, connection(resource, endpoint, { follows: step.id }))
  chain.exists = lastId(chain)
}

const bodyOf = ({ resource, observed }: Decision, planning: Planning): ContainerBody => {
  if (resource.attached === null) return observed === null ? resource.body : carrying(resource, observed, planning)
  const volume = heldVolume(resource, planning)
  return volume === null ? resource.body : holding(resource.body, resource.attached.path, volume)
}

const creation = (
  resource: ContainerResource,
  body: ContainerBody,
  reason: Reason,
  expects: Expected,
): DraftInput & { readonly action: CreateContainer } => ({
  id: stepId('create', resource.id),
  action: { _tag: 'CreateContainer', client: resource.client, target: resource.id, name: resource.name, body },
  reason,
  expects,
})

export const connection = (
  resource: ContainerResource,
  endpoint: Endpoint,
  how: { readonly follows: StepId; readonly name?: string; readonly mark?: 'next' },
): DraftInput & { readonly action: ConnectNetwork } => ({
  id: stepId('connect', resource.id, { mark: how.mark, tail: `network:${endpoint.network}` }),
  action: {
    _tag: 'ConnectNetwork',
    client: resource.client,
    target: resource.id,
    name: how.name ?? resource.name,
    network: endpoint.network,
    endpoint: endpoint.config as JsonObject,
  },
  reason: { _tag: 'Follows', step: how.follows, field: endpoint.field },
  expects: 'planned',
})

/**
 * A run that ended between creation and the last connection left endpoints out; a network that was made again is another
 * one to the Engine, which refuses the start. What the comparison has found is dealt with already.
 */
const appendMissingEndpoints = (chain: Chain, { resource, observed, changes, renewed = NONE }: Decision): void => {
  if (observed === null) return
  const settled = new Set(changes.map(({ field }) => field))
  const wanted = new Map(endpointsOf(resource).map((endpoint) => [endpoint.network, endpoint]))
  for (const [network, { lost }] of Object.entries(observed.networks)) {
    if (lost !== true || renewed.has(network) || settled.has(`Networks.${network}`)) continue
    const field = wanted.get(network)?.field ?? resource.field
    const reason: Reason = { _tag: 'Unusable', status: `on the former network ${network}`, field }
    append(chain, disconnection(resource, observed, network, reason))
    appendEndpoint(chain, resource, observed, wanted.get(network), reason)
  }
  if (changes.length > 0) return
  for (const endpoint of wanted.values()) {
    if (endpoint.network in observed.networks) continue
    appendEndpoint(chain, resource, observed, endpoint, { _tag: 'Missing', field: endpoint.field })
  }
}

const NONE: ReadonlySet<string> = new Set()

const appendEndpoint = (
  chain: Chain,
  resource: ContainerResource,
  observed: ObservedContainer,
  endpoint: Endpoint | undefined,
  reason: Reason,
): void => {
  if (endpoint === undefined) return
  const { id, action } = connection(resource, endpoint, { follows: '' })
  const step = { id, action: { ...action, objectId: observed.id }, reason, expects: seen(observed) }
  chain.creates.push(append(chain, step))
}

const appendStart = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed } = decision
  const existing = observed !== null && decision.treatment !== 'recreate'
  const created = chain.creates.find((step) => step.action._tag === 'CreateContainer')
  const reason: Reason =
    created === undefined ? whyStart(decision, planning) : { _tag: 'Follows', step: created.id, field: resource.field }
  const step = append(chain, {
    id: stepId('start', resource.id),
    action: starting({ resource, observed: existing ? observed : null }),
    reason,
    expects: existing ? seen(observed) : 'planned',
  })
  chain.starts.push(step)
  const policies = policiesFor(decision)
  // What an interrupted replacement has kept of the old one goes only when the new one is up.
  const gate = decision.previous !== null
  appendReadiness(chain, decision, planning, { start: step.id, policies, gate, more: {} })
}

const policiesFor = ({ observed, state, treatment, previous }: Decision): ReadonlySet<ExecPolicy> => {
  if (treatment === 'recreate') return afterReplacing(observed)
  if (isSuccessor(observed)) return afterReplacing(previous)
  return state === 'absent' || state === 'created' ? FIRST_START : EACH_START
}

const whyStart = ({ resource, state, cascade }: Decision, planning: Planning): Reason => {
  if (cascade !== null) return { _tag: 'Cascade', ...cascade, step: stepId('start', cascade.id) }
  if (planning.intent.kind === 'restart') return { _tag: 'Requested', field: resource.field }
  return { _tag: 'NotRunning', status: state, field: resource.field }
}

const appendRemovalOfUnusable = (chain: Chain, { resource, observed, state }: Decision): void => {
  if (observed === null) return
  append(chain, {
    id: stepId('remove', resource.id, { mark: 'prev' }),
    action: removing({ resource, observed }, { volumes: false, force: true }),
    reason: { _tag: 'Unusable', status: state, field: resource.field },
    expects: seen(observed),
  })
}

const appendStopForCascade = (chain: Chain, { resource, observed, cascade }: Decision): void => {
  if (observed === null || cascade === null) return
  const step = append(chain, {
    id: stepId('stop', resource.id),
    action: stopping({ resource, observed }),
    reason: { _tag: 'Cascade', ...cascade, step: stepId('start', cascade.id) },
    expects: seen(observed),
  })
  chain.stops.push(step)
}

const appendUnpause = (chain: Chain, { resource, observed, state }: Decision): void => {
  if (observed === null) return
  const { id } = append(chain, {
    id: stepId('unpause', resource.id),
    action: { _tag: 'UnpauseContainer', ...subjectOf({ resource, observed }) },
    reason: { _tag: 'NotRunning', status: state, field: resource.field },
    expects: seen(observed),
  })
  chain.ready = id
}

const lastId = (chain: Chain): StepId => (chain.steps[chain.steps.length - 1] as Draft).id
