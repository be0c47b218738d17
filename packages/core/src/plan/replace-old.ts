/** The steps of a replacement that are taken on the old container. */
import type { JsonObject } from '../base/json'
import { PREVIOUS } from '../observe/query'
import type { UpdateContainer } from './action'
import type { Draft } from './chain'
import { append, stepId } from './chain'
import { removing, renaming, starting, stopping, subjectOf } from './deed'
import { seen } from './planning'
import { follows, type Replacement, undoing } from './replacement'
import { remade, vanishes, vanishesOnStop } from './vanish'

/** Else the Engine would revive the old one on its own restart, in the middle of the replacement. */
export const switchPolicyOff = (how: Replacement): Draft | null => {
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

export const stopOld = (how: Replacement): Draft | null => {
  const { chain, resource, old, reason } = how
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

export const moveAside = (how: Replacement): void => {
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

export const removeOld = (how: Replacement): void => {
  const { chain, resource, old } = how
  if (vanishesOnStop(old)) return
  append(chain, {
    id: stepId('remove', resource.id, { mark: 'prev' }),
    action: removing({ resource, observed: old, name: resource.name + PREVIOUS }, { volumes: true, force: false }),
    reason: follows(how),
    expects: seen(old),
  })
}

/** The volume stays; nothing runs in an attached container. */
export const removeAttached = (how: Replacement): void => {
  const { chain, resource, old } = how
  append(chain, {
    id: stepId('remove', resource.id, { mark: 'prev' }),
    action: removing({ resource, observed: old }, { volumes: false, force: true }),
    reason: follows(how),
    expects: seen(old),
    replacement: resource.id,
  })
}
