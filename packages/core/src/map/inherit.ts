/** Applies `extends`: each config over its bases, in order, the bases' bases first. No recursion, whatever the length. */

import { isLeft } from 'fp-ts/lib/Either.js'
import { cyclesOf } from '../base/cycles'
import type { Issue } from '../base/issue'
import { didYouMean } from '../base/nearest'
import type { Node } from '../base/topology'
import { topologicalOrder } from '../base/topology'
import { describeCycle } from './cycle-text'
import type { Layer, Part } from './layer'
import { mergeLayers, partOf } from './layer'
import type { Lost } from './lost'
import { isLost, NOTHING_LOST } from './lost'

export interface Inherited {
  /** The layer of `containers`, with every config complete. */
  readonly containers: Layer
  readonly issues: ReadonlyArray<Issue>
}

/** Whether a base is abstract, and what it extends, are its own affairs. */
const NOT_INHERITED: ReadonlyArray<string> = ['abstract', 'extends']

/** Configs in a circle, and bases that are missing, are issues; the rest is inherited all the same. */
export const inherit = (containers: Layer, lost: Lost = NOTHING_LOST): Inherited => {
  const configs = new Map((containers.parts ?? []).map((part) => [part.key, part.layer]))
  const cycles = cyclesOf(
    [...configs].map(([id, layer]) => ({ id, after: basesOf(layer).map((part) => part.layer.value as string) })),
  )
  const inCycle = new Set(cycles.flat())
  const nodes: Node[] = [...configs].map(([id, layer]) => ({ id, after: inCycle.has(id) ? [] : namesOf(layer) }))
  const order = topologicalOrder(nodes)
  const complete = new Map<string, Layer>()
  for (const { id } of isLeft(order) ? [] : order.right) {
    const own = configs.get(id) as Layer
    const bases = inCycle.has(id) ? [] : namesOf(own).flatMap((name) => complete.get(name) ?? [])
    complete.set(id, completed(own, bases))
  }
  const parts = (containers.parts ?? []).map(
    (part): Part => ({ key: part.key, layer: complete.get(part.key) ?? part.layer }),
  )
  const missing = [...configs].flatMap(([name, layer]) => missingBases(name, layer, configs, lost))
  return {
    containers: { ...containers, parts },
    issues: [...missing, ...cycles.map((cycle) => cycleIssue(cycle, configs))],
  }
}

const basesOf = (config: Layer): ReadonlyArray<Part> => partOf(config, 'extends')?.parts ?? []

const namesOf = (config: Layer): ReadonlyArray<string> => basesOf(config).map((part) => part.layer.value as string)

const completed = (own: Layer, bases: ReadonlyArray<Layer>): Layer => {
  if (bases.length === 0) return own
  const inherited = bases.map((base) => ({
    ...base,
    parts: (base.parts ?? []).filter((part) => !NOT_INHERITED.includes(part.key)),
  }))
  return { ...[...inherited, own].reduce(mergeLayers), at: own.at }
}

const missingBases = (
  name: string,
  config: Layer,
  configs: ReadonlyMap<string, Layer>,
  lost: Lost,
): ReadonlyArray<Issue> =>
  basesOf(config)
    .filter((base) => !configs.has(base.layer.value as string) && !isLost(lost, base.layer.value as string))
    .map((base): Issue => {
      const wanted = base.layer.value as string
      const message = `"${name}" extends "${wanted.slice(0, 80)}", which is no config of the map`
      return { code: 'unknown-reference', ...base.layer.at, message, ...didYouMean(wanted, configs.keys()) }
    })

const cycleIssue = (cycle: ReadonlyArray<string>, configs: ReadonlyMap<string, Layer>): Issue => {
  const steps = cycle.map((name, index) => {
    const next = cycle[(index + 1) % cycle.length] as string
    const config = configs.get(name) as Layer
    const at = basesOf(config).find((base) => base.layer.value === next)?.layer.at ?? config.at
    return { ...at, message: `"${name}" extends "${next}"` }
  })
  return describeCycle('configs extend each other in a circle', cycle, steps)
}
