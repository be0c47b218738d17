/** Containers that a plan's containers need and that are nobody's business here: of others, on the same host. */

import type { JsonObject } from '../base/json'
import type { Observation } from '../observe/observation'
import { objectAt, textAt } from '../observe/read'
import type { Plan } from '../plan/plan'
import type { SimulationOptions } from './options'

/**
 * Names of containers whose network stack a new container joins (`network: /proxy`), that no step of the plan makes and
 * nobody observed. The simulator takes them as running, since a map may name them unchecked.
 *
 * @example
 * simulatedEngine(observation, { strangers: strangersIn(observation, plan) })
 */
export const strangersIn = (observation: Observation, { steps }: Pick<Plan, 'steps'>): ReadonlyArray<string> => {
  const known = new Set(
    Object.values(observation.clients).flatMap(({ containers }) => containers.flatMap(({ id, name }) => [id, name])),
  )
  const joined = new Set<string>()
  for (const { action } of steps) {
    if (action._tag === 'RenameContainer') known.add(action.to)
    if (action._tag !== 'CreateContainer') continue
    known.add(action.name)
    const mode = textAt(objectAt(action.body as JsonObject, 'HostConfig'), 'NetworkMode')
    if (mode.startsWith('container:')) joined.add(mode.slice('container:'.length))
  }
  return [...joined].filter((name) => !known.has(name)).sort()
}

/** The options with the plan's strangers added. */
export const withStrangers = (
  options: SimulationOptions,
  observation: Observation,
  plan: Pick<Plan, 'steps'>,
): SimulationOptions => ({ ...options, strangers: [...(options.strangers ?? []), ...strangersIn(observation, plan)] })
