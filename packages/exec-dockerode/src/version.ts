/** The Engine API's version: the newest that both sides know. */

import type { ExecutorError } from '@dmap/runtime'
import { type Either, left, right } from 'fp-ts/lib/Either.js'

/** Engine 20.10. */
export const OLDEST_API = '1.41'
/** Engine 28.5. A newer Engine is spoken to in this version. */
export const NEWEST_API = '1.51'

/** Negative: `a` is the older one. Versions compare by number: 1.9 is older than 1.41. */
export const compareVersions = (a: string, b: string): number => {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}

/**
 * @param engine newest version of the Engine, from the header `Api-Version` of `GET /_ping`
 * @example
 * agreeOn('web1', '1.43') // right('1.43')
 */
export const agreeOn = (client: string, engine: string): Either<ExecutorError, string> => {
  const fail = (message: string): Either<ExecutorError, string> =>
    left({
      _tag: 'Unable',
      client,
      request: 'GET /_ping',
      message,
      hint: `API versions ${OLDEST_API} to ${NEWEST_API} are known`,
    })
  if (!/^\d+\.\d+$/.test(engine)) return fail('what answers there is no Docker Engine: it names no API version')
  if (compareVersions(engine, OLDEST_API) < 0)
    return fail(`the Engine's API version ${engine} is older than ${OLDEST_API}`)
  return right(compareVersions(engine, NEWEST_API) < 0 ? engine : NEWEST_API)
}
