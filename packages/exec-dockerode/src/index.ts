/** The public names of `@dmap/exec-dockerode`. */
export { DEFAULT_TIMEOUT, type OpenTunnel } from './connections'
export { type DockerodeOptions, dockerodeExecutor } from './executor'
export { type Read, readSurroundings } from './surroundings'
export type { Tunnel } from './transport'
export { NEWEST_API, OLDEST_API } from './version'
