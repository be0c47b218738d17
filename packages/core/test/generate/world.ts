/** A world to try plans in: maps compiled, plans carried out in memory, whole or up to a step, things broken by hand. */

import type { MapValue } from '@dmap/testing'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { parseMap } from '../../src/map/parse-map'
import { emptyObservation } from '../../src/observe/assemble'
import type { Observation } from '../../src/observe/observation'
import type { Action } from '../../src/plan/action'
import type { Intent } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { planFor } from '../../src/plan/plan-for'
import { expand } from '../../src/resource/expand/expand'
import type { Resources } from '../../src/resource/resource'
import { simulatePlan } from '../../src/simulate/plan'
import { simulateAction } from '../../src/simulate/world'

export const NOTHING: Observation = emptyObservation(['default'])

/** Throws with every issue: a generated map is meant to be valid. */
export const compiled = (value: MapValue): Resources => {
  const parsed = parseMap([{ file: 'map', value }], { environment: {} })
  if (isLeft(parsed)) throw new Error(JSON.stringify(parsed.left, null, 1))
  const resources = expand({ map: parsed.right.map, clients: { clients: {}, environments: {} } })
  if (isLeft(resources)) throw new Error(JSON.stringify(resources.left, null, 1))
  return resources.right
}

export const plan = (resources: Resources, observation: Observation, intent: Intent): Plan => {
  const planned = planFor({ resources, observation, intent })
  if (isRight(planned)) return planned.right
  throw new Error(JSON.stringify(planned.left, null, 1))
}

/** Carries the first `count` steps out; all when it is left out. Every one must be done. */
export const carriedOut = (observation: Observation, { steps }: Plan, count: number = steps.length): Observation => {
  const simulation = simulatePlan(observation, { steps: steps.slice(0, count) })
  const bad = simulation.steps.find((step) => step._tag !== 'Done')
  if (bad !== undefined) throw new Error(`${JSON.stringify(bad)} in\n${steps.map(({ id }) => id).join('\n')}`)
  return simulation.observation
}

/** What somebody does to a container by hand; nothing where the Engine would refuse it. */
export const drifted = (observation: Observation, pick: number, how: number): Observation => {
  const containers = observation.clients['default']?.containers ?? []
  const container = containers[pick % Math.max(1, containers.length)]
  if (container === undefined) return observation
  const base = { client: 'default', target: `container:${container.name}@default`, name: container.name } as const
  const deeds: ReadonlyArray<Action> = [
    { ...base, _tag: 'StopContainer', signal: null, timeout: null },
    { ...base, _tag: 'RemoveContainer', volumes: true, force: true },
    { ...base, _tag: 'StartContainer' },
    { ...base, _tag: 'UpdateContainer', body: { CpuShares: 512 } },
    { ...base, _tag: 'DisconnectNetwork', network: 'm.front' },
  ]
  const after = simulateAction(observation, deeds[how % deeds.length] as Action)
  return isRight(after) ? after.right : observation
}
