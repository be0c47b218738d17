/** The public names of `@dmap/runtime`. */
export * from './executor'
