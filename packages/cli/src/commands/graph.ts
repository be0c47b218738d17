/** `dmap graph`: the resources, or the steps of a plan, as a picture. */
import { type Picture, pictureOfPlan, pictureOfResources, renderDot, renderMermaid, renderSvg } from '@dmap/core'
import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import type { Failure } from '../failure'
import { load } from '../load'
import { emit } from '../output'
import { planned, type Wish } from '../planning'

/** @param wish null: the resources */
export const graphCommand = async (context: Looking, wish: Wish | null): Outcome => {
  const { io, options } = context
  const picture = wish === null ? await ofResources(context) : await ofPlan(context, wish)
  if (isLeft(picture)) return picture
  const written = await emit(
    {
      dot: () => renderDot(picture.right),
      mermaid: () => renderMermaid(picture.right),
      svg: () => renderSvg(picture.right),
    },
    options,
    io,
  )
  return isLeft(written) ? written : right(EXIT.done)
}

const ofResources = async ({ io, options }: Looking): Promise<Either<Failure, Picture>> => {
  const loaded = await load(options, [], io)
  return isLeft(loaded) ? loaded : right(pictureOfResources(loaded.right.compiled.resources))
}

const ofPlan = async ({ io, options, open }: Looking, wish: Wish): Promise<Either<Failure, Picture>> => {
  const result = await planned(wish, options, io, open)
  return isLeft(result) ? result : right(pictureOfPlan(result.right.plan))
}
