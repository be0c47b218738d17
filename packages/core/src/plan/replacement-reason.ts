/** Why a container is replaced. */
import { stepId } from './chain'
import type { Decision } from './decision'
import type { Reason, StepId } from './plan'
import type { Planning } from './planning'
import { requested } from './planning'

/** What is changed in place elsewhere replaces nothing: it comes along where the container is replaced for another reason. */
export const whyReplaced = (decision: Decision, planning: Planning): Reason => {
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
