/** Resources, observation and intent become a plan: every decision is made here, none when it is carried out. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Position } from '../base/issue'
import type { Observation } from '../observe/observation'
import type { ResourceId } from '../resource/id'
import type { Resource, Resources } from '../resource/resource'
import { backwardChain, restartChain } from './backward'
import { linkCascades } from './cascade'
import type { Chain, Draft } from './chain'
import { emptyChain } from './chain'
import { checkPlanning } from './check'
import { decide } from './decide'
import { type Decision, type Decisions, MAKES_ANEW } from './decision'
import { finishPlan, sortedWarnings, stepsOf, summaryOf } from './finish'
import { forwardChain } from './forward'
import { foundOn } from './found'
import { attachedOf, graphOf, isInstance } from './graph'
import type { Input } from './input'
import type { Intent, IntentKind } from './intent'
import type { JournalledCommand } from './journal'
import { byContainer } from './journalled'
import { linkNeeds, orderDrafts } from './order'
import { imageChain, madeChain, removalChain, reportDifference } from './others'
import type { Plan, PlanError, Step } from './plan'
import type { Planning } from './planning'
import { linkPorts } from './ports'
import { appendPreparation, duePreparations } from './prepare'
import { linkPruned, pruneChains } from './prune'
import { renewalsOf, withoutRenewed } from './renew'
import { linkRenewals, renewalChain } from './renewal-steps'
import { replacementChain } from './replace'
import { linkInstances } from './rolling'
import { scriptChain } from './script'
import { DIRECTIONS, scopeOf } from './selection'

export interface PlanInput {
  readonly resources: Resources
  readonly observation: Observation
  readonly intent: Intent
  readonly environment?: string | null
  /** What the journal of earlier runs tells (`journalled`): commands that are due are run, those that are done are not. */
  readonly journal?: ReadonlyArray<JournalledCommand>
  /** Position in the files for the step's field, where there is one; it goes beside the plan, not into its hash. */
  readonly positionOf?: (field: ReadonlyArray<string | number>) => Position | undefined
}

/**
 * @example
 * planFor({ resources, observation: emptyObservation(['default']), intent: { kind: 'startup', selection: [], options: {} } })
 * @returns the plan, deep-frozen; or all that stands against it
 */
export const planFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, Plan> => {
  const decided = decidedFor(input)
  return isLeft(decided) ? decided : right(assemble(input, decided.right.planning, decided.right.steps))
}

/** The steps alone, for those who carry them out in memory and throw them away: not frozen, not hashed. */
export const stepsFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, ReadonlyArray<Step>> => {
  const decided = decidedFor(input)
  return isLeft(decided) ? decided : right(decided.right.steps)
}

interface Decided {
  readonly planning: Planning
  readonly steps: ReadonlyArray<Step>
}

const decidedFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, Decided> => {
  const graph = graphOf(input.resources)
  const intent = normalised(input.intent)
  const scope = scopeOf(input.resources, graph, intent)
  if (isLeft(scope)) return scope
  const planning = planningOf({
    resources: input.resources,
    graph,
    intent,
    scope: scope.right,
    found: foundOn(input.observation),
    journal: input.journal === undefined ? null : byContainer(input.journal),
  })
  const errors = checkPlanning(planning)
  if (errors.length > 0) return left(errors)
  const order = orderDrafts(draftsOf(planning))
  if (isLeft(order)) return left([circle(order.left)])
  return right({ planning, steps: stepsOf(order.right) })
}

const draftsOf = (planning: Planning): ReadonlyArray<Draft> => {
  const chains = chainsOf(planning)
  const pruned = LISTS_ORPHANS.has(planning.intent.kind) ? pruneChains(planning) : []
  linkPruned(pruned, planning)
  linkRenewals(chains, pruned, planning)
  linkNeeds(chains, planning.graph)
  linkCascades(chains, planning)
  linkPorts(chains, pruned, planning)
  linkInstances(chains, planning)
  return [...chains.values(), ...pruned].flatMap((chain) => chain.steps)
}

const LISTS_ORPHANS: ReadonlySet<IntentKind> = new Set(['update', 'prune'])

/** Sorted and without doubles: the order in which names were given is nobody's concern. */
const normalised = (intent: Intent): Intent => {
  const selection = [...new Set(intent.selection)].sort()
  return { ...intent, selection: selection.length === 0 && intent.kind !== 'prune' ? ['__all__'] : selection }
}

const planningOf = (given: Input): Planning => {
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

const chainsOf = (planning: Planning): ReadonlyMap<ResourceId, Chain> => {
  const ids = new Set([...planning.scope.all, ...planning.preparing.keys()])
  const images = [...ids]
    .flatMap((id) => planning.graph.needs(id))
    .filter(({ id }) => planning.graph.byId.get(id)?.kind === 'image')
  for (const { id } of images) ids.add(id)
  const chains = new Map<ResourceId, Chain>()
  for (const id of [...ids].sort()) {
    const resource = planning.graph.byId.get(id)
    if (resource === undefined) continue
    const chain = chainOf(resource, planning)
    const starter = planning.preparing.get(id)
    if (attachedOf(resource) !== null && starter !== undefined)
      appendPreparation(chain, resource as Parameters<typeof appendPreparation>[1], starter, planning)
    chains.set(id, chain)
  }
  return chains
}

const chainOf = (resource: Resource, planning: Planning): Chain => {
  switch (resource.kind) {
    case 'image':
      return imageChain(resource, planning)
    case 'network':
    case 'volume':
      return DIRECTIONS[planning.intent.kind] === 'dependents'
        ? removalChain(resource, planning)
        : comparedChain(resource, planning)
    case 'container':
      return containerChain(planning.decisions.get(resource.id), resource, planning)
  }
}

const comparedChain = (resource: Extract<Resource, { kind: 'network' | 'volume' }>, planning: Planning): Chain => {
  const renewal = planning.renewals.get(resource.id)
  if (renewal !== undefined) return renewalChain(renewal)
  if (planning.intent.kind === 'update') reportDifference(resource, planning)
  return madeChain(resource, planning)
}

const containerChain = (
  decision: Decision | undefined,
  resource: Extract<Resource, { kind: 'container' }>,
  planning: Planning,
): Chain => {
  const { kind } = planning.intent
  if (decision === undefined || kind === 'pull' || kind === 'prune') return emptyChain(resource.id)
  if (kind === 'script' && isInstance(resource) && planning.scope.selected.has(resource.id))
    return scriptChain(resource, planning)
  if (DIRECTIONS[kind] === 'dependents' || kind === 'signal') return backwardChain(decision, planning)
  if (decision.treatment === 'replace') return replacementChain(decision, planning)
  if (decision.treatment === 'restart') return restartChain(decision, planning)
  return forwardChain(decision, planning)
}

const assemble = (input: PlanInput, planning: Planning, steps: ReadonlyArray<Step>): Plan => {
  const used = [...planning.found].filter(([client]) => input.resources.clients.includes(client))
  const engines = Object.fromEntries(
    used.map(
      ([
        client,
        {
          client: { engine },
        },
      ]) => [client, engine.id],
    ),
  )
  return finishPlan(
    {
      format: '1.0',
      map: input.resources.map,
      intent: planning.intent,
      environment: input.environment ?? null,
      engines,
      steps,
      warnings: sortedWarnings(planning.warnings),
      summary: summaryOf(steps.filter((step) => !isScript(step, planning))),
    },
    sourcesOf(steps, input.positionOf),
  )
}

/** The container of a script comes and goes within the plan: nothing of the map is made or removed by it. */
const isScript = ({ action }: Step, { intent, scope }: Planning): boolean =>
  intent.kind === 'script' && scope.selected.has(action.target)

const sourcesOf = (steps: ReadonlyArray<Step>, positionOf: PlanInput['positionOf']): Plan['sources'] => {
  const sources: Record<string, Position> = {}
  for (const { id, reason } of steps) {
    const position = positionOf?.(reason.field)
    if (position !== undefined) sources[id] = position
  }
  return sources
}

const circle = (steps: ReadonlyArray<string>): PlanError => ({
  _tag: 'Cycle',
  steps,
  message: `these steps would wait for each other: ${steps.join(' → ')}`,
})
