/** For every container in the scope: its state, and what is to be done with it. Everything after this is mechanics. */
import { isRight } from 'fp-ts/lib/Either.js'
import { topologicalOrder } from '../base/topology'
import { compareContainer } from '../diff/container'
import type { ResourceId } from '../resource/id'
import type { ContainerResource } from '../resource/resource'
import { cascadeOf, lostTie } from './cascade'
import type { Decision, Decisions } from './decision'
import type { Input } from './input'
import { imageOf } from './input'
import { keepNeeded } from './keep'
import type { Settled } from './settle'
import { settle, takenBack } from './settle'
import type { State, Treatment } from './treatment'
import { stateOf, TREATMENTS, TREATMENTS_ONCE } from './treatment'
import { vanishes } from './vanish'

/** Dependencies first, since what becomes of them can decide what becomes of their dependents. */
export const decide = (input: Input): Decisions => {
  const containers = [...input.scope.all, ...input.scope.tied].flatMap((id) => {
    const resource = input.graph.byId.get(id)
    return resource?.kind === 'container' ? [resource] : []
  })
  const nodes = containers.map((resource) => ({
    id: resource.id as string,
    after: input.graph.needs(resource.id).map((need) => need.id as string),
    resource,
  }))
  const order = topologicalOrder(nodes)
  const decisions = new Map<ResourceId, Decision>()
  for (const { resource } of isRight(order) ? order.right : nodes) {
    decisions.set(resource.id, decideOne(resource, input, decisions))
  }
  return ENDING.has(input.intent.kind) ? keepNeeded(decisions, input) : decisions
}

const ENDING: ReadonlySet<string> = new Set(['stop', 'remove', 'shutdown'])

const decideOne = (resource: ContainerResource, input: Input, before: Decisions): Decision => {
  const settled = settle(resource, input.found.get(resource.client), input.resources)
  if (input.scope.tied.has(resource.id)) return decideTied(resource, settled, input, before)
  const decision = decideSettled(resource, settled, input, before)
  // The map has changed since, and the new container does not run: the old one is what works.
  const inVain = decision.treatment === 'replace' && settled.previous !== null && decision.state !== 'running'
  return inVain ? decideSettled(resource, takenBack(settled), input, before) : decision
}

/** One that nobody asked about is left as it is, unless it runs on something that goes away. */
const decideTied = (resource: ContainerResource, settled: Settled, input: Input, before: Decisions): Decision => {
  const state = stateOf(settled.observed)
  const left: Decision = { ...settled, resource, state, treatment: 'none', changes: [], reported: [], cascade: null }
  const cascade = state === 'running' ? cascadeOf(resource, input, before) : null
  return cascade === null ? left : { ...left, cascade: cascade.cause, treatment: cascade.treatment }
}

const decideSettled = (resource: ContainerResource, settled: Settled, input: Input, before: Decisions): Decision => {
  const state = stateOf(settled.observed)
  const treatment = treatmentOf(resource, state, settled, input)
  const plain: Decision = { ...settled, resource, state, treatment, changes: [], reported: [], cascade: null }
  if (settled.observed === null || state === 'dead') return plain
  const compared = COMPARES.has(input.intent.kind) ? withComparison(plain, input) : plain
  if (STARTS_ONLY.has(input.intent.kind)) return reportedIfBroken(compared, input, before)
  if (!CASCADES.has(input.intent.kind)) return compared
  const cascade = cascadeOf(resource, input, before)
  if (cascade === null) return replacedIfBroken(compared, input)
  if (cascade.treatment === 'stop-start' && !needsStopStart(compared)) return replacedIfBroken(compared, input)
  // One that goes with its own stop cannot be started again.
  const forced = vanishes(settled.observed) ? 'replace' : cascade.treatment
  return { ...compared, cascade: cascade.cause, treatment: forced }
}

/** What runs works without, until the next start; what neither runs nor is to be started is left alone. */
const replacedIfBroken = (decision: Decision, input: Input): Decision => {
  const broken = brokenBy(decision, input)
  if (broken === null || (decision.treatment === 'none' && decision.state !== 'running')) return decision
  return { ...decision, broken, treatment: 'replace' }
}

/** An intent that creates nothing cannot help a container that cannot be started, and lets it run while it does. */
const reportedIfBroken = (decision: Decision, input: Input, before: Decisions): Decision => {
  if (decision.treatment !== 'start' && decision.treatment !== 'restart') return decision
  const broken = brokenBy(decision, input) ?? idleTarget(decision, input, before)
  return broken === null ? decision : { ...decision, broken, treatment: 'report' }
}

const brokenBy = ({ resource, observed }: Decision, { graph }: Input): string | null =>
  observed === null ? null : lostTie(resource, observed, graph)

/** A container that it is linked to, or shares the network of, is not started either. */
const idleTarget = ({ resource }: Decision, { graph }: Input, before: Decisions): string | null => {
  const idle = graph
    .needs(resource.id)
    .filter(({ because }) => because._tag === 'Links' || because._tag === 'NetworkMode')
    .map(({ id }) => before.get(id))
    .find((target) => target?.treatment === 'report' && target.state !== 'running')
  return idle === undefined ? null : `tied to ${idle.resource.name}, which does not run,`
}

const STARTS_ONLY: ReadonlySet<string> = new Set(['start', 'restart'])

/** One that does not run is started anyway, after what it needs; one that is replaced is started as well. */
const needsStopStart = ({ treatment, state }: Decision): boolean => treatment === 'none' && state === 'running'

const COMPARES: ReadonlySet<string> = new Set(['update'])
const CASCADES: ReadonlySet<string> = new Set(['update', 'startup', 'script'])

const withComparison = (decision: Decision, input: Input): Decision => {
  const { resource, observed } = decision
  const here = input.found.get(resource.client)
  if (observed === null || here === undefined) return decision
  const wantImage = imageOf(resource, input)
  const difference = compareContainer(resource, observed, {
    client: here.client,
    known: here.known,
    ...(wantImage === undefined ? {} : { wantImage }),
    adopt: input.intent.options.adopt === true,
    skipLimitReset: input.intent.options.skip_limit_reset === true,
  })
  const found = difference._tag === 'Changed' ? difference.changes : []
  // A persistent one stays as it is; a network that it has lost, to a run that was cut off say, is no part of that.
  const kept = resource.persistent && input.intent.options.update_persistent !== true
  const all = kept ? found.filter(({ effect }) => effect === 'connect') : found
  const changes = all.filter((change) => change.policy === 'strict' && change.effect !== 'none')
  const reported = all.filter((change) => change.policy === 'warn')
  const force = input.intent.options.force === true && input.scope.selected.has(resource.id)
  const replace = force || changes.some((change) => change.effect === 'replace')
  return { ...decision, changes, reported, treatment: replace && !kept ? 'replace' : decision.treatment }
}

const treatmentOf = (resource: ContainerResource, state: State, settled: Settled, input: Input): Treatment => {
  const { kind } = input.intent
  const once = resource.attached !== null || resource.persistent
  const treatment = (once ? TREATMENTS_ONCE : TREATMENTS)[kind][state]
  if (ENDING.has(kind)) return ending(resource, treatment, input)
  if (kind === 'create' || kind === 'pull' || kind === 'signal' || kind === 'prune') return treatment
  if (treatment === 'start' && isDone(resource, settled, input)) return 'none'
  // A script runs in a container of its own: the config's one is left as it is.
  return kind === 'script' && input.scope.selected.has(resource.id) ? 'none' : treatment
}

/** A container that exited with 0 is done where others wait for its completion. */
const isDone = (resource: ContainerResource, settled: Settled, input: Input): boolean => {
  const { observed } = settled
  if (observed === null || !observed.state.started || observed.state.exitCode !== 0) return false
  return input.graph
    .dependents(resource.id)
    .some(({ because }) => because._tag === 'DependsOn' && because.condition === 'completed')
}

const ending = (resource: ContainerResource, treatment: Treatment, input: Input): Treatment => {
  const { kind, options } = input.intent
  if (treatment === 'none' || treatment === 'report') return treatment
  if (resource.attached !== null) return kind !== 'stop' && options.remove_attached === true ? treatment : 'none'
  if (!resource.persistent || options.remove_persistent === true) return treatment
  return kind === 'stop' && input.scope.named.has(resource.id) ? treatment : 'none'
}
