/** What was seen of single clients, as one observation. */
import type { ClientObservation } from '@dmap/core'
import { type Either, isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { ExecutorError, Observed } from './executor'

/**
 * By client, in order of their names, whatever the order of the answers.
 *
 * @param seen for each client what there is; left: why it cannot be reached
 * @param requests or round trips that it took
 * @example
 * observedOf([['apps1', right(host)], ['apps2', left(error)]], 7) // apps1 in the observation, apps2 unreachable
 */
export const observedOf = (
  seen: ReadonlyArray<readonly [client: string, found: Either<ExecutorError, ClientObservation>]>,
  requests: number,
): Observed => ({
  observation: {
    format: '1.0',
    clients: Object.fromEntries(
      seen
        .flatMap(([client, found]) => (isRight(found) ? [[client, found.right] as const] : []))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  },
  unreachable: seen.flatMap(([, found]) => (isLeft(found) ? [found.left] : [])),
  requests,
})
