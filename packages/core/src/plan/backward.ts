/** Chains of containers that are stopped, removed, restarted or sent a signal. */
import type { ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import { resourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import type { Chain } from './chain'
import { append, emptyChain, stepId } from './chain'
import type { Decision } from './decision'
import { removing, starting, stopping, subjectOf } from './deed'
import type { Reason } from './plan'
import type { Planning } from './planning'
import { requested, seen } from './planning'
import { appendReadiness, EACH_START } from './ready'
import { vanishes } from './vanish'
import { carriedBy } from './volumes'

export const backwardChain = (decision: Decision, planning: Planning): Chain => {
  const { resource, observed, treatment } = decision
  const chain = emptyChain(resource.id)
  if (observed === null) return chain
  if (treatment === 'stop' || treatment === 'stop-remove') appendStop(chain, decision, planning)
  if (treatment === 'remove' || treatment === 'stop-remove') appendRemoval(chain, decision, planning)
  if (treatment === 'kill') appendKill(chain, decision, planning)
  return chain
}

/** The selected ones only: one request where the Engine sends the right signal by itself. */
export const restartChain = (decision: Decision, planning: Planning): Chain => {
  const { resource, observed } = decision
  const chain = emptyChain(resource.id)
  if (observed === null) return chain
  const subject = { resource, observed, name: observed.name }
  // The Engine keeps one with `auto_remove` through a restart of its own, and only so.
  const stop = vanishes(observed) ? { ...stopping(subject), signal: null } : stopping(subject)
  if (stop.signal !== null) {
    append(chain, {
      id: stepId('stop', resource.id),
      action: stop,
      reason: requested(resource.field),
      expects: seen(observed),
    })
  }
  const start = append(chain, {
    id: stepId(stop.signal === null ? 'restart' : 'start', resource.id),
    action: stop.signal === null ? { ...stop, _tag: 'RestartContainer' } : starting(subject),
    reason: requested(resource.field),
    expects: seen(observed),
  })
  chain.starts.push(start)
  const policies = planning.intent.options.restart_exec_commands === false ? new Set<never>() : EACH_START
  appendReadiness(chain, decision, planning, { start: start.id, policies, gate: false, more: {}, name: observed.name })
  return chain
}

const appendStop = (chain: Chain, { resource, observed }: Decision, planning: Planning): void => {
  if (observed === null) return
  const step = append(chain, {
    id: stepId('stop', resource.id),
    action: stopping({ resource, observed, name: observed.name }),
    reason: whyEnded(resource, planning),
    expects: seen(observed),
  })
  chain.stops.push(step)
}

/** With its anonymous volumes, with those it carries, and with what an interrupted replacement left of it. */
const appendRemoval = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed, next, previous } = decision
  const reason = whyEnded(resource, planning)
  const all = [next, previous, observed].filter((container) => container !== null)
  for (const container of all) {
    const step = append(chain, {
      id: stepId('remove', resource.id, { mark: markOf(container, resource) }),
      action: removing(
        { resource, observed: container, name: container.name },
        { volumes: true, force: container.state.status === 'dead' },
      ),
      reason,
      expects: seen(container),
    })
    chain.removes.push(step)
  }
  for (const volume of new Set(all.flatMap(carriedBy))) {
    const target = resourceId('volume', volume, resource.client)
    const step = append(chain, {
      id: stepId('remove', target),
      action: { _tag: 'RemoveVolume', client: resource.client, target, name: volume },
      reason,
      expects: 'planned',
    })
    chain.removes.push(step)
  }
}

const appendKill = (chain: Chain, { resource, observed }: Decision, planning: Planning): void => {
  if (observed === null) return
  append(chain, {
    id: stepId('signal', resource.id),
    action: {
      _tag: 'KillContainer',
      ...subjectOf({ resource, observed, name: observed.name }),
      signal: planning.intent.options.signal ?? 'SIGKILL',
    },
    reason: requested(resource.field, 'signal'),
    expects: seen(observed),
  })
}

const markOf = (container: ObservedContainer, resource: ContainerResource): 'next' | 'prev' | undefined => {
  if (container.name === resource.name + NEXT) return 'next'
  return container.name === resource.name + PREVIOUS ? 'prev' : undefined
}

/** Asked for, or dependent on what was asked for. */
const whyEnded = (resource: ContainerResource, planning: Planning): Reason => {
  if (planning.scope.selected.has(resource.id)) return requested(resource.field)
  if (resource.attached !== null) return requested(resource.field, 'remove_attached')
  const need = planning.graph.needs(resource.id).find(({ id }) => planning.decisions.has(id))
  return need === undefined ? requested(resource.field) : { _tag: 'DependsOn', ...need }
}
