/** From YAML text to the nodes of its document, in one pass over the tokens, of which the depth is watched. */
import { Composer, type Document, Lexer, Parser, YAMLParseError } from 'yaml'
import { Depth, MOST_LEVELS } from './yaml-depth'

/** A document, or the offset at which the text nests too deep to be read. */
export type Parsing = { readonly parsed: Document.Parsed } | { readonly tooDeepAt: number }

export const parseYaml = (text: string): Parsing => {
  const parser = new Parser()
  const depth = new Depth()
  let tooDeepAt: number | undefined
  const tokens = function* () {
    for (const token of new Lexer().lex(text)) {
      const { offset } = depth
      if (depth.after(token) > MOST_LEVELS) {
        tooDeepAt = offset
        return
      }
      yield* parser.next(token)
    }
    yield* parser.end()
  }
  const composer = new Composer({
    prettyErrors: false,
    version: '1.2',
    schema: 'core',
    // Comparing each key with each other one takes the square of their number; duplicates are found while converting.
    uniqueKeys: false,
    logLevel: 'error',
  })
  // That it is told to makes a document of any text, of an empty one too.
  const [first, another] = composer.compose(tokens(), true, text.length)
  if (tooDeepAt !== undefined) return { tooDeepAt }
  const parsed = first as Document.Parsed
  if (another !== undefined) parsed.errors.push(new YAMLParseError(startOf(another), 'MULTIPLE_DOCS', SEVERAL))
  return { parsed }
}

const SEVERAL = 'the text holds several documents (---); give each one a file of its own'

const startOf = ({ range }: Document.Parsed): [number, number] => [range[0], range[1]]
