/** Issues for people and for tools: what is wrong, where, with the line of the source and a caret under it. */
import type { Issue, Path, Position } from '../base/issue'
import type { Json } from '../base/json'
import { ownMember } from '../base/record'

export interface IssuesOptions {
  readonly format: 'text' | 'json'
  /** Texts of the files, for excerpts. */
  readonly sources?: Readonly<Record<string, string>>
  /** ANSI colours, in text. */
  readonly color?: boolean
}

/** Where the codes are explained; the code is the section's name. */
export const ISSUES_PAGE = 'docs/issues.md'

/** Characters of a source line around the caret that are shown; a line may be a megabyte. */
const EXCERPT = 100

/** Further places shown of one issue; a circle may have 100,000. */
const MOST_RELATED = 20

/**
 * Text ends with a count of the issues and a newline; JSON is `{ "issues": [...] }`, one member per issue with its code,
 * file, line, column, path, message, expected, found, hint, related places and the page that explains it.
 *
 * @example
 * renderIssues(issues, { format: 'text', sources: { 'map.yaml': text } })
 * // error[unknown-key] map.yaml:3:3 web.bind
 * //   unknown key "bind" in a container configuration
 * //   3 |   bind: data
 * //     |   ^
 * //   hint: did you mean "binds"?
 * //   see docs/issues.md#unknown-key
 */
export const renderIssues = (issues: ReadonlyArray<Issue>, options: IssuesOptions): string => {
  if (options.format === 'json') return `${JSON.stringify({ issues: issues.map(issueJson) }, null, 2)}\n`
  const paint = options.color === true ? ansi : plain
  const lines = new Lines(options.sources ?? {})
  const count = issues.length === 1 ? '1 issue' : `${issues.length} issues`
  return [...issues.map((issue) => issueText(issue, lines, paint)), `${count}\n`].join('\n')
}

type Paint = (style: 'red' | 'bold' | 'dim' | 'cyan', text: string) => string

const STYLES = { red: '31', bold: '1', dim: '2', cyan: '36' } as const

const ansi: Paint = (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m`
const plain: Paint = (_, text) => text

const issueText = (issue: Issue, lines: Lines, paint: Paint): string => {
  const where = [issue.position === undefined ? undefined : positionText(issue.position), pathText(issue.path)]
  const head = [
    paint('red', `error[${issue.code}]`),
    ...where.filter((text) => text !== undefined && text !== ''),
  ].join(' ')
  const detail = (name: string, text: string | undefined): ReadonlyArray<string> =>
    text === undefined || issue.message.includes(`${name} ${text}`)
      ? []
      : [`  ${paint('dim', `${name}:`)} ${printable(text)}`]
  const related = issue.related ?? []
  return [
    head,
    `  ${paint('bold', printable(issue.message))}`,
    ...lines.excerpt(issue.position, paint),
    ...detail('expected', issue.expected),
    ...detail('found', issue.found),
    ...detail('hint', issue.hint),
    ...related.slice(0, MOST_RELATED).map((other) => `  ${relatedText(other)}`),
    ...(related.length > MOST_RELATED ? [`  … and ${related.length - MOST_RELATED} more places`] : []),
    `  ${paint('cyan', `see ${ISSUES_PAGE}#${issue.code}`)}`,
    '',
  ].join('\n')
}

const relatedText = (related: NonNullable<Issue['related']>[number]): string => {
  const where = related.position === undefined ? pathText(related.path) : positionText(related.position)
  return `${where}: ${printable(related.message)}`
}

const positionText = ({ file, line, column }: Position): string => `${printable(file)}:${line}:${column}`

/** `web.binds[0]`; keys that hold more than letters and digits in quotes. */
const pathText = (path: Path): string =>
  path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      const short = key.length > 60 ? `${key.slice(0, 60)}…` : key
      const shown = /^[\w-]+$/.test(short) ? short : JSON.stringify(short)
      return index === 0 ? shown : `.${shown}`
    })
    .join('')

/** Control characters would reach the terminal as commands. */
const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

class Lines {
  private readonly split = new Map<string, ReadonlyArray<string>>()

  constructor(private readonly sources: Readonly<Record<string, string>>) {}

  /** The line, and below it a caret; a long line is cut around the caret. */
  excerpt(position: Position | undefined, paint: Paint): ReadonlyArray<string> {
    const line = position === undefined ? undefined : this.linesOf(position.file)?.[position.line - 1]
    if (position === undefined || line === undefined) return []
    const start = Math.max(0, Math.min(position.column - 1 - EXCERPT / 2, line.length - EXCERPT))
    const cut = line.slice(start, start + EXCERPT)
    const number = String(position.line)
    const lead = cut.slice(0, position.column - 1 - start).replace(/[^\t]/g, ' ')
    const shown = cut.replace(/[^\t\u0020-\u007e\u00a0-\uffff]/g, '·')
    const before = start > 0 ? '…' : ''
    return [
      `  ${paint('dim', `${number} |`)} ${before}${shown}${start + EXCERPT < line.length ? '…' : ''}`,
      `  ${paint('dim', `${' '.repeat(number.length)} |`)} ${before === '' ? '' : ' '}${lead}${paint('red', '^')}`,
    ]
  }

  private linesOf(file: string): ReadonlyArray<string> | undefined {
    const known = this.split.get(file)
    if (known !== undefined) return known
    const text = ownMember(this.sources, file)
    if (text === undefined) return undefined
    const lines = text.split(/\r?\n/)
    this.split.set(file, lines)
    return lines
  }
}

const issueJson = (issue: Issue): Json => {
  const { code, position, path, message, expected, found, hint, related } = issue
  return {
    code,
    file: position?.file,
    line: position?.line,
    column: position?.column,
    path: [...path],
    message,
    expected,
    found,
    hint,
    related: related?.map((other) => ({
      file: other.position?.file,
      line: other.position?.line,
      column: other.position?.column,
      path: [...other.path],
      message: other.message,
    })),
    page: `${ISSUES_PAGE}#${code}`,
  }
}
