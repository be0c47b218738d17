/** `dmap diff`: what merging a change would do to the hosts. Reads files, revisions and snapshots, and nothing else. */
import { comparePlans, decodePlan, type Plan } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, isRight, left, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { reviewed } from '../diff/reviewed'
import { planFormats, reviewFormats } from '../diff/show'
import { sidesOf } from '../diff/sides'
import { EXIT, type ExitCode } from '../exit-code'
import { type Failure, usage } from '../failure'
import { readText } from '../files'
import { emit } from '../output'

/** What only `diff` is told. */
export interface DiffWish {
  readonly base: string
  /** Absent: the end of a range, or the working folder. */
  readonly head: string | undefined
  readonly environments: ReadonlyArray<string>
  readonly allowCode: boolean
  readonly key?: string
}

type Context = Pick<Looking, 'io' | 'options'>

export const diffCommand = async (context: Context, wish: DiffWish): Outcome => {
  const plans = await plansOf(context, wish)
  if (plans !== null) return isLeft(plans) ? plans : showPlans(context, plans.right)
  const sides = await sidesOf(wish.base, wish.head, context.io)
  if (isLeft(sides)) return sides
  const reviews = await reviewed(sides.right, context, wish)
  if (isLeft(reviews)) return reviews
  const { io, options } = context
  const shown = { subject: sides.right.subject, verbose: options.verbose === true }
  const formats = reviewFormats(reviews.right, { ...shown, ...(wish.key === undefined ? {} : { key: wish.key }) })
  const written = await emit(formats, options, io)
  if (isLeft(written)) return written
  return right(
    exitOf(
      context,
      reviews.right.all.some(({ plan }) => plan.steps.length > 0),
    ),
  )
}

/** Null: these are no two saved plans. One of them alone is a mistake. */
const plansOf = async (
  { io }: Context,
  { base, head }: DiffWish,
): Promise<Either<Failure, readonly [Plan, Plan]> | null> => {
  if (head === undefined || !base.endsWith('.json') || !head.endsWith('.json')) return null
  const texts = [await readText(io.cwd, base), await readText(io.cwd, head)]
  const [first, second] = texts.map((text) =>
    isRight(text) && looksLikePlan(text.right) ? decodePlan(text.right) : null,
  )
  if (first === null || first === undefined || second === null || second === undefined) return null
  if (isLeft(first)) return left(usage(`${base} is no plan: ${first.left.join('; ')}`))
  if (isLeft(second)) return left(usage(`${head} is no plan: ${second.left.join('; ')}`))
  return right([first.right, second.right])
}

/** Plans name their format and steps; maps have no such keys at their top that would be lists. */
const looksLikePlan = (text: string): boolean => {
  try {
    const value = JSON.parse(text) as { readonly hash?: unknown; readonly steps?: unknown }
    return typeof value.hash === 'string' && Array.isArray(value.steps)
  } catch {
    return false
  }
}

const showPlans = async (context: Context, [before, after]: readonly [Plan, Plan]): Outcome => {
  const comparison = comparePlans(before, after)
  const written = await emit(planFormats(comparison), context.options, context.io)
  if (isLeft(written)) return written
  const { added, gone, changed } = comparison
  return right(exitOf(context, added.length + gone.length + changed.length > 0))
}

const exitOf = ({ options }: Context, differs: boolean): ExitCode =>
  options.detailedExitcode === true && differs ? EXIT.changes : EXIT.done
