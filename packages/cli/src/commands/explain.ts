/** `dmap explain`: why a plan touches something, down to field, file and line. */
import {
  canExplain,
  didYouMean,
  type Explanation,
  explain,
  explanationText,
  type Json,
  prettyJson,
  type Resources,
  simulatePlan,
} from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { reviewed } from '../diff/reviewed'
import { sidesOf } from '../diff/sides'
import { EXIT } from '../exit-code'
import { type Failure, usage } from '../failure'
import { emit } from '../output'
import { planned, type Wish } from '../planning'

/** @param base absent: against what is on the hosts; else against hosts that run it, as in `dmap diff` */
export const explainCommand = async (context: Looking, name: string, wish: Wish, base: string | undefined): Outcome => {
  const found = base === undefined ? await ofPlan(context, name, wish) : await ofChange(context, name, base)
  if (isLeft(found)) return found
  const { explanations, about } = found.right
  if (explanations.length === 0 && !about.some((resources) => canExplain(name, { resources })))
    return left(nothingNamed(name, about))
  const formats = {
    text: () => (explanations.length === 0 ? `Nothing happens to "${name}".\n` : explanationText(explanations)),
    json: () => prettyJson({ explanations } as unknown as Json),
  }
  const written = await emit(formats, context.options, context.io)
  return isLeft(written) ? written : right(EXIT.done)
}

interface Explained {
  readonly explanations: ReadonlyArray<Explanation>
  /** The resources that the plans are about. */
  readonly about: ReadonlyArray<Resources>
}

type Found = Promise<Either<Failure, Explained>>

const nothingNamed = (name: string, about: ReadonlyArray<Resources>): Failure => {
  const known = about.flatMap(({ all }) =>
    all.flatMap((one) => (one.kind === 'container' ? [one.config, one.name] : [])),
  )
  const { hint = 'name a step of the plan, a config, or an instance' } = didYouMean(name, known)
  return usage(`the plan has nothing that is named "${name}"`, hint)
}

const ofPlan = async ({ io, options, open }: Looking, name: string, wish: Wish): Found => {
  const result = await planned(wish, options, io, open)
  if (isLeft(result)) return result
  const { seen, loaded, ...made } = result.right
  const { observation: before } = seen
  const { observation: after } = simulatePlan(before, made.plan)
  const { resources } = loaded.compiled
  return right({ explanations: explain(name, { ...made, before, after, resources }), about: [resources] })
}

const ofChange = async ({ io, options }: Looking, name: string, base: string): Found => {
  const sides = await sidesOf(base, undefined, io)
  if (isLeft(sides)) return sides
  const environments = options.env === undefined ? [] : [options.env]
  const reviews = await reviewed(sides.right, { io, options }, { environments, allowCode: false })
  if (isLeft(reviews)) return reviews
  const { all } = reviews.right
  return right({
    explanations: all.flatMap((review) => explain(name, { ...review, resources: review.head.resources })),
    about: all.map(({ head }) => head.resources),
  })
}
