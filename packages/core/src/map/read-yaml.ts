/** Reads YAML or JSON text to a document: plain values with the position of each, tags and anchors resolved. */
import { parseDocument } from 'yaml'
import type { Issue, Path, Position } from '../base/issue'
import { positionsIn } from '../base/lines'
import { present } from '../base/present'
import type { Variables } from './interpolate'
import type { Reading } from './salvage'
import { MOST_LEVELS, tooDeepAt } from './yaml-depth'
import type { Problem } from './yaml-value'
import { valueOfNode } from './yaml-value'

/** JSON is read as YAML, of which it is a part, so that both have positions. What has a mistake is null in the document. */
export const readYaml = (file: string, text: string, variables: Variables): Reading => {
  const positionAt = positionsIn(file, text)
  const deep = tooDeepAt(text)
  if (deep !== undefined) return { document: undefined, issues: [tooDeep(positionAt(deep))] }
  const parsed = parseDocument(text, {
    prettyErrors: false,
    version: '1.2',
    schema: 'core',
    // Comparing each key with each other one takes the square of their number; duplicates are found while converting.
    uniqueKeys: false,
    logLevel: 'error',
  })
  const syntax = parsed.errors.map(
    (error): Issue => ({
      code: 'syntax',
      path: [],
      position: positionAt(error.pos[0]),
      message: error.code === 'MULTIPLE_DOCS' ? SEVERAL : error.message,
    }),
  )
  if (syntax.length > 0) return { document: undefined, issues: syntax }
  const problems: Problem[] = []
  const { value, spot } = valueOfNode(parsed.contents, variables, (problem) => problems.push(problem))
  return {
    document: { file, value, spot, positionAt },
    issues: problems.map((problem) => issueOf(problem, positionAt)),
  }
}

const SEVERAL = 'the text holds several documents (---); give each one a file of its own'

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
