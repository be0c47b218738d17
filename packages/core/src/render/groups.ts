/** A plan by object: what becomes of each one, why, and in which steps. Containers that fare alike stand together. */
import type { Plan, Reason, Step } from '../plan/plan'
import { partsOf, type ResourceId } from '../resource/id'
import { headOf, objectText, type Part } from './head'
import { type ChangeLine, type Line, linesOf } from './line'
import { briefReason } from './reason'
import { ASIDE, HAND_OVER, shortPhrase } from './short'

export interface Group {
  /** More than one: containers of whom all the rest holds. */
  readonly ids: ReadonlyArray<ResourceId>
  readonly symbol: string
  /** `replace container shop.web`, of several `replace 2 containers, one after the other,` */
  readonly what: string
  /** `Image changed` */
  readonly why: string
  /** Each field once. */
  readonly changes: ReadonlyArray<ChangeLine>
  /** `stop the old one`, `start (it is there, but exited)`; one that says no more than `what` is left out. */
  readonly steps: ReadonlyArray<string>
}

/** In the order in which the last step of each one comes: an object stands below what it needs. */
export const groupsOf = (plan: Plan): ReadonlyArray<Group> => {
  const lines = linesOf(plan)
  const byTarget = new Map<ResourceId, Part[]>()
  for (const [index, step] of plan.steps.entries()) {
    const { target } = step.action
    const parts = byTarget.get(target) ?? []
    // What is set anew comes last: it is the last step of an object that gives it its place.
    byTarget.delete(target)
    byTarget.set(target, [...parts, { step, line: lines[index] as Line }])
  }
  return alike([...byTarget].map(([id, parts]) => groupOf(id, parts)))
}

interface Member {
  readonly group: Group
  /** What the map has it as; empty where it no longer does. */
  readonly config: string
  readonly parts: ReadonlyArray<Part>
}

const groupOf = (id: ResourceId, parts: ReadonlyArray<Part>): Member => {
  const { symbol, what, main, replaced } = headOf(id, parts)
  const first = [main, ...parts].find(({ step }) => !ORDERS.has(step.reason._tag)) ?? main
  const why = whyOf(whole(first.step.reason, parts), id)
  const told = (part: Part): string => {
    const { reason, action } = part.step
    const phrase = shortPhrase(action, replaced)
    const isTold = ORDERS.has(reason._tag) || isPartOf(reason, first.step.reason) || whyOf(reason, id) === why
    return isTold ? phrase : `${phrase} (${whyOf(reason, id)})`
  }
  const changes = new Map(parts.flatMap(({ line }) => line.changes).map((change) => [JSON.stringify(change), change]))
  const group = { ids: [id], symbol, what, why, changes: [...changes.values()], steps: phrases(parts.map(told)) }
  return { group, config: main.step.reason.field.slice(0, 2).join('.'), parts }
}

const whyOf = (reason: Reason, id: ResourceId): string => briefReason(reason, partsOf(id).client)

/** Of an object that is changed in several steps: all its fields. */
const whole = (reason: Reason, parts: ReadonlyArray<Part>): Reason => {
  if (!isChange(reason)) return reason
  const changes = parts.flatMap(({ step }) => (isChange(step.reason) ? step.reason.changes : []))
  return {
    ...reason,
    changes: changes.filter(({ field }, index) => changes.findIndex((one) => one.field === field) === index),
  }
}

const isPartOf = (reason: Reason, main: Reason): boolean =>
  isChange(reason) && isChange(main) && reason.besides === undefined

const isChange = (reason: Reason): reason is Extract<Reason, { readonly _tag: 'Changed' }> => reason._tag === 'Changed'

/** One alone says what the line above it says. */
const phrases = (steps: ReadonlyArray<string>): ReadonlyArray<string> =>
  steps.length === 1
    ? []
    : steps.flatMap((step, index) => {
        if (step === ASIDE && steps[index + 1] === HAND_OVER) return ['swap names']
        return step === HAND_OVER && steps[index - 1] === ASIDE ? [] : [step]
      })

/** Reasons that say when a step comes, and nothing of why the object is touched. */
const ORDERS: ReadonlySet<Step['reason']['_tag']> = new Set(['Follows', 'Rolling'])

/**
 * Instances of one config stand together wherever they come, others only where they follow each other: the order of
 * lines tells what comes before what.
 */
const alike = (members: ReadonlyArray<Member>): ReadonlyArray<Group> => {
  const found: Member[][] = []
  const byConfig = new Map<string, Member[]>()
  let last: { readonly key: string; readonly same: Member[] } | undefined
  for (const member of members) {
    const key = keyOf(member.group)
    const instances = `${member.config} ${key}`
    const same = last?.key === key ? last.same : (byConfig.get(instances) ?? [])
    if (same.length === 0) found.push(same)
    same.push(member)
    byConfig.set(instances, same)
    last = { key, same }
  }
  return found.map(together)
}

/** Only containers by their own names: of images and networks the name is what matters, and of the helper of a script. */
const keyOf = ({ ids, what, ...rest }: Group): string => {
  const [id] = ids as readonly [ResourceId]
  const isNamed = `${what} `.includes(`${objectText(id)} `)
  return JSON.stringify(partsOf(id).kind === 'container' && isNamed ? [unnamed(what, id), rest] : [id])
}

const together = (members: ReadonlyArray<Member>): Group => {
  const [{ group }] = members as readonly [Member]
  const [id] = group.ids as readonly [ResourceId]
  if (members.length === 1) return group
  return {
    ...group,
    ids: members.flatMap(({ group: { ids } }) => ids),
    what: plural(
      unnamed(group.what, id, `${members.length} containers${isRow(members) ? ', one after the other,' : ''}`),
    ),
    // Sentences are about "it", which is the object of the line.
    why: group.why.replace(/^it /, 'each ').replace(/ it$/, ' them'),
  }
}

const plural = (what: string): string =>
  what.replace(/ containers,? (is|has) /, (_, verb) => ` containers ${verb === 'is' ? 'are' : 'have'} `)

/** Whether each waits for a step of the one before it. */
const isRow = (members: ReadonlyArray<Member>): boolean =>
  members.slice(1).every(({ parts }, index) => {
    const before = new Set(members[index]?.parts.map(({ step }) => step.id))
    return parts.some(({ step }) => step.after.some((id) => before.has(id)))
  })

const unnamed = (what: string, id: ResourceId, instead = ''): string => what.replace(objectText(id), () => instead)
