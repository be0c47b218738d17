/**
 * Chains of containers that are replaced. The new one is made beside the old one, so that the outage is stop and start
 * only, and every step carries what undoes it.
 */

import type { JsonObject } from '../base/json'
import type { ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import { LABEL } from '../resource/labels'
import type { ContainerBody, ContainerResource } from '../resource/resource'
import type { Action, UpdateContainer } from './action'
import type { Chain, Draft, DraftInput } from './chain'
import { append, emptyChain, stepId } from './chain'
import type { Decision } from './decision'
import { removing, renaming, starting, stopping, subjectOf } from './deed'
import { connection } from './forward'
import { removePrevious, withOwnName } from './leftover'
import type { Reason, StepId } from './plan'
import type { Planning } from './planning'
import { requested, seen } from './planning'
import { afterReplacing, appendReadiness } from './ready'
import { holdsSecrets, remade, vanishes, vanishesOnStop } from './vanish'
import { carrying, holding, volumeAt } from './volumes'

interface Replacement {
  readonly chain: Chain
  readonly resource: ContainerResource
  readonly old: ObservedContainer
  readonly decision: Decision
  readonly planning: Planning
  readonly reason: Reason
  /** False: the old one goes with its stop, and none like it can be made. Then what was begun is finished by the next plan. */
  readonly undoable: boolean
}

export const replacementChain = (decision: Decision, planning: Planning): Chain => {
  const { resource, observed } = decision
  const chain = emptyChain(resource.id)
  if (observed === null) return chain
  removePrevious(chain, decision)
  withOwnName(chain, decision)
  const replacement: Replacement = {
    chain,
    resource,
    old: observed,
    decision,
    planning,
    reason: whyReplaced(decision, planning),
    undoable: !vanishesOnStop(observed) || !holdsSecrets(observed, resource),
  }
  warnOfVanishing(replacement)
  if (resource.attached !== null) replaceAttached(replacement)
  else if (decision.cascade !== null) replaceHanging(replacement)
  else if (resource.updateOrder === 'start-first') replaceStartFirst(replacement)
  else replaceStopFirst(replacement)
  return chain
}

const warnOfVanishing = ({ resource, old, planning, undoable }: Replacement): void => {
  if (!vanishesOnStop(old)) return
  const why = 'it is removed by its own stop (auto_remove), and its secrets are not known'
  planning.warnings.push(undoable ? { _tag: 'Vanishes', id: resource.id } : { _tag: 'NoUndo', id: resource.id, why })
}

/** What is changed in place elsewhere replaces nothing: it comes along where the container is replaced for another reason. */
const whyReplaced = (decision: Decision, planning: Planning): Reason => {
  const { resource, changes, cascade, broken } = decision
  const tie =
    cascade === null ? null : { id: cascade.id, because: cascade.because, step: takingAway(cascade, planning) }
  const besides = tie === null ? {} : { besides: tie }
  if (changes.some(({ effect }) => effect === 'replace'))
    return { _tag: 'Changed', changes, ...besides, field: changes[0]?.origin ?? resource.field }
  const along = changes.length === 0 ? {} : { changes }
  if (broken !== undefined) return { _tag: 'Unusable', status: broken, ...along, field: resource.field }
  if (cascade === null || tie === null) return { ...requested(resource.field, 'force'), ...along }
  return { _tag: 'Cascade', ...tie, field: cascade.field, ...along }
}

const takingAway = ({ id }: NonNullable<Decision['cascade']>, { decisions }: Planning): StepId => {
  const decision = decisions.get(id)
  if (decision?.treatment === 'start' || decision?.treatment === 'stop-start') return stepId('start', id)
  const renamed = decision?.treatment === 'replace' && decision.cascade === null
  return renamed ? stepId('rename', id, { mark: 'next' }) : stepId('create', id)
}

const replaceStopFirst = (how: Replacement): void => {
  createNext(how)
  const policyOff = switchPolicyOff(how)
  const stop = stopOld(how, how.reason)
  if (stop !== null) how.chain.lateStops.push(...(policyOff === null ? [] : [policyOff]), stop)
  moveAside(how)
  takeName(how)
  startNew(how)
  removeOld(how)
}

/** No outage: both run for a while. Only where nothing exclusive stands against it, see `check.ts`. */
const replaceStartFirst = (how: Replacement): void => {
  const { chain, resource, decision, planning } = how
  createNext(how)
  const name = resource.name + NEXT
  const step = append(chain, {
    id: stepId('start', resource.id, { mark: 'next' }),
    action: starting({ resource, observed: null, name }),
    reason: follows(how),
    expects: 'planned',
    ...undoing(how, backToStopped(how, name)),
    replacement: resource.id,
  })
  chain.starts.push(step)
  appendReadiness(chain, decision, planning, { ...readiness(how, step.id), name })
  switchPolicyOff(how)
  stopOld(how, how.reason)
  moveAside(how)
  takeName(how)
  chain.ready = lastId(chain)
  removeOld(how)
}

/** A container that hangs on another one: the Engine lets it be made only when that one is there again. */
const replaceHanging = (how: Replacement): void => {
  const { chain, resource, old, planning } = how
  switchPolicyOff(how)
  const stop = stopOld(how, how.reason)
  if (stop !== null) chain.stops.push(stop)
  moveAside(how)
  const created = append(chain, {
    id: stepId('create', resource.id),
    action: {
      _tag: 'CreateContainer',
      client: resource.client,
      target: resource.id,
      name: resource.name,
      body: successor(carrying(resource, old, planning), old),
    },
    reason: how.reason,
    expects: 'planned',
    ...undoing(how, [removing({ resource, observed: null }, { volumes: true, force: true })]),
    replacement: resource.id,
  })
  chain.creates.push(created)
  chain.starts.push(created)
  chain.exists = created.id
  for (const endpoint of resource.endpoints) {
    append(chain, { ...connection(resource, endpoint, { follows: created.id }), replacement: resource.id })
  }
  startNew(how)
  removeOld(how)
}

/** The volume stays, mounted where the map wants it now; nothing runs in an attached container. */
const replaceAttached = (how: Replacement): void => {
  const { chain, resource, old } = how
  const path = resource.attached?.path ?? ''
  const volume = volumeAt(old, path) ?? old.mounts.find((mount) => mount.type === 'volume')?.name
  const body = volume === undefined ? resource.body : holding(resource.body, path, volume)
  appendCreation(how, successor(body, old))
  append(chain, {
    id: stepId('remove', resource.id, { mark: 'prev' }),
    action: removing({ resource, observed: old }, { volumes: false, force: true }),
    reason: follows(how),
    expects: seen(old),
    replacement: resource.id,
  })
  takeName(how)
  chain.exists = lastId(chain)
  startNew(how)
}

const createNext = (how: Replacement): void => {
  appendCreation(how, successor(carrying(how.resource, how.old, how.planning), how.old))
}

const successor = (body: ContainerBody, old: ObservedContainer): ContainerBody => ({
  ...body,
  Labels: { ...body.Labels, [LABEL.replaces]: old.id },
})

const appendCreation = (how: Replacement, body: ContainerBody): void => {
  const { chain, resource, reason } = how
  const name = resource.name + NEXT
  const created = append(chain, {
    id: stepId('create', resource.id, { mark: 'next' }),
    action: { _tag: 'CreateContainer', client: resource.client, target: resource.id, name, body },
    reason,
    expects: 'planned',
    ...undoing(how, [removing({ resource, observed: null, name }, { volumes: true, force: true })]),
    replacement: resource.id,
  })
  chain.creates.push(created)
  for (const endpoint of resource.endpoints) {
    const input = connection(resource, endpoint, { follows: created.id, name, mark: 'next' })
    append(chain, { ...input, replacement: resource.id })
  }
}

/** Else the Engine would revive the old one on its own restart, in the middle of the replacement. */
const switchPolicyOff = (how: Replacement): Draft | null => {
  const { chain, resource, old } = how
  const policy = old.hostConfig['RestartPolicy'] as JsonObject | undefined
  if (policy === undefined) return null
  const update = (body: JsonObject): UpdateContainer => ({
    _tag: 'UpdateContainer',
    ...subjectOf({ resource, observed: old }),
    body,
  })
  return append(chain, {
    id: stepId('update', resource.id, { mark: 'prev' }),
    action: update({ RestartPolicy: { Name: 'no' } }),
    reason: follows(how),
    expects: seen(old),
    ...undoing(how, [update({ RestartPolicy: policy })]),
    replacement: resource.id,
  })
}

const stopOld = (how: Replacement, reason: Reason): Draft | null => {
  const { chain, resource, old } = how
  if (old.state.status !== 'running' && old.state.status !== 'paused' && old.state.status !== 'restarting') return null
  const gone = removing({ resource, observed: old }, { volumes: true, force: true })
  const back = vanishes(old) ? [gone, ...remade(resource, old)] : [starting({ resource, observed: old })]
  const stop = append(chain, {
    id: stepId('stop', resource.id, { mark: 'prev' }),
    action: stopping({ resource, observed: old }),
    reason,
    expects: seen(old),
    ...undoing(how, back),
    replacement: resource.id,
  })
  // The Engine goes on removing it after it has answered, and its name is free only then.
  if (vanishes(old)) {
    append(chain, {
      id: stepId('remove', resource.id, { mark: 'prev' }),
      action: gone,
      reason: follows(how),
      expects: seen(old),
      ...undoing(how, [gone]),
      replacement: resource.id,
    })
  }
  return stop
}

const moveAside = (how: Replacement): void => {
  const { chain, resource, old } = how
  if (vanishesOnStop(old)) return
  const aside = resource.name + PREVIOUS
  append(chain, {
    id: stepId('rename', resource.id, { mark: 'prev' }),
    action: renaming({ resource, observed: old }, aside),
    reason: follows(how),
    expects: seen(old),
    ...undoing(how, [renaming({ resource, observed: old, name: aside }, resource.name)]),
    replacement: resource.id,
  })
}

const takeName = (how: Replacement): void => {
  const { chain, resource } = how
  const name = resource.name + NEXT
  append(chain, {
    id: stepId('rename', resource.id, { mark: 'next' }),
    action: renaming({ resource, observed: null, name }, resource.name),
    reason: follows(how),
    expects: 'planned',
    ...undoing(how, vanishesItself(how) ? backToStopped(how) : [renaming({ resource, observed: null }, name)]),
    replacement: resource.id,
  })
  chain.exists = lastId(chain)
}

const startNew = (how: Replacement): void => {
  const { chain, resource, decision, planning } = how
  const step = append(chain, {
    id: stepId('start', resource.id),
    action: starting({ resource, observed: null }),
    reason: follows(how),
    expects: 'planned',
    ...undoing(how, backToStopped(how)),
    replacement: resource.id,
  })
  chain.starts.push(step)
  appendReadiness(chain, decision, planning, readiness(how, step.id))
}

const removeOld = (how: Replacement): void => {
  const { chain, resource, old } = how
  if (vanishesOnStop(old)) return
  append(chain, {
    id: stepId('remove', resource.id, { mark: 'prev' }),
    action: removing({ resource, observed: old, name: resource.name + PREVIOUS }, { volumes: true, force: false }),
    reason: follows(how),
    expects: seen(old),
  })
}

const undoing = ({ undoable }: Replacement, undo: ReadonlyArray<Action>): Pick<DraftInput, 'undo'> =>
  undoable ? { undo } : {}

/** A new one that the Engine removes by itself may be gone already: whatever there is of it goes. */
const backToStopped = (how: Replacement, name = how.resource.name): ReadonlyArray<Action> => {
  const subject = { resource: how.resource, observed: null, name }
  return vanishesItself(how) ? [removing(subject, { volumes: true, force: true })] : [stopping(subject)]
}

const vanishesItself = ({ resource }: Replacement): boolean => resource.body.HostConfig?.['AutoRemove'] === true

const readiness = (how: Replacement, start: StepId) => ({
  start,
  policies: afterReplacing(how.old),
  gate: how.resource.attached === null,
  more: { replacement: how.resource.id } satisfies Pick<DraftInput, 'replacement'>,
})

/** The first step of a replacement says what it is for, the others refer to it. */
const follows = ({ chain, resource, reason }: Replacement): Reason => {
  const first = chain.steps.find((step) => step.replacement === resource.id)
  return first === undefined ? reason : { _tag: 'Follows', step: first.id, field: resource.field }
}

const lastId = (chain: Chain): StepId => (chain.steps[chain.steps.length - 1] as Draft).id
