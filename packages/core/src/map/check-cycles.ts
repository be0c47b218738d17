/** Circles among the configs of a map: each would have to wait for itself. */
import { cyclesOf } from '../base/cycles'
import type { Issue, Path } from '../base/issue'
import { describeCycle } from './cycle-text'
import type { ContainerConfig, ContainerMap } from './model'
import type { Positions } from './positions'
import { placeNear } from './positions'
import type { AttachedReference } from './references'
import { attachedReferences, resolveConfig, resolveUse, splitClient } from './references'

/** One config waits for another one, because of a field. */
interface Edge {
  readonly to: string
  readonly path: Path
  readonly because: string
}

/**
 * One issue for each group of configs that wait for each other. Dependencies on a named client are left to the expansion:
 * the same config on another host is another container.
 */
export const checkCycles = (map: ContainerMap, positions: Positions): ReadonlyArray<Issue> => {
  const attached = attachedReferences(map)
  const edges = new Map<string, ReadonlyArray<Edge>>()
  for (const [name, config] of Object.entries(map.containers)) {
    if (!config.abstract) edges.set(name, edgesOf(map, attached, name, config))
  }
  const nodes = [...edges].map(([id, out]) => ({ id, after: out.map((edge) => edge.to) }))
  return cyclesOf(nodes).map((cycle) => {
    const steps = cycle.map((name, index) => {
      const next = cycle[(index + 1) % cycle.length] as string
      const edge = edges.get(name)?.find((each) => each.to === next) as Edge
      return {
        ...(placeNear(positions, edge.path) ?? { path: edge.path }),
        message: `"${name}" ${edge.because} "${next}"`,
      }
    })
    return describeCycle('configs wait for each other in a circle', cycle, steps)
  })
}

const edgesOf = (
  map: ContainerMap,
  attached: ReadonlyMap<string, AttachedReference>,
  name: string,
  config: ContainerConfig,
): ReadonlyArray<Edge> => {
  const at = (...path: Path): Path => ['containers', name, ...path]
  const to = (reference: string, path: Path, because: string): ReadonlyArray<Edge> => {
    const found = resolveConfig(map, reference)
    return found._tag === 'Config' ? [{ to: found.config, path, because }] : []
  }
  const uses = config.uses.flatMap((use, i): ReadonlyArray<Edge> => {
    const found = resolveUse(map, attached, use.name)
    if (found._tag !== 'Attached') return to(use.name, at('uses', i), 'uses')
    // Its own volume is there before the config itself.
    if (found.parent === name) return []
    return [{ to: found.parent, path: at('uses', i), because: `uses "${found.alias}" of` }]
  })
  return [
    ...uses,
    ...config.links.flatMap((link, i) => to(link.container, at('links', i), 'links to')),
    ...config.networks.flatMap(({ links }, i) =>
      links.flatMap((link) => to(link.container, at('networks', i), 'links to')),
    ),
    ...(config.network?._tag === 'Config' ? to(config.network.reference, at('network'), 'has the network of') : []),
    ...config.depends_on.flatMap(({ reference }, i) =>
      splitClient(reference).client === undefined ? to(reference, at('depends_on', i), 'depends on') : [],
    ),
  ]
}
