/** Resources, observation and intent become a plan: every decision is made here, none when it is carried out. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Position } from '../base/issue'
import type { Observation } from '../observe/observation'
import type { Resources } from '../resource/resource'
import { linkCascades } from './cascade'
import type { Draft } from './chain'
import { chainsOf } from './chains'
import { checkPlanning } from './check'
import { finishPlan, sortedWarnings, stepsOf, summaryOf } from './finish'
import { foundOn } from './found'
import { graphOf } from './graph'
import type { Intent, IntentKind } from './intent'
import type { JournalledCommand } from './journal'
import { byContainer } from './journalled'
import { linkNeeds, orderDrafts } from './order'
import type { Plan, PlanError, Step } from './plan'
import type { Planning } from './planning'
import { planningOf } from './planning-of'
import { linkPorts } from './ports'
import { pruneChains } from './prune'
import { linkPruned } from './prune-order'
import { linkRenewals } from './renewal-steps'
import { linkInstances } from './rolling'
import { scopeOf } from './selection'
import { warnOfTakenPorts } from './taken-ports'

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

export interface Differences {
  /** What would be done about them, not frozen and without a hash. */
  readonly steps: ReadonlyArray<Step>
  /** What stands against doing it: foreign objects, protected ones, …. */
  readonly against: ReadonlyArray<PlanError>
}

/** What differs, for those who only want to know: also where no plan could put it right. */
export const differencesFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, Differences> => {
  const considered = consideredFor(input)
  if (isLeft(considered)) return considered
  const { planning, against } = considered.right
  if (against.some(({ _tag }) => _tag === 'NotObserved')) return left(against)
  const order = orderDrafts(draftsOf(planning))
  return right(
    isLeft(order) ? { steps: [], against: [...against, circle(order.left)] } : { steps: stepsOf(order.right), against },
  )
}

interface Decided {
  readonly planning: Planning
  readonly steps: ReadonlyArray<Step>
}

const decidedFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, Decided> => {
  const considered = consideredFor(input)
  if (isLeft(considered)) return considered
  const { planning, against } = considered.right
  if (against.length > 0) return left(against)
  const order = orderDrafts(draftsOf(planning))
  if (isLeft(order)) return left([circle(order.left)])
  return right({ planning, steps: stepsOf(order.right) })
}

interface Considered {
  readonly planning: Planning
  readonly against: ReadonlyArray<PlanError>
}

const consideredFor = (input: PlanInput): Either<ReadonlyArray<PlanError>, Considered> => {
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
  return right({ planning, against: checkPlanning(planning) })
}

const draftsOf = (planning: Planning): ReadonlyArray<Draft> => {
  const chains = chainsOf(planning)
  const asked = LISTS_ORPHANS.has(planning.intent.kind) ? pruneChains(planning) : []
  const pruned = linkPruned(asked, chains, planning)
  linkRenewals(chains, pruned, planning)
  linkNeeds(chains, planning.graph)
  linkCascades(chains, planning)
  linkPorts(chains, pruned, planning)
  warnOfTakenPorts(chains, pruned, planning)
  linkInstances(chains, planning)
  return [...chains.values(), ...pruned].flatMap((chain) => chain.steps)
}

const LISTS_ORPHANS: ReadonlySet<IntentKind> = new Set(['update', 'prune'])

/** Sorted and without doubles: the order in which names were given is nobody's concern. */
const normalised = (intent: Intent): Intent => {
  const selection = [...new Set(intent.selection)].sort()
  return { ...intent, selection: selection.length === 0 && intent.kind !== 'prune' ? ['__all__'] : selection }
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
      summary: {
        ...summaryOf(steps.filter((step) => !isScript(step, planning))),
        hosts: new Set(steps.map(({ action }) => action.client)).size,
      },
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
