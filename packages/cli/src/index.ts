/** The public names of `@dmap/cli`: the command as a function. */
export { main } from './command-line'
export type { ExecutorSettings, Executors } from './executors'
export { EXIT, type ExitCode } from './exit-code'
export type { Io } from './io'
