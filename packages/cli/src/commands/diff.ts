/** `dmap diff`: what merging HEAD would do to hosts that run BASE. */
import {
  type Comparison,
  type Compiled,
  compareMaps,
  pictureOfPlan,
  predictionOf,
  renderDot,
  renderJson,
  renderMermaid,
  renderReview,
  renderText,
} from '@dmap/core'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import type { Failure } from '../failure'
import { type Loaded, load } from '../load'
import { type Seen, see } from '../observer'
import { emit, type Formats } from '../output'
import { tellUnreachable } from '../unreachable'

/** @param base a map file, a folder with one, or `REVISION:PATH`; `head` likewise */
export const diffCommand = async (context: Looking, base: string, head: string): Outcome => {
  const { io, options } = context
  const before = await load({ ...options, map: [base] }, [], io)
  if (isLeft(before)) return before
  const after = await loadHead(context, head, before.right.compiled, base)
  if (isLeft(after)) return after
  const seen = await stateFor(context, after.right)
  if (isLeft(seen)) return seen
  const state = seen.right === null ? {} : { state: seen.right.observation }
  const compared = compareMaps(before.right.compiled, after.right.compiled, state)
  if (isLeft(compared)) return left({ _tag: 'Unplannable', errors: compared.left.errors })
  const written = await emit(formatsOf(compared.right, base, head, options.verbose === true), options, io)
  if (isLeft(written)) return written
  tellUnreachable(seen.right?.unreachable ?? [], io)
  return right(options.detailedExitcode === true && compared.right.plan.steps.length > 0 ? EXIT.changes : EXIT.done)
}

/** Two files of one map without a name of its own are called differently, and are the same map. */
const loadHead = async (
  { io, options }: Looking,
  head: string,
  { map }: Compiled,
  base: string,
): Promise<Either<Failure, Loaded>> => {
  const loaded = await load({ ...options, map: [head] }, [], io)
  if (isLeft(loaded) || options.name !== undefined) return loaded
  const unnamed = map.name === fileName(base) && loaded.right.compiled.map.name === fileName(head)
  return unnamed && map.name !== fileName(head) ? load({ ...options, map: [head], name: map.name }, [], io) : loaded
}

const fileName = (path: string): string => (path.split(/[/:]/).pop() ?? '').replace(/\.[^.]*$/, '')

/** Null: what BASE asks for, as if it ran. A connection is opened only where `--state live` asks for it. */
const stateFor = async ({ io, options, open }: Looking, { hosts }: Loaded): Promise<Either<Failure, Seen | null>> =>
  options.state === undefined && hosts.environment.state === undefined ? right(null) : see(options, hosts, io, open)

const formatsOf = (comparison: Comparison, base: string, head: string, sources: boolean): Formats => {
  const { plan, schedule } = comparison
  return {
    text: ({ color }) => renderText(plan, { color, sources, prediction: predictionOf(schedule) }),
    markdown: () => renderReview([{ title: head, ...comparison }], { subject: `${base} → ${head}` }),
    json: () => renderJson(plan),
    dot: () => renderDot(pictureOfPlan(plan)),
    mermaid: () => renderMermaid(pictureOfPlan(plan)),
  }
}
