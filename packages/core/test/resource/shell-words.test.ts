import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { shellWords } from '../../src/resource/shell-words'

it.each([
  ['a b  c', ['a', 'b', 'c']],
  ['', []],
  [' \t\n', []],
  [`/bin/bash -c 'script.sh'`, ['/bin/bash', '-c', 'script.sh']],
  [`sh -c 'echo "a b" | cat'`, ['sh', '-c', 'echo "a b" | cat']],
  [`"a 'b' c"`, [`a 'b' c`]],
  [`a'b c'd"e f"`, ['ab cde f']],
  [`'' ""`, ['', '']],
  [`a''b`, ['ab']],
  ['a\\ b', ['a b']],
  ['"\\"" "\\\\" "\\$x" "\\`" "\\n"', ['"', '\\', '$x', '`', '\\n']],
  [`'\\'`, ['\\']],
  [`'it'\\''s'`, [`it's`]],
  ['a\\\nb "c\\\nd"', ['ab', 'cd']],
  ['echo $HOME #x *', ['echo', '$HOME', '#x', '*']],
  ['\\\n a', ['a']],
])('%j is split into %j', (line, words) => {
  expect(shellWords(line)).toEqual(right(words))
})

it.each([
  [`a 'b`, `a quote (') is not closed`],
  ['a "b', 'a quote (") is not closed'],
  ['a "b\\"', 'a quote (") is not closed'],
  ['a\\', 'it ends in a backslash'],
])('%j is refused: %s', (line, why) => {
  expect(shellWords(line)).toEqual(left(why))
})

it('gives back words that were quoted one by one', () => {
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(shellWords(words.map(quoted).join(' '))).toEqual(right(words))
    }),
    { numRuns: 200, seed: 7 },
  )
})

it('reads a long line in one pass', () => {
  expect(shellWords(`'${'x'.repeat(1_000_000)}'`)).toEqual(right(['x'.repeat(1_000_000)]))
})
