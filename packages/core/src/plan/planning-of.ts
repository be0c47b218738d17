/** From what is known to all that the steps are decided on: what happens to each container, and what that entails. */
import type { ResourceId } from '../resource/id'
import { decide } from './decide'
import { type Decision, type Decisions, MAKES_ANEW } from './decision'
import type { Input } from './input'
import type { Planning } from './planning'
import { duePreparations } from './prepare'
import { renewalsOf, withoutRenewed } from './renew'

export const planningOf = (given: Input): Planning => {
  const { input, compared } = withTaken(given, decide(given))
  const renewals = renewalsOf(input, compared)
  const decisions = withoutRenewed(compared, renewals)
  const of = (treatments: ReadonlySet<string>): ReadonlySet<ResourceId> =>
    new Set(
      [...decisions.values()].filter(({ treatment }) => treatments.has(treatment)).map(({ resource }) => resource.id),
    )
  const scripts = input.intent.kind === 'script' ? input.scope.selected : new Set<ResourceId>()
  const starting = new Set([...of(STARTS), ...scripts])
  return {
    ...input,
    decisions,
    starting,
    creating: new Set([...of(MAKES_ANEW), ...scripts]),
    preparing: duePreparations(input, decisions, starting),
    renewals,
    warnings: [...decisions.values()].flatMap(warningsOf),
  }
}

/** Those of the tied that are taken along are part of the plan like all others; the rest are nobody's concern. */
const withTaken = (given: Input, all: Decisions): { readonly input: Input; readonly compared: Decisions } => {
  const isUntouched = (id: ResourceId): boolean => given.scope.tied.has(id) && all.get(id)?.treatment === 'none'
  const compared = new Map([...all].filter(([id]) => !isUntouched(id)))
  const taken = [...given.scope.tied].filter((id) => compared.has(id))
  return { input: { ...given, scope: { ...given.scope, all: new Set([...given.scope.all, ...taken]) } }, compared }
}

const STARTS: ReadonlySet<string> = new Set(['start', 'create-start', 'recreate', 'replace', 'restart', 'stop-start'])

const warningsOf = ({ resource, state, treatment, reported, keptFor, broken }: Decision): Planning['warnings'] => {
  const warnings: Planning['warnings'] = []
  if (reported.length > 0) warnings.push({ _tag: 'Ignored', id: resource.id, changes: reported })
  if (keptFor !== undefined) warnings.push({ _tag: 'Kept', id: resource.id, why: `${keptFor.id} stays and needs it` })
  if (treatment !== 'report') return warnings
  if (state === 'absent') warnings.push({ _tag: 'Absent', id: resource.id })
  else if (state === 'dead') warnings.push({ _tag: 'Dead', id: resource.id })
  else warnings.push({ _tag: 'Kept', id: resource.id, why: whyKept(state, broken) })
  return warnings
}

const whyKept = (state: string, broken: string | undefined): string =>
  broken === undefined ? `it is ${state}` : `it is ${broken} and cannot be started; update or startup replaces it`
