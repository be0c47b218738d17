/** The events of runs as they stand in a file, one JSON object a line: what `--json` prints, and journals. */
import { isJsonObject } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { parsedJson } from './json-text'

export interface ToldEvent {
  readonly _tag: string
  readonly [member: string]: unknown
}

/**
 * A last line that was cut off while it was written is passed over.
 *
 * @param isSound what else an event must be
 * @returns left: the number of the first line that is no event
 */
export const eventsIn = (
  text: string,
  isSound: (event: ToldEvent) => boolean = () => true,
): Either<number, ReadonlyArray<ToldEvent>> => {
  const lines = text.split('\n')
  const events: ToldEvent[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const event = eventOf(line)
    if (event !== undefined && isSound(event)) events.push(event)
    else if (index < lines.length - 1 || isJson(line)) return left(index + 1)
  }
  return right(events)
}

const eventOf = (line: string): ToldEvent | undefined => {
  const value = parsedJson(line)
  return isJsonObject(value) && typeof value['_tag'] === 'string' ? (value as ToldEvent) : undefined
}

const isJson = (line: string): boolean => parsedJson(line) !== undefined
