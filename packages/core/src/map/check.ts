/** The integrity check of a map: everything that reading it alone cannot tell. */
import type { Issue } from '../base/issue'
import type { ContainerMap } from './model'
import type { Positions } from './positions'

/** Placeholder. */
export const checkIntegrity = (_map: ContainerMap, _positions: Positions): ReadonlyArray<Issue> => []
