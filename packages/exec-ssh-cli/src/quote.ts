/** The one place where text becomes POSIX shell text. */

/** Characters that no shell gives a meaning to, wherever they stand. */
const PLAIN = /^[A-Za-z0-9_./,:@%+=-]+$/

/**
 * One word for a POSIX shell that means `text`, byte for byte. Text with a NUL character has no such word: no argument
 * can hold one, see `isArgument`.
 *
 * @example
 * quote("it's") // 'it'\''s'
 */
export const quote = (text: string): string => (PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** A command line: every word quoted. The first one is not taken for an assignment as long as it holds no `=`. */
export const commandLine = (words: ReadonlyArray<string>): string => words.map(quote).join(' ')

/** Whether the operating system can pass `text` as an argument. */
export const isArgument = (text: string): boolean => !text.includes('\0')

/**
 * `text` as a here-document with a delimiter that does not occur in it; what stands in it means itself. The document
 * ends with a newline that `text` does not have.
 *
 * @example
 * `cat ${hereDocument('{}')}` // cat <<'END'\n{}\nEND
 */
export const hereDocument = (text: string): string => {
  const delimiter = delimiterFor(text)
  return `<<'${delimiter}'\n${text}\n${delimiter}`
}

/** A here-document's delimiter that is no line of `text`. */
export const delimiterFor = (text: string): string => {
  let delimiter = 'END'
  while (text.includes(delimiter)) delimiter += '_'
  return delimiter
}
