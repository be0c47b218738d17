/** How deep a YAML text nests, found token by token: the parser proper is recursive and must not meet 10,000 levels. */
import { CST, Lexer } from 'yaml'

/** Levels of nesting that a document may have; maps in use have about six. */
export const MOST_LEVELS = 200

/**
 * The offset at which the text nests deeper than `most` levels, or nothing. Block collections are counted by their
 * indentation, flow collections by their brackets.
 */
export const tooDeepAt = (text: string, most = MOST_LEVELS): number | undefined => {
  const depth = new Depth()
  let offset = 0
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token)
    if (type === 'doc-mode' || type === 'flow-error-end' || (type === 'scalar' && token === CST.SCALAR)) continue
    depth.take(type, token)
    if (depth.level > most) return offset
    offset += token.length
  }
  return undefined
}

class Depth {
  /** Columns of the open block collections. */
  private readonly columns: number[] = []
  private brackets = 0
  private column = 0
  private keyColumn = 0
  private lineStarts = true

  get level(): number {
    return this.columns.length + this.brackets
  }

  take(type: CST.TokenType | null, token: string): void {
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.brackets++
    else if (type === 'flow-map-end' || type === 'flow-seq-end') this.brackets = Math.max(0, this.brackets - 1)
    else if (this.brackets === 0 && type !== 'newline' && type !== 'space' && type !== 'comment') this.takeBlock(type)
    this.advance(token)
  }

  private takeBlock(type: CST.TokenType | null): void {
    if (this.lineStarts) {
      while ((this.columns[this.columns.length - 1] ?? -1) >= this.column) this.columns.pop()
      this.keyColumn = this.column
    }
    this.lineStarts = false
    // A key opens an object at the column of the key, not at that of its colon.
    if (type === 'map-value-ind') this.columns.push(this.keyColumn)
    if (type !== 'seq-item-ind' && type !== 'explicit-key-ind') return
    this.columns.push(this.column)
    this.keyColumn = this.column + 1
  }

  private advance(token: string): void {
    const newline = token.lastIndexOf('\n')
    if (newline < 0) {
      this.column += token.length
      return
    }
    this.column = token.length - newline - 1
    this.lineStarts = true
  }
}
