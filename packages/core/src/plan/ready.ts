/** What comes between a container's start and the moment that its dependents may go on: delay, commands, waits. */
import type { Condition, ExecPolicy } from '../map/model'
import type { ObservedContainer } from '../observe/observation'
import type { ContainerResource, ExecSpec } from '../resource/resource'
import type { Wait } from './action'
import type { Chain, DraftInput } from './chain'
import { append, stepId } from './chain'
import { commandId, containerIn, execIn, recordOf } from './commands'
import { type Decision, MAKES_ANEW } from './decision'
import type { Dependent } from './graph'
import { imageOf } from './input'
import type { JournalledCommand } from './journal'
import type { StepId } from './plan'
import type { Planning } from './planning'
import { hasHealthcheck, hasOwnTest, requested, seen } from './planning'
import { isSuccessor } from './settle'

export interface Readiness {
  /** The step that started it; the reason of what follows. */
  readonly start: StepId
  /** Which exec commands this start asks for. */
  readonly policies: ReadonlySet<ExecPolicy>
  /** Wait for health before the commands, as part of a replacement that can still be undone. */
  readonly gate: boolean
  readonly more: Pick<DraftInput, 'replacement'>
  /** The container's name at that moment, where it is not its own one yet. */
  readonly name?: string
}

export const FIRST_START: ReadonlySet<ExecPolicy> = new Set(['restart', 'initial', 'created'])
const AFTER_RECREATION: ReadonlySet<ExecPolicy> = new Set(['restart', 'created'])
export const EACH_START: ReadonlySet<ExecPolicy> = new Set(['restart'])

/** What the start of a container asks for that was made in the place of `old`. */
export const afterReplacing = (old: ObservedContainer | null): ReadonlySet<ExecPolicy> =>
  old === null || old.state.started || isSuccessor(old) ? AFTER_RECREATION : FIRST_START

export const appendReadiness = (chain: Chain, decision: Decision, planning: Planning, how: Readiness): void => {
  const { resource } = decision
  if (resource.startDelay > 0) {
    appendWait(chain, decision, how, { _tag: 'Delay', nanoseconds: resource.startDelay }, 'delay')
  }
  const gated = how.gate && hasHealthcheck(resource, planning)
  if (gated) appendWait(chain, decision, how, { _tag: 'Healthy' }, 'healthy')
  appendCommands(chain, decision, planning, how)
  chain.ready = lastStep(chain)
  for (const each of awaited(decision, planning)) {
    const { condition } = each
    warnWithoutCheck(resource, each, planning)
    if (condition === 'healthy' && !gated) appendWait(chain, decision, how, { _tag: 'Healthy' }, 'healthy')
    if (condition === 'completed') appendWait(chain, decision, how, { _tag: 'Completed' }, 'completed')
    const step = lastStep(chain)
    if (step !== null) chain.conditions.set(condition, step)
  }
}

/**
 * Waits for a container that runs already, where a dependent to be started asks for more than that; and for one that has
 * failed and is not started again, so that what needs its completion is not started either.
 */
export const appendPendingWaits = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { observed, resource } = decision
  if (observed === null) return
  for (const each of awaited(decision, planning)) {
    const { condition, dependent } = each
    if (isMet(condition, observed, decision)) continue
    warnWithoutCheck(resource, each, planning)
    const action = waitFor(resource, { _tag: condition === 'healthy' ? 'Healthy' : 'Completed' })
    const id = stepId('wait', resource.id, { tail: condition })
    const reason = dependent === null ? requested(resource.field, 'wait') : { _tag: 'NeededBy' as const, ...dependent }
    append(chain, { id, action, reason, expects: seen(observed) })
    chain.conditions.set(condition, id)
  }
}

const isMet = (condition: Awaited['condition'], { state }: ObservedContainer, { treatment }: Decision): boolean => {
  if (state.status === 'running') return condition === 'healthy' && state.health === 'healthy'
  const failed = state.status === 'exited' && state.started && state.exitCode !== 0
  return !(failed && condition === 'completed' && treatment === 'none')
}

interface Awaited {
  readonly condition: Exclude<Condition, 'started'>
  /** The first that waits for it; null: whoever asked for the plan. */
  readonly dependent: Dependent | null
}

/** Conditions beyond `started`: those of containers that this plan starts, and with the option `wait` health anyway. */
const awaited = ({ resource }: Decision, planning: Planning): ReadonlyArray<Awaited> => {
  const starting = planning.graph.dependents(resource.id).filter(({ id }) => planning.starting.has(id))
  const asked = planning.intent.options.wait === true && mayHaveHealthcheck(resource, planning)
  return (['healthy', 'completed'] as const).flatMap((condition): ReadonlyArray<Awaited> => {
    const dependent = starting.find(({ because }) => because._tag === 'DependsOn' && because.condition === condition)
    if (dependent !== undefined) return [{ condition, dependent }]
    return condition === 'healthy' && asked ? [{ condition, dependent: null }] : []
  })
}

/** An image that is not known yet may bring a check along. */
const mayHaveHealthcheck = (resource: ContainerResource, planning: Planning): boolean =>
  hasHealthcheck(resource, planning) || (!hasOwnTest(resource) && imageOf(resource, planning) === undefined)

const warnWithoutCheck = (resource: ContainerResource, { condition, dependent }: Awaited, planning: Planning): void => {
  if (condition !== 'healthy' || dependent === null || mayHaveHealthcheck(resource, planning)) return
  planning.warnings.push({ _tag: 'NoHealthcheck', id: resource.id, dependent: dependent.id })
}

const appendCommands = (chain: Chain, decision: Decision, planning: Planning, how: Readiness): void => {
  const { resource, treatment } = decision
  const where = treatment === 'none' ? containerIn(decision, planning) : {}
  for (const [index, exec] of resource.exec.entries()) {
    const asked = how.policies.has(exec.policy)
    const record = recordOf(decision, index, planning)
    if (!isDue(exec, asked, record, treatment)) continue
    append(chain, {
      id: commandId(resource, index),
      action: execIn(resource, exec, { ...where, ...(how.name === undefined ? {} : { name: how.name }) }),
      reason: asked
        ? { _tag: 'Follows', step: how.start, field: exec.field }
        : { _tag: 'Unfinished', field: exec.field },
      expects: 'planned',
      ...how.more,
    })
  }
}

/**
 * What was due in a container is due in its successor, even if it was to run once. What is done is done in that container
 * alone; and where it is started again, policy `restart` asks for more.
 */
const isDue = (
  { policy }: ExecSpec,
  asked: boolean,
  record: JournalledCommand | undefined,
  treatment: Decision['treatment'],
): boolean => {
  if (record === undefined || MAKES_ANEW.has(treatment)) return asked || record?.done === false
  if (!record.done) return true
  return asked && policy === 'restart' && treatment !== 'none'
}

const lastStep = (chain: Chain): StepId | null => chain.steps[chain.steps.length - 1]?.id ?? null

const appendWait = (
  chain: Chain,
  decision: Decision,
  how: Readiness,
  condition: Wait['condition'],
  tail: string,
): void => {
  const { resource } = decision
  append(chain, {
    id: stepId('wait', resource.id, { tail }),
    action: { ...waitFor(resource, condition), ...(how.name === undefined ? {} : { name: how.name }) },
    reason: { _tag: 'Follows', step: how.start, field: resource.field },
    expects: 'planned',
    ...how.more,
  })
}

const waitFor = ({ client, id, name }: ContainerResource, condition: Wait['condition']): Wait => ({
  _tag: 'Wait',
  client,
  target: id,
  name,
  condition,
  timeout: null,
})
