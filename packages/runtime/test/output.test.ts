import fc from 'fast-check'
import { keptBytes, OUTPUT_LIMIT, shownOutput } from '../src/output'
import { secretsOf, withoutText } from '../src/secrets'

const knowing = async (...values: ReadonlyArray<string>) => {
  const secrets = secretsOf(async (name) => values[Number(name)])
  await secrets.fill(values.map((_, index) => ({ $secret: String(index) })))
  return secrets
}

const shown = (text: string, secrets: Awaited<ReturnType<typeof knowing>>): string =>
  shownOutput(Buffer.from(text).subarray(-keptBytes(secrets)), secrets)

it('is shown whole where it is short', async () => {
  expect(shown('über hunter2\n', await knowing('hunter2'))).toBe('über <secret>\n')
})

it('is never longer than its limit, and the end of it', async () => {
  const text = shown(`${'ä'.repeat(OUTPUT_LIMIT)}end`, await knowing('hunter2'))
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(OUTPUT_LIMIT)
  expect(text).toMatch(/^ä+end$/)
})

it('shows no part of a secret, wherever it is cut (property)', async () => {
  const secrets = await knowing('<HÜNTER2>', 'X', 'Y\nZ')
  await fc.assert(
    fc.asyncProperty(fc.nat(200), fc.constantFrom('a', 'ä', '<HÜNTER2>', 'Y\nZ'), async (more, filling) => {
      const length = OUTPUT_LIMIT + more
      const text = `<HÜNTER2>XX${filling.repeat(Math.ceil(length / Buffer.byteLength(filling)))}${'b'.repeat(more)}`
      expect(shown(text, secrets)).not.toMatch(/[HÜNTERXYZ]/)
    }),
    { numRuns: 60, seed: 5 },
  )
})

it('takes one text out of another, and nothing where there is none', () => {
  expect(withoutText('login of a: hunter2 refused', 'hunter2')).toBe('login of a: <secret> refused')
  expect(withoutText('refused', '')).toBe('refused')
})
