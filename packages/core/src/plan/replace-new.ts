/** The steps of a replacement that are taken on the new container. */
import { NEXT } from '../observe/query'
import { LABEL } from '../resource/labels'
import type { ContainerBody } from '../resource/resource'
import type { Action } from './action'
import type { Draft } from './chain'
import { append, stepId } from './chain'
import { removing, renaming, starting, stopping } from './deed'
import { connection } from './forward'
import { afterReplacing, appendReadiness } from './ready'
import { follows, lastId, type Replacement, undoing } from './replacement'
import { carrying, holding, volumeAt } from './volumes'

/** Where it stands: beside the old one at first, or in the place that the old one has left. */
interface Standing {
  readonly name: string
  readonly mark?: 'next'
}

const beside = ({ resource }: Replacement): Standing => ({ name: resource.name + NEXT, mark: 'next' })

const inPlace = ({ resource }: Replacement): Standing => ({ name: resource.name })

export const createNext = (how: Replacement): void => {
  appendCreation(how, carrying(how.resource, how.old, how.planning), beside(how))
}

/** With the old one's volume, mounted where the map wants it now. */
export const createNextHolding = (how: Replacement): void => {
  const { resource, old } = how
  const path = resource.attached?.path ?? ''
  const volume = volumeAt(old, path) ?? old.mounts.find((mount) => mount.type === 'volume')?.name
  appendCreation(how, volume === undefined ? resource.body : holding(resource.body, path, volume), beside(how))
}

export const createInPlace = (how: Replacement): void => {
  const { chain, resource, old, planning } = how
  const created = appendCreation(how, carrying(resource, old, planning), inPlace(how))
  chain.starts.push(created)
  chain.exists = created.id
}

const appendCreation = (how: Replacement, body: ContainerBody, at: Standing): Draft => {
  const { chain, resource, old, reason } = how
  const { name } = at
  const Labels = { ...body.Labels, [LABEL.replaces]: old.id }
  const created = append(chain, {
    id: stepId('create', resource.id, at),
    action: {
      _tag: 'CreateContainer',
      client: resource.client,
      target: resource.id,
      name,
      body: { ...body, Labels },
    },
    reason,
    expects: 'planned',
    ...undoing(how, [removing({ resource, observed: null, name }, { volumes: true, force: true })]),
    replacement: resource.id,
  })
  chain.creates.push(created)
  for (const endpoint of resource.endpoints) {
    append(chain, {
      ...connection(resource, endpoint, { follows: created.id, ...at }),
      replacement: resource.id,
    })
  }
  return created
}

/** The old one still runs. */
export const startNext = (how: Replacement): void => appendStart(how, beside(how))

export const startNew = (how: Replacement): void => appendStart(how, inPlace(how))

const appendStart = (how: Replacement, at: Standing): void => {
  const { chain, resource, old, decision, planning } = how
  const { name } = at
  const step = append(chain, {
    id: stepId('start', resource.id, at),
    action: starting({ resource, observed: null, name }),
    reason: follows(how),
    expects: 'planned',
    ...undoing(how, backToStopped(how, name)),
    replacement: resource.id,
  })
  chain.starts.push(step)
  appendReadiness(chain, decision, planning, {
    start: step.id,
    policies: afterReplacing(old),
    gate: resource.attached === null,
    more: { replacement: resource.id },
    name,
  })
}

export const takeName = (how: Replacement): void => {
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

/** A new one that the Engine removes by itself may be gone already: whatever there is of it goes. */
const backToStopped = (how: Replacement, name = how.resource.name): ReadonlyArray<Action> => {
  const subject = { resource: how.resource, observed: null, name }
  return vanishesItself(how) ? [removing(subject, { volumes: true, force: true })] : [stopping(subject)]
}

const vanishesItself = ({ resource }: Replacement): boolean => resource.body.HostConfig?.['AutoRemove'] === true
