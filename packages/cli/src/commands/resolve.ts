/** `dmap resolve`: the map in long form after inheritance, and what must exist on each client. */
import { renderResolved, renderResources } from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { load } from '../load'
import { emit } from '../output'

export const resolveCommand = async ({ io, options }: Looking): Outcome => {
  const loaded = await load(options, [], io)
  if (isLeft(loaded)) return loaded
  const { map, resources } = loaded.right.compiled
  const written = await emit(
    { text: () => renderResources(resources), json: () => renderResolved(map, resources) },
    options,
    io,
  )
  return isLeft(written) ? written : right(EXIT.done)
}
