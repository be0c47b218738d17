/** Reads YAML or JSON text to a document: plain values with the position of each, tags and anchors resolved. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from '../base/document'
import type { Issue, Path, Position } from '../base/issue'
import { present } from '../base/present'
import type { Variables } from './interpolate'
import { MOST_LEVELS, tooDeepAt } from './yaml-depth'
import type { Problem } from './yaml-value'
import { valueOfNode } from './yaml-value'

/** JSON is read as YAML, of which it is a part, so that both have positions. */
export const readYaml = (file: string, text: string, variables: Variables): Either<ReadonlyArray<Issue>, Document> => {
  const deep = tooDeepAt(text)
  if (deep !== undefined) return left([tooDeep(positionFrom(file, text, deep))])
  const lines = new LineCounter()
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    schema: 'core',
    // Comparing each key with each other one takes the square of their number; duplicates are found while converting.
    uniqueKeys: false,
    logLevel: 'error',
  })
  const positionAt = (offset: number): Position => {
    // The counter knows no lines in an empty text, and answers column 0 for what stands before the first one.
    const at = lines.linePos(Math.min(Math.max(offset, 0), text.length))
    return { file, line: Math.max(1, at.line), column: Math.max(1, at.col) }
  }
  const syntax = parsed.errors.map(
    (error): Issue => ({
      code: 'syntax',
      path: [],
      position: positionAt(error.pos[0]),
      message: error.code === 'MULTIPLE_DOCS' ? SEVERAL : error.message,
    }),
  )
  if (syntax.length > 0) return left(syntax)
  const problems: Problem[] = []
  const { value, spot } = valueOfNode(parsed.contents, variables, (problem) => problems.push(problem))
  if (problems.length > 0) return left(problems.map((problem) => issueOf(problem, positionAt)))
  return right({ file, value, spot, positionAt })
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

const positionFrom = (file: string, text: string, offset: number): Position => {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { file, line: before.split('\n').length, column: offset - lineStart + 1 }
}
