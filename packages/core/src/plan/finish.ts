/** The last phase of planning: from ordered drafts to the frozen, hashed value. */
import { contentHash } from '../base/canonical'
import { compareText } from '../base/compare-text'
import { deepFreeze } from '../base/freeze'
import type { Json } from '../base/json'
import { fingerprintOf, type ObservedObject } from '../observe/fingerprint'
import type { Draft, Expected } from './chain'
import type { Expectation, Plan, PlanSummary, PlanWarning, Step, StepId } from './plan'

type Unhashed = Omit<Plan, 'hash' | 'sources'>

/** Hash over everything but the hash itself and the sources beside the plan. */
export const hashOf = (plan: Unhashed): string => {
  const { format, map, intent, environment, engines, steps, warnings, summary } = plan
  return contentHash({ format, map, intent, environment, engines, steps, warnings, summary } as unknown as Json)
}

export const finishPlan = (plan: Unhashed, sources: Plan['sources'] = {}): Plan =>
  deepFreeze({ ...plan, hash: hashOf(plan), sources })

/** The members in the order in which people read them. */
export const inOrder = (plan: Plan): Plan => {
  const { format, hash, map, intent, environment, engines, steps, warnings, summary, sources } = plan
  return { format, hash, map, intent, environment, engines, steps, warnings, summary, sources }
}

export const stepsOf = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Step> => {
  const known = new Map<ObservedObject, Expectation>()
  return drafts.map((draft) => stepOf(draft, expectation(draft.expects, known)))
}

const expectation = (expects: Expected, known: Map<ObservedObject, Expectation>): Expectation => {
  if (typeof expects === 'string') return expects
  const taken = known.get(expects.seen) ?? { fingerprint: fingerprintOf(expects.seen) }
  known.set(expects.seen, taken)
  return taken
}

const stepOf = (draft: Draft, expects: Expectation): Step => ({
  id: draft.id,
  action: draft.action,
  after: afterOf(draft),
  reason: draft.reason,
  expects,
  ...(draft.undo === undefined || draft.undo.length === 0 ? {} : { undo: draft.undo }),
  ...(draft.replacement === undefined ? {} : { replacement: draft.replacement }),
})

const afterOf = ({ after, preferably }: Draft): ReadonlyArray<StepId> =>
  (preferably.size === 0 ? [...after] : [...new Set([...after, ...preferably])]).sort(compareText)

/** Containers, networks and volumes by what happens to them; a replaced one counts once. */
export const summaryOf = (steps: ReadonlyArray<Step>): PlanSummary => {
  const create = new Set<string>()
  const remove = new Set<string>()
  const update = new Set<string>()
  const replace = new Set<string>()
  for (const { action, replacement } of steps) {
    if (replacement !== undefined) replace.add(replacement)
    if (CREATES.has(action._tag)) create.add(action.target)
    else if (REMOVES.has(action._tag)) remove.add(action.target)
    else if (UPDATES.has(action._tag)) update.add(action.target)
  }
  for (const id of create) if (remove.has(id)) replace.add(id)
  const rest = (ids: ReadonlySet<string>): number => [...ids].filter((id) => !replace.has(id)).length
  return {
    create: rest(create),
    replace: replace.size,
    update: [...update].filter((id) => !replace.has(id) && !create.has(id) && !remove.has(id)).length,
    remove: rest(remove),
    hosts: new Set(steps.map((step) => step.action.client)).size,
  }
}

const CREATES = new Set(['CreateContainer', 'CreateNetwork', 'CreateVolume'])
const REMOVES = new Set(['RemoveContainer', 'RemoveNetwork', 'RemoveVolume'])
const UPDATES = new Set(['UpdateContainer', 'ConnectNetwork', 'DisconnectNetwork', 'RenameContainer'])

/** Sorted, so that equal input gives equal bytes. */
export const sortedWarnings = (warnings: ReadonlyArray<PlanWarning>): ReadonlyArray<PlanWarning> =>
  [...warnings].sort((a, b) => compareText(contentHash(a as unknown as Json), contentHash(b as unknown as Json)))
