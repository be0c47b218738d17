/** A command's output as it may be shown: without secrets, the end of it. */
import type { IncomingMessage } from 'node:http'
import { keptBytes, type Secrets, shownOutput } from '@dmap/runtime'
import { readFrames } from './frames'

export const outputOf = async (response: IncomingMessage, secrets: Secrets): Promise<string> =>
  shownOutput(await readFrames(response, keptBytes(secrets)), secrets)
