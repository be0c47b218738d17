/** From the options of the command line to the comparison of two sides. */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Looking } from '../context'
import type { Failure } from '../failure'
import { paceFrom } from '../history'
import { readSnapshot } from '../observer'
import { valuesOf } from '../sources'
import { type Reviews, reviewsOf, type Setting } from './reviews'
import type { Sides } from './sides'

export const reviewed = async (
  sides: Sides,
  { io, options }: Pick<Looking, 'io' | 'options'>,
  { environments, allowCode }: Pick<Setting, 'environments' | 'allowCode'>,
): Promise<Either<Failure, Reviews>> => {
  const added = await valuesOf(options.envFile ?? [], io)
  if (isLeft(added)) return added
  const state = options.state === undefined ? null : await readSnapshot(options.state, io)
  if (state !== null && isLeft(state)) return state
  const pace = await paceFrom(options.history ?? [], io)
  if (isLeft(pace)) return pace
  return reviewsOf(sides, {
    pace: pace.right,
    allowCode,
    environments,
    variables: { ...io.env, ...added.right },
    ...(options.map === undefined ? {} : { map: options.map }),
    ...(options.clients === undefined ? {} : { clients: options.clients }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.client === undefined ? {} : { onlyClients: options.client }),
    ...(state === null ? {} : { state: state.right }),
  })
}
