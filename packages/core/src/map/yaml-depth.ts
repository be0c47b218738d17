/** How deep a YAML text nests, found token by token: the parser proper is recursive and must not meet 10,000 levels. */
import { CST } from 'yaml'

/** Levels of nesting that a document may have; maps in use have about six. */
export const MOST_LEVELS = 200

/** Follows the tokens of a text. Block collections are counted by their indentation, flow collections by their brackets. */
export class Depth {
  /** Columns of the open block collections. */
  private readonly columns: number[] = []
  private brackets = 0
  private column = 0
  private keyColumn = 0
  private lineStarts = true

  /** Where the next token begins. */
  offset = 0

  /** Levels that are open after this token. */
  after(token: string): number {
    const type = CST.tokenType(token)
    // These are notes of the lexer's, which do not stand in the text.
    if (type === 'doc-mode' || type === 'flow-error-end' || token === CST.SCALAR) return this.level
    this.take(type, token)
    this.offset += token.length
    return this.level
  }

  private get level(): number {
    return this.columns.length + this.brackets
  }

  private take(type: CST.TokenType | null, token: string): void {
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
