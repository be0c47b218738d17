import { messageIn, parseAnswer, withoutFrames } from '../src/http'

const answer = (text: string) => {
  const parsed = parseAnswer(Buffer.from(text))
  return parsed === undefined ? undefined : [parsed.status, parsed.body.toString()]
}

describe("an Engine's answer", () => {
  it.each<readonly [string, string, unknown]>([
    ['with a length', 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}', [201, '{}']],
    ['that is cut off', 'HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\n{}', undefined],
    ['without a body', 'HTTP/1.1 204 No Content\r\n\r\n', [204, '']],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n',
      [200, 'abc0123456789'],
    ],
    ['in chunks that are cut off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', undefined],
    ['up to the end', 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nabc', [200, 'abc']],
    ['after an interim one', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx', [200, 'x']],
    ['that is none', 'unknown command: docker system dial-stdio\n', undefined],
    ['that is empty', '', undefined],
  ])('%s is read', (_, text, expected) => {
    expect(answer(text)).toEqual(expected)
  })

  it('has a message', () => {
    expect(messageIn(Buffer.from('{"message":"no such container"}'))).toBe('no such container')
    expect(messageIn(Buffer.from('Bad Request'))).toBe('Bad Request')
  })

  it('has both streams in one, in order', () => {
    const frame = (stream: number, text: string) =>
      Buffer.from([stream, 0, 0, 0, 0, 0, 0, text.length, ...Buffer.from(text)])
    expect(withoutFrames(Buffer.concat([frame(1, 'out'), frame(2, 'err'), frame(1, '')])).toString()).toBe('outerr')
  })
})
