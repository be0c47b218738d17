/** Reads YAML text to a document: plain values with the position of each, tags and anchors resolved. */
import { type Document, visit } from 'yaml'
import type { Issue, Path, Position } from '../base/issue'
import { positionsIn } from '../base/lines'
import { present } from '../base/present'
import type { Variables } from './interpolate'
import type { Reading } from './salvage'
import { MOST_LEVELS } from './yaml-depth'
import { parseYaml } from './yaml-document'
import type { Problem } from './yaml-value'
import { valueOfNode } from './yaml-value'

/** What has a mistake is null in the document. */
export const readYaml = (file: string, text: string, variables: Variables): Reading => {
  const positionAt = positionsIn(file, text)
  const parsing = parseYaml(text)
  if ('tooDeepAt' in parsing) return { document: undefined, issues: [tooDeep(positionAt(parsing.tooDeepAt))] }
  const { parsed } = parsing
  const opened = parsed.errors.length === 0 ? new Map<string, number>() : openings(parsed)
  const syntax = parsed.errors.map((error): Issue => {
    const start = opened.get(`${error.code} ${error.pos[0]}`)
    return present({
      code: 'syntax' as const,
      path: [],
      position: positionAt(error.pos[0]),
      message: error.message,
      related: start === undefined ? undefined : [{ path: [], position: positionAt(start), message: 'opened here' }],
    })
  })
  if (syntax.length > 0) return { document: undefined, issues: syntax }
  const problems: Problem[] = []
  const { value, spot } = valueOfNode(parsed.contents, variables, (problem) => problems.push(problem))
  return {
    document: { file, value, spot, positionAt },
    issues: problems.map((problem) => issueOf(problem, positionAt)),
  }
}

/** Where what is not closed begins, by the parser's code for it and the offset where it noticed. */
const openings = (parsed: Document.Parsed): ReadonlyMap<string, number> => {
  const starts = new Map<string, number>()
  visit(parsed, {
    Collection: (_, { flow, range }) => {
      if (flow === true && range != null) starts.set(`BAD_INDENT ${range[1]}`, range[0])
    },
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE') === true && range != null) starts.set(`MISSING_CHAR ${range[1]}`, range[0])
    },
  })
  return starts
}

const issueOf = (problem: Problem, positionAt: (offset: number) => Position): Issue => {
  const { code, message, hint, offset, path } = problem
  return present({ code, path: path as Path, position: positionAt(offset), message, hint }) as Issue
}

const tooDeep = (position: Position): Issue => ({
  code: 'syntax',
  path: [],
  position,
  message: `the document nests deeper than ${MOST_LEVELS} levels`,
})
