/** A command's output as it may be shown: without secrets, the end of it. */
import type { IncomingMessage } from 'node:http'
import type { Secrets } from '@dmap/runtime'
import { OUTPUT_LIMIT, readFrames } from './tail'

export const outputOf = async (response: IncomingMessage, secrets: Secrets): Promise<string> => {
  // More is kept than is shown, so that a secret at the edge is whole when it is looked for.
  const text = await readFrames(response, OUTPUT_LIMIT + 4 * secrets.longest())
  return secrets.scrub(text).slice(-OUTPUT_LIMIT)
}
