/** Lines of a stream that comes in pieces. */
import { StringDecoder } from 'node:string_decoder'

/**
 * Calls `tell` with each whole line, without what ends it; empty ones are left out.
 *
 * @example
 * const add = linesTo(console.log)
 * add(Buffer.from('a: Pulling fs layer\nb: Wai')) // prints "a: Pulling fs layer"
 */
export const linesTo = (tell: (line: string) => void): ((bytes: Buffer) => void) => {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return (bytes) => {
    const lines = (rest + decoder.write(bytes)).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') tell(line)
  }
}
