/** What is wrong with an input, as data: every mistake says where it is, what was expected, what was found, what to do. */

/** A place in a file; lines and columns count from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Keys and indices that lead from a document's root to a value, e.g. `['web', 'binds', 0]`. */
export type Path = ReadonlyArray<string | number>

/**
 * Stable codes, one per kind of mistake; each has a section of its name in `docs/issues.md`.
 */
export type IssueCode =
  | 'syntax' // the text is no YAML or JSON, or holds what a map may not hold (alias bombs, too deep)
  | 'unknown-key'
  | 'invalid-value'
  | 'missing-value'
  | 'invalid-name'
  | 'duplicate-name'
  | 'unknown-reference'
  | 'ambiguous-reference'
  | 'cycle'
  | 'unresolved-variable'
  | 'unknown-option'
  | 'unsupported' // the engine's API version or the executor lacks it
  | 'conflict' // two settings that exclude each other

export interface Issue {
  readonly code: IssueCode
  /** Path in the document as the user wrote it. */
  readonly path: Path
  readonly position?: Position
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** What to do about it, e.g. `did you mean "binds"?`. */
  readonly hint?: string
  /** Further places that belong to it: the other owner of a name, the members of a cycle. */
  readonly related?: ReadonlyArray<{ readonly path: Path; readonly position?: Position; readonly message: string }>
}
