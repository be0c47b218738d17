/** The frames in which an Engine sends what a command prints: both streams, in order of arrival. */
import type { IncomingMessage } from 'node:http'
import { type Tail, tail } from '@dmap/runtime'

const HEADER = 8

/**
 * Reads a stream of frames to its end: a byte for which stream, three zeros, four bytes of length, then the text.
 * Without a frame's header (a terminal's output) everything is text.
 *
 * @param keep bytes of the end to keep
 */
export const readFrames = async (response: IncomingMessage, keep: number): Promise<Buffer> => {
  const end = tail(keep)
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of response) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    rest = takeFrames(rest, end)
  }
  end.add(rest)
  return end.bytes()
}

/** What remains is the beginning of a frame that has not arrived whole. */
const takeFrames = (buffer: Buffer, kept: Tail): Buffer => {
  let at = 0
  while (buffer.length - at >= HEADER) {
    if (!isHeader(buffer, at)) {
      kept.add(buffer.subarray(at))
      return Buffer.alloc(0)
    }
    const end = at + HEADER + buffer.readUInt32BE(at + 4)
    if (end > buffer.length) break
    kept.add(buffer.subarray(at + HEADER, end))
    at = end
  }
  return buffer.subarray(at)
}

const isHeader = (buffer: Buffer, at: number): boolean =>
  (buffer[at] as number) <= 2 && buffer[at + 1] === 0 && buffer[at + 2] === 0 && buffer[at + 3] === 0
