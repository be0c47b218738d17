/** Steps that bring an interrupted replacement to an end: cleared away, renamed back, or finished. */
import type { ObservedContainer } from '../observe/observation'
import type { Chain } from './chain'
import { append, stepId } from './chain'
import type { Decision } from './decision'
import { removing, renaming } from './deed'
import type { Reason } from './plan'
import type { Planning } from './planning'
import { hasHealthcheck, seen } from './planning'
import { afterReplacing, appendReadiness } from './ready'

/** Before anything else: what was made in vain goes, and the config's container gets its own name. */
export const withOwnName = (chain: Chain, decision: Decision): void => {
  const { resource, observed, misnamed, next, discarded } = decision
  if (next !== null) appendRemoval(chain, decision, next, 'next', 'the replacement was not carried through')
  if (discarded !== null) appendRemoval(chain, decision, discarded, null, 'the new container is taken back')
  if (observed === null || misnamed === null) return
  const step = append(chain, {
    id: stepId('rename', resource.id, misnamed === 'moved' ? {} : { mark: misnamed, tail: 'back' }),
    action: renaming({ resource, observed, name: observed.name }, resource.name),
    reason:
      misnamed === 'moved'
        ? { _tag: 'Moved', from: observed.name, field: ['moved'] }
        : interrupted(decision, 'it was on its way to another name'),
    expects: seen(observed),
  })
  // Who is made to hang on it calls it by its own name.
  chain.exists = step.id
}

/** At the end: the old container goes when the new one is ready; what may not have run, runs. */
export const finishPrevious = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed, previous } = decision
  if (previous === null) return
  if (isSucceeding(decision) && observed !== null) {
    const healthy = observed.state.health === 'healthy' || !hasHealthcheck(resource, planning)
    const start = stepId('start', resource.id)
    const policies = afterReplacing(previous)
    appendReadiness(chain, decision, planning, { start, policies, gate: !healthy, more: {} })
  }
  removePrevious(chain, decision)
}

/** It runs in the place of one that has not gone yet. */
export const isSucceeding = ({ state, treatment, previous }: Decision): boolean =>
  state === 'running' && treatment === 'none' && previous !== null

export const removePrevious = (chain: Chain, decision: Decision): void => {
  if (decision.previous === null) return
  appendRemoval(chain, decision, decision.previous, 'prev', 'its successor is in place')
}

const appendRemoval = (
  chain: Chain,
  decision: Decision,
  observed: ObservedContainer,
  mark: 'next' | 'prev' | null,
  detail: string,
): void => {
  const { resource } = decision
  append(chain, {
    id: stepId('remove', resource.id, { ...(mark === null ? {} : { mark }), tail: 'left' }),
    action: removing({ resource, observed, name: observed.name }, { volumes: true, force: true }),
    reason: interrupted(decision, detail),
    expects: seen(observed),
  })
}

const interrupted = ({ resource }: Decision, detail: string): Reason => ({
  _tag: 'Interrupted',
  detail,
  field: resource.field,
})
