import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { readFrames } from '../src/frames'

const frame = (stream: number, text: string): Buffer => {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

const read = async (chunks: ReadonlyArray<Buffer>, keep = 1000) =>
  String(await readFrames(Readable.from(chunks) as unknown as IncomingMessage, keep))

it('gives both streams in order of arrival', async () => {
  expect(await read([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, 'more')])).toBe('out\nerr\nmore')
})

it('gives the same wherever the chunks are cut (property)', async () => {
  const whole = Buffer.concat([frame(1, 'one'), frame(2, ''), frame(2, 'zwölf'), frame(1, 'x'.repeat(300))])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 6 }), async (cuts) => {
      const at = [0, ...[...cuts].sort((a, b) => a - b), whole.length]
      const chunks = at.slice(1).map((end, index) => whole.subarray(at[index], end))
      expect(await read(chunks)).toBe(`onezwölf${'x'.repeat(300)}`)
    }),
    { numRuns: 100, seed: 3 },
  )
})

it('keeps the end of what is too long', async () => {
  expect(await read([frame(1, 'a'.repeat(5000)), frame(1, 'end')], 10)).toBe('aaaaaaaend')
})

it('takes what has no frames as text', async () => {
  expect(await read([Buffer.from('plain output of a terminal')])).toBe('plain output of a terminal')
})
