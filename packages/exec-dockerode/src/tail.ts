/** The end of what a command prints: both streams in order of arrival, never longer than a limit. */
import type { IncomingMessage } from 'node:http'

export const OUTPUT_LIMIT = 64 * 1024
const HEADER = 8

/**
 * Reads a stream of frames to its end: a byte for which stream, three zeros, four bytes of length, then the text.
 * Without a frame's header (a terminal's output) everything is text.
 *
 * @param keep bytes of the end to keep
 */
export const readFrames = async (response: IncomingMessage, keep: number): Promise<string> => {
  const tail = new Tail(keep)
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of response) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    rest = takeFrames(rest, tail)
  }
  tail.add(rest)
  return tail.text()
}

/** What remains is the beginning of a frame that has not arrived whole. */
const takeFrames = (buffer: Buffer, tail: Tail): Buffer => {
  let at = 0
  while (buffer.length - at >= HEADER) {
    if (!isHeader(buffer, at)) {
      tail.add(buffer.subarray(at))
      return Buffer.alloc(0)
    }
    const end = at + HEADER + buffer.readUInt32BE(at + 4)
    if (end > buffer.length) break
    tail.add(buffer.subarray(at + HEADER, end))
    at = end
  }
  return buffer.subarray(at)
}

const isHeader = (buffer: Buffer, at: number): boolean =>
  (buffer[at] as number) <= 2 && buffer[at + 1] === 0 && buffer[at + 2] === 0 && buffer[at + 3] === 0

class Tail {
  private chunks: Buffer[] = []
  private length = 0

  constructor(private readonly keep: number) {}

  add(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.length += chunk.length
    if (this.length > 4 * this.keep) this.cut()
  }

  text(): string {
    this.cut()
    return Buffer.concat(this.chunks).toString('utf8')
  }

  private cut(): void {
    const all = Buffer.concat(this.chunks)
    const end = all.subarray(Math.max(0, all.length - this.keep))
    this.chunks = [end]
    this.length = end.length
  }
}
