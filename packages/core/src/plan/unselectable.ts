/** Why a config that the map has cannot be selected: the resources hold only what there are containers of. */
import { ownMember } from '../base/record'
import type { ContainerMap } from '../map/model'
import type { PlanError } from './plan'
import { withoutMap } from './selection'

/** The same error, in other words where the name is that of a config without containers here. */
export const unselectable =
  (map: ContainerMap) =>
  (error: PlanError): PlanError => {
    if (error._tag !== 'UnknownSelection') return error
    const { _tag, name } = error
    const config = ownMember(map.containers, withoutMap(name, map.name))
    if (config === undefined) return error
    if (config.abstract) return { _tag, name, message: `"${name}" is abstract: there is no container of it` }
    return { _tag, name, message: `"${name}" runs on none of the clients that were asked for` }
  }
