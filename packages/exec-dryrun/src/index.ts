/** The public names of `@dmap/exec-dryrun`. */
export { type Dryrun, type DryrunOptions, dryrunExecutor } from './executor'
export { readSnapshot, writeSnapshot } from './snapshot'
