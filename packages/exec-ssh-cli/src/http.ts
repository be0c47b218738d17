/** Reads an Engine's answer as it came over the wire. */

export interface HttpAnswer {
  readonly status: number
  readonly body: Buffer
}

/**
 * The answer in `raw`; undefined where there is no whole one. A body without a length ends where the connection did.
 *
 * @example
 * parseAnswer(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n')) // { status: 204, body: <empty> }
 */
export const parseAnswer = (raw: Buffer): HttpAnswer | undefined => {
  const end = raw.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = raw.subarray(0, end).toString('latin1').split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  if (status === undefined) return undefined
  const headers = new Map(lines.map((line) => headerOf(line)))
  const rest = raw.subarray(end + 4)
  // The status line of an interim answer is followed by the real one.
  if (status === '100') return parseAnswer(rest)
  const body = bodyOf(rest, headers)
  return body === undefined ? undefined : { status: Number(status), body }
}

/** Both streams of a command in order of arrival, from frames of 8 bytes of header and the payload. */
export const withoutFrames = (raw: Buffer): Buffer => {
  const parts: Buffer[] = []
  let at = 0
  while (at + 8 <= raw.length) {
    const length = raw.readUInt32BE(at + 4)
    parts.push(raw.subarray(at + 8, at + 8 + length))
    at += 8 + length
  }
  return Buffer.concat(parts)
}

/** The message of an error's body, else its text. */
export const messageIn = (body: Buffer): string => {
  const text = body.toString('utf8').trim()
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && 'message' in json) return String(json.message)
  } catch {
    // Not JSON: the text is the message.
  }
  return text
}

const headerOf = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

const bodyOf = (rest: Buffer, headers: ReadonlyMap<string, string>): Buffer | undefined => {
  if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return chunked(rest)
  const length = headers.get('content-length')
  if (length === undefined) return rest
  return rest.length < Number(length) ? undefined : rest.subarray(0, Number(length))
}

const chunked = (rest: Buffer): Buffer | undefined => {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = rest.indexOf('\r\n', at)
    const size = end < 0 ? Number.NaN : Number.parseInt(rest.subarray(at, end).toString('latin1'), 16)
    if (Number.isNaN(size) || end + 2 + size > rest.length) return undefined
    if (size === 0) return Buffer.concat(parts)
    parts.push(rest.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}
