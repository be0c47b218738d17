/** The exit codes of the command, all of them; docs/cli.md explains them to users. */

export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** A step failed, or the plan is refused: what stands in the way belongs to somebody else or is protected. */
  failed: 1,
  /** There are changes; only where `--detailed-exitcode` asks for it. */
  changes: 2,
  /** The map or the clients are invalid. */
  invalid: 3,
  /** The saved plan no longer fits what is on the hosts. */
  stale: 4,
  /** A host could not be reached or observed. */
  unreachable: 5,
  /** Wrong usage, or a file that was named cannot be read. */
  usage: 64,
  /** Interrupted, or the question was answered with no. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
