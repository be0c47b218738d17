/** Everything the command has to do with the world around it, as a value: tests give their own. */

export interface Io {
  /** Data. */
  readonly out: (text: string) => void
  /** Everything else. */
  readonly err: (text: string) => void
  /** Which of the three streams is a terminal. */
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean }
  readonly stdin: () => Promise<string>
  /** A question on the terminal; undefined where it was interrupted or the input ended. */
  readonly ask: (question: string) => Promise<string | undefined>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Calls `listener` on each Ctrl-C (and a request to terminate); the result takes it away again. */
  readonly onInterrupt: (listener: () => void) => () => void
  /** Ends the process now, whatever still runs. */
  readonly exit: (code: number) => void
  /** Where progress is drawn while `terminal.err` holds. */
  readonly screen?: NodeJS.WritableStream
}
