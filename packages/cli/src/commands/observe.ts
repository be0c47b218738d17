/** `dmap observe`: what exists on the hosts, as a snapshot file. */
import { encodeObservation } from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { load } from '../load'
import { see } from '../observer'
import { emit } from '../output'
import { tellUnreachable } from '../unreachable'

export const observeCommand = async ({ io, options, open }: Looking): Outcome => {
  const loaded = await load(options, [], io)
  if (isLeft(loaded)) return loaded
  const seen = await see(options, loaded.right.hosts, io, open)
  if (isLeft(seen)) return seen
  const { observation, unreachable } = seen.right
  const written = await emit({ json: () => encodeObservation(observation) }, options, io)
  if (isLeft(written)) return written
  tellUnreachable(unreachable, io)
  return right(unreachable.length > 0 ? EXIT.unreachable : EXIT.done)
}
