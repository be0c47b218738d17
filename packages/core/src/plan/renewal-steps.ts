/** The steps that make a network anew: its users leave, it goes, a new one is made, they come back. */
import type { ObservedContainer } from '../observe/observation'
import { resourceId } from '../resource/id'
import type { Because } from '../resource/resource'
import type { ConnectNetwork, CreateNetwork, DisconnectNetwork } from './action'
import type { Chain, Draft, DraftInput } from './chain'
import { append, emptyChain, stepId } from './chain'
import { settingsOf } from './endpoints'
import { formerBody } from './former'
import type { Chains } from './order'
import type { Reason } from './plan'
import type { Planning } from './planning'
import { seen } from './planning'
import type { NetworkUser, Renewal } from './renew'

/** The network's own steps; those of its users come with `linkRenewals`. */
export const renewalChain = ({ resource, old, changes }: Renewal): Chain => {
  const { id, client, name, body, field } = resource
  const chain = emptyChain(id)
  const base = { client, target: id, name }
  const before: CreateNetwork = { ...base, _tag: 'CreateNetwork', body: formerBody(old, body) }
  const remove = append(chain, {
    id: stepId('remove', id),
    action: { ...base, _tag: 'RemoveNetwork', objectId: old.id },
    reason: { _tag: 'Changed', changes, field },
    expects: seen(old),
    undo: [before],
    replacement: id,
  })
  // It goes after its users have left it (`linkRenewals`), not after their end: to be stopped, they come back first.
  const create = append(chain, {
    id: stepId('create', id),
    action: { ...base, _tag: 'CreateNetwork', body },
    reason: { _tag: 'Follows', step: remove.id, field },
    expects: 'planned',
    undo: [{ ...base, _tag: 'RemoveNetwork' }],
    replacement: id,
  })
  chain.exists = create.id
  chain.ready = create.id
  return chain
}

/**
 * Everybody leaves and comes back side by side. What else is to be done to a container is done when it is back, so that
 * it finds the network as if nothing had happened; so do those that wait for the container. One that is no longer in the
 * map, and that this plan removes, goes before the network does.
 */
export const linkRenewals = (chains: Chains, pruned: ReadonlyArray<Chain>, planning: Planning): void => {
  const going = new Map(pruned.map((chain) => [chain.id, chain]))
  for (const renewal of planning.renewals.values()) {
    const chain = chains.get(renewal.resource.id)
    const [remove, create] = chain?.steps ?? []
    if (chain === undefined || remove === undefined || create === undefined) continue
    for (const user of renewal.users) {
      const gone = going.get(resourceId('container', user.observed.name, renewal.resource.client))?.removes[0]
      if (gone !== undefined) remove.after.add(gone.id)
      else moveUser({ chain, remove, create, renewal, user, own: chains.get(user.resource?.id ?? renewal.resource.id) })
    }
  }
}

interface Move {
  readonly chain: Chain
  readonly remove: Draft
  readonly create: Draft
  readonly renewal: Renewal
  readonly user: NetworkUser
  /** Of the container. */
  readonly own: Chain | undefined
}

const moveUser = (move: Move): void => {
  const { chain, remove, create, own } = move
  const leave = draft(leaving(move), [])
  chain.steps.push(leave)
  remove.after.add(leave.id)
  const back = coming(move)
  if (back !== null) chain.steps.push(draft(back, [create.id]))
  const last = back?.id ?? leave.id
  if (own === undefined || own === chain) return
  own.steps[0]?.after.add(last)
  own.ready ??= last
}

const draft = (input: DraftInput, after: ReadonlyArray<string>): Draft => ({
  ...input,
  after: new Set(after),
  preferably: new Set(),
})

const leaving = (move: Move): DraftInput => {
  const { observed } = move.user
  return {
    id: stepId('disconnect', targetOf(move), { tail: `network:${move.renewal.resource.name}` }),
    action: disconnection(move),
    reason: whyMoved(move),
    expects: seen(observed),
    undo: [connection(move, settingsOf(observed, move.renewal.resource.name))],
    replacement: move.renewal.resource.id,
  }
}

const coming = (move: Move): DraftInput | null => {
  const { endpoint } = move.user
  if (endpoint === null) return null
  return {
    id: stepId('connect', targetOf(move), { tail: `network:${move.renewal.resource.name}` }),
    action: connection(move, endpoint.config),
    reason: whyMoved(move),
    expects: 'planned',
    undo: [disconnection(move)],
    replacement: move.renewal.resource.id,
  }
}

const subject = (move: Move) => {
  const { observed } = move.user
  const { client, name: network } = move.renewal.resource
  return { client, target: targetOf(move), name: observed.name, objectId: observed.id, network }
}

const disconnection = (move: Move): DisconnectNetwork => ({ _tag: 'DisconnectNetwork', ...subject(move) })

const connection = (move: Move, endpoint: ConnectNetwork['endpoint']): ConnectNetwork => ({
  _tag: 'ConnectNetwork',
  ...subject(move),
  endpoint,
})

/** An interrupted replacement has left containers under names that are not the resource's own. */
const targetOf = ({ user: { observed, resource }, renewal }: Move) =>
  resource !== null && resource.name === observed.name ? resource.id : strayId(observed, renewal)

const strayId = ({ name }: ObservedContainer, { resource }: Renewal) => resourceId('container', name, resource.client)

const whyMoved = ({ user, renewal, remove }: Move): Reason => {
  const { changes, endpoint } = user
  const need = user.resource?.needs.find(({ id }) => id === renewal.resource.id)
  const field = need?.field ?? endpoint?.field ?? renewal.resource.field
  if (changes.length > 0) return { _tag: 'Changed', changes, field: changes[0]?.origin ?? field }
  const because: Because = { _tag: 'Networks', network: String(renewal.resource.field.at(-1)) }
  return { _tag: 'Cascade', id: renewal.resource.id, because, step: remove.id, field }
}
