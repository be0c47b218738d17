/** A graph as it is drawn: boxes in groups (the hosts), and arrows from what comes first to what comes after. */
import { compareText } from '../base/compare-text'
import type { Plan } from '../plan/plan'
import { partsOf } from '../resource/id'
import type { Resource, Resources } from '../resource/resource'
import { linesOf } from './line'
import { becausePhrase } from './reason'
import { printable } from './words'

export interface Picture {
  readonly title: string
  readonly nodes: ReadonlyArray<PictureNode>
  readonly edges: ReadonlyArray<PictureEdge>
}

export interface PictureNode {
  readonly id: string
  readonly group: string
  /** Lines of text. */
  readonly label: ReadonlyArray<string>
  readonly tone: 'create' | 'remove' | 'change' | 'other'
}

export interface PictureEdge {
  readonly from: string
  readonly to: string
  readonly label?: string
}

const TONES: Readonly<Record<string, PictureNode['tone']>> = {
  '+': 'create',
  '↑': 'create',
  '-': 'remove',
  '↓': 'remove',
  '-/+': 'change',
  '~': 'change',
  '↻': 'change',
}

/** Steps, and which comes before which. */
export const pictureOfPlan = (plan: Plan): Picture => ({
  title: printable(`${plan.intent.kind} ${plan.map}`),
  nodes: linesOf(plan).map(({ id, client, symbol, what, why }) => ({
    id,
    group: client,
    label: [`${symbol} ${what}`, why],
    tone: TONES[symbol] ?? 'other',
  })),
  edges: plan.steps.flatMap(({ id, after }) => after.map((before) => ({ from: before, to: id }))),
})

/** Resources, and which needs which, and why: the arrow leads from what is needed to what needs it. */
export const pictureOfResources = (resources: Resources): Picture => {
  const known = new Set(resources.all.map(({ id }) => id))
  return {
    title: printable(resources.map),
    nodes: resources.all.map((resource) => ({
      id: resource.id,
      group: printable(resource.client),
      label: labelOf(resource),
      tone: 'other',
    })),
    edges: resources.all.flatMap(({ id, needs }) =>
      needs
        .filter((need) => known.has(need.id))
        .map((need) => ({ from: need.id, to: id, label: becausePhrase(need.because) })),
    ),
  }
}

/** Groups in order of their names, with their nodes in order of appearance. */
export const groupsOf = ({ nodes }: Picture): ReadonlyArray<readonly [string, ReadonlyArray<PictureNode>]> => {
  const groups = new Map<string, PictureNode[]>()
  for (const node of nodes) {
    const group = groups.get(node.group)
    if (group === undefined) groups.set(node.group, [node])
    else group.push(node)
  }
  return [...groups].sort(([a], [b]) => compareText(a, b))
}

const labelOf = ({ id }: Resource): ReadonlyArray<string> => {
  const { kind, name } = partsOf(id)
  return [kind, printable(name)]
}
