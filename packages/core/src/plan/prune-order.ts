/** Networks and volumes that the map no longer has go after all that use them, and stay while something does. */
import type { ObservedContainer } from '../observe/observation'
import type { RemoveNetwork, RemoveVolume } from './action'
import type { Chain, Draft } from './chain'
import type { Found } from './found'
import type { Chains } from './order'
import type { PlanWarning } from './plan'
import type { Planning } from './planning'
import { vanishesOnStop } from './vanish'

/** Chains of what is pruned, without those of what something that stays uses. */
export const linkPruned = (pruned: ReadonlyArray<Chain>, chains: Chains, planning: Planning): ReadonlyArray<Chain> => {
  const ends = endsIn([...chains.values(), ...pruned])
  return pruned.filter(({ removes: [step] }) => {
    const action = step?.action
    if (action?._tag !== 'RemoveNetwork' && action?._tag !== 'RemoveVolume') return true
    const found = planning.found.get(action.client)
    const users = usersOf(action, found)
    const staying = users.filter((name) => endOf(found?.containers.get(name), action, ends) === undefined)
    for (const name of users) addAfter(step as Draft, endOf(found?.containers.get(name), action, ends))
    if (staying.length > 0) planning.warnings.push(inUse(action, staying))
    return staying.length === 0
  })
}

const addAfter = (step: Draft, other: Draft | undefined): void => {
  if (other !== undefined) step.after.add(other.id)
}

const inUse = ({ _tag, client, name }: RemoveNetwork | RemoveVolume, users: ReadonlyArray<string>): PlanWarning => {
  const kind = _tag === 'RemoveNetwork' ? 'network' : 'volume'
  return { _tag: 'NotInMap', client, kind, name, stays: 'used', users }
}

/** Running or not: one that is to be started again needs its networks, too. */
const usersOf = ({ _tag, name }: RemoveNetwork | RemoveVolume, found: Found | undefined): ReadonlyArray<string> => {
  if (_tag === 'RemoveVolume') return found?.volumes.get(name)?.users ?? []
  const own = [...(found?.containers.values() ?? [])].filter(({ networks }) => Object.hasOwn(networks, name))
  return [...new Set([...own.map((container) => container.name), ...(found?.networks.get(name)?.containers ?? [])])]
}

/** By the id of a container, or of a container and a network: the steps that end its use of things. */
type Ends = ReadonlyMap<string, Draft>

const endsIn = (chains: ReadonlyArray<Chain>): Ends => {
  const ends = new Map<string, Draft>()
  for (const step of chains.flatMap(({ steps }) => steps)) {
    const { action } = step
    if (action._tag === 'RemoveContainer') ends.set(`${action.objectId} removed`, step)
    if (action._tag === 'StopContainer') ends.set(`${action.objectId} stopped`, step)
    if (action._tag === 'DisconnectNetwork') ends.set(`${action.objectId} off ${action.network}`, step)
  }
  return ends
}

const endOf = (
  user: ObservedContainer | undefined,
  { _tag, name }: RemoveNetwork | RemoveVolume,
  ends: Ends,
): Draft | undefined => {
  if (user === undefined) return undefined
  const off = _tag === 'RemoveNetwork' ? ends.get(`${user.id} off ${name}`) : undefined
  return off ?? ends.get(`${user.id} removed`) ?? (vanishesOnStop(user) ? ends.get(`${user.id} stopped`) : undefined)
}
