/** A stream of JSON objects, one after the other: progress and events. */
import type { IncomingMessage } from 'node:http'
import { isJsonObject, type JsonObject } from '@dmap/core'

/** Text that is no JSON object is passed over; an object longer than this is not one of the Engine's. */
const LONGEST = 1024 * 1024

export async function* linesOf(response: IncomingMessage): AsyncGenerator<JsonObject> {
  let rest = ''
  response.setEncoding('utf8')
  for await (const chunk of response) {
    const lines = (rest + (chunk as string)).split('\n')
    rest = (lines.pop() ?? '').slice(-LONGEST)
    for (const line of lines) yield* decoded(line)
  }
  yield* decoded(rest)
}

function* decoded(line: string): Generator<JsonObject> {
  if (line.trim() === '') return
  try {
    const value: unknown = JSON.parse(line)
    if (isJsonObject(value)) yield value
  } catch {
    // A line cut off by a broken connection; the break itself is reported by whoever reads.
  }
}
