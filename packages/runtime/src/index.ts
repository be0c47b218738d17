/** The public names of `@dmap/runtime`. */
export { type ContractCase, type ContractSubject, contractCases } from './contract'
export * from './event'
export * from './executor'
export * from './options'
export { orphanError, saysOrphaned } from './orphan'
export * from './report'
export * from './secrets'
export * from './walk'
