/** Why something happens: the chain of causes down to field, file and line, and what would not happen without it. */
import type { Step, StepId } from '../plan/plan'
import { causesIn } from '../render/causes'
import { type Line, positionText } from '../render/line'
import { countText, printable } from '../render/words'
import { partsOf, type ResourceId } from '../resource/id'
import type { Resources } from '../resource/resource'
import { goneWithout, type Planned } from './revert'

export interface Explanation {
  readonly step: StepId
  /** The step itself first, the first cause last. */
  readonly chain: ReadonlyArray<Line>
  /** Steps that would not happen without the first cause; null: there is nothing in the map to revert. */
  readonly gone: ReadonlyArray<StepId> | null
}

/**
 * @param name id of a step, name of a config, of an instance (`app.a`) or of an object (`shop.app.a`)
 * @returns one explanation for the step, or one for each object of that name; none: the plan does not touch it
 * @example
 * explain('web', { plan, resources, before, after })[0]?.chain.at(-1)?.field // 'containers.web.image'
 */
export const explain = (name: string, planned: Planned): ReadonlyArray<Explanation> => {
  const causes = causesIn(planned.plan)
  const steps = new Map(planned.plan.steps.map((step) => [step.id, step]))
  const found = new Map<StepId, ReadonlyArray<StepId> | null>()
  return subjects(name, planned).map(({ id }) => {
    const chain = causes(id)
    const root = steps.get(chain[chain.length - 1]?.id ?? id) as Step
    if (!found.has(root.id)) found.set(root.id, goneWithout(root, planned))
    return { step: id, chain, gone: found.get(root.id) ?? null }
  })
}

/** Whether a name is one that `explain` could have said something about. */
export const canExplain = (name: string, { resources }: Pick<Planned, 'resources'>): boolean =>
  namedIn(resources, name).size > 0 || resources.all.some((resource) => isObject(resource.id, name, resources.map))

const isObject = (id: ResourceId, name: string, map: string): boolean => {
  const { name: found } = partsOf(id)
  return found === name || found === `${map}.${name}`
}

/** Of each object the first step: what follows has its cause in it. */
const subjects = (name: string, { plan, resources }: Planned): ReadonlyArray<Step> => {
  const exact = plan.steps.find(({ id }) => id === name)
  if (exact !== undefined) return [exact]
  const ids = namedIn(resources, name)
  const seen = new Set<ResourceId>()
  return plan.steps.filter(({ action: { target } }) => {
    const fits = ids.has(target) || isObject(target, name, plan.map)
    return fits && !seen.has(target) && seen.add(target) !== undefined
  })
}

const namedIn = ({ all }: Resources, name: string): ReadonlySet<ResourceId> =>
  new Set(
    all.flatMap((resource) => {
      if (resource.kind !== 'container') return []
      const { id, config, instance } = resource
      return name === config || name === `${config}.${instance ?? ''}` ? [id] : []
    }),
  )

/** For people; ends with a line feed. */
export const explanationText = (explanations: ReadonlyArray<Explanation>): string =>
  explanations
    .flatMap(({ chain, gone }) => [...chain.flatMap(linkLines), ...goneLines(gone), ''])
    .map((line) => `${line}\n`)
    .join('')

const linkLines = ({ what, client, why, field, source, changes }: Line, depth: number): ReadonlyArray<string> => {
  const places = [field, ...(source === undefined ? [] : [positionText(source)])].filter((place) => place !== '')
  const indent = '  '.repeat(depth)
  return [
    `${indent}${what} on ${client}`,
    `${indent}  because ${why}${places.length === 0 ? '' : ` (${places.join(', ')})`}`,
    ...changes.map((change) => `${indent}    ${change.field}: ${change.have} → ${change.want}`),
  ]
}

const goneLines = (gone: Explanation['gone']): ReadonlyArray<string> =>
  gone === null
    ? ['It is not the map that asks for it: there is nothing to revert.']
    : [`Without that, ${countText(gone.length, 'step')} would not happen:`, ...gone.map((id) => `  ${printable(id)}`)]
