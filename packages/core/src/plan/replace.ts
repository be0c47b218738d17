/**
 * Chains of containers that are replaced. The new one is made beside the old one, so that the outage is stop and start
 * only, and every step carries what undoes it.
 */
import type { Chain } from './chain'
import { emptyChain } from './chain'
import type { Decision } from './decision'
import { removePrevious, withOwnName } from './leftover'
import type { Planning } from './planning'
import { createInPlace, createNext, createNextHolding, startNew, startNext, takeName } from './replace-new'
import { moveAside, removeAttached, removeOld, stopOld, switchPolicyOff } from './replace-old'
import { lastId, type Replacement } from './replacement'
import { whyReplaced } from './replacement-reason'
import { holdsSecrets, vanishesOnStop } from './vanish'

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

const replaceStopFirst = (how: Replacement): void => {
  createNext(how)
  const policyOff = switchPolicyOff(how)
  const stop = stopOld(how)
  if (stop !== null) how.chain.lateStops.push(...(policyOff === null ? [] : [policyOff]), stop)
  moveAside(how)
  takeName(how)
  startNew(how)
  removeOld(how)
}

/** No outage: both run for a while. Only where nothing exclusive stands against it, see `check.ts`. */
const replaceStartFirst = (how: Replacement): void => {
  createNext(how)
  startNext(how)
  switchPolicyOff(how)
  stopOld(how)
  moveAside(how)
  takeName(how)
  how.chain.ready = lastId(how.chain)
  removeOld(how)
}

/** A container that hangs on another one: the Engine lets it be made only when that one is there again. */
const replaceHanging = (how: Replacement): void => {
  switchPolicyOff(how)
  const stop = stopOld(how)
  if (stop !== null) how.chain.stops.push(stop)
  moveAside(how)
  createInPlace(how)
  startNew(how)
  removeOld(how)
}

/** The volume stays, mounted where the map wants it now. */
const replaceAttached = (how: Replacement): void => {
  createNextHolding(how)
  removeAttached(how)
  takeName(how)
  startNew(how)
}
