import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { commandLine, hereDocument, quote } from '../src/quote'

/** Strings that a shell may trip over, and any others. */
const nasty = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...[
            '',
            ' ',
            "'",
            '"',
            '\\',
            '\n',
            '\r',
            '\t',
            '$',
            '$(id)',
            '`id`',
            `${'{'}HOME}`,
            '$1',
            '!',
            '!!',
            '*',
            '?',
            '[a]',
            '~',
          ],
          ...[
            '-',
            '--',
            '-n',
            '#',
            ';',
            '&',
            '|',
            '<',
            '>',
            '(',
            ')',
            '{',
            '}',
            '=',
            'A=b',
            '%s',
            '%',
            '\u0001',
            '\u007f',
            '🙂',
            'é',
            'END',
          ],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  )
  // No argument of any program can hold a NUL; half of a surrogate pair is no character.
  .map((text) => text.replaceAll('\0', '').toWellFormed())

const sh = (input: string): Buffer => {
  const { stdout, status, stderr } = spawnSync('sh', ['-s'], { input, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr.toString())
  return stdout
}

describe('quoting', () => {
  it.each([
    ['docker', 'docker'],
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['-rf', '-rf'],
    ['a b', "'a b'"],
    ['$(reboot)', "'$(reboot)'"],
  ])('writes %j as %s', (text, expected) => {
    expect(quote(text)).toBe(expected)
  })

  it('is undone by a real shell, byte for byte, for 10,000 strings', () => {
    const texts = fc.sample(nasty, { numRuns: 10_000, seed: 20_26 })
    for (let at = 0; at < texts.length; at += 1000) {
      const batch = texts.slice(at, at + 1000)
      const printed = sh(batch.map((text) => `printf '%s\\0' ${quote(text)}\n`).join(''))
      expect(printed.toString('utf8').split('\0').slice(0, -1)).toEqual(batch)
    }
  })

  it('keeps the words of a line apart', () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 20 }), (words) => {
        const printed = sh(`${commandLine(['set', '--', ...words])}; printf '%s\\0' "$#" "$@"`)
        expect(printed.toString('utf8').split('\0').slice(0, -1)).toEqual([String(words.length), ...words])
      }),
      { numRuns: 50, seed: 6 },
    )
  })

  it('passes here-documents on as they are, whatever they say', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(sh(`cat ${hereDocument(text)}\n`).toString('utf8')).toBe(`${text}\n`)
      }),
      { numRuns: 100, seed: 6 },
    )
    expect(sh(`cat ${hereDocument('a\nEND\nEND_\n$x')}\n`).toString()).toBe('a\nEND\nEND_\n$x\n')
  })
})
