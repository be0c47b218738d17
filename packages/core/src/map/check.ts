/** The integrity check of a map: what the fields say taken together, after inheritance. */
import type { Issue } from '../base/issue'
import { recordOf } from '../base/record'
import { checkCycles } from './check-cycles'
import { checkNames } from './check-names'
import { checkReferences } from './check-references'
import { checkVolumes } from './check-volumes'
import type { Lost } from './lost'
import { NOTHING_LOST, withHeirs } from './lost'
import type { ContainerMap } from './model'
import type { Positions } from './positions'
import { sortIssues } from './sort-issues'

/**
 * Names that Docker refuses or that would belong to two objects, aliases without a path, references to what is not
 * there or is ambiguous, and circles. All of them, sorted by position; none for a sound map. Abstract configs count only
 * through those that extend them.
 *
 * @example
 * checkIntegrity(map, positions) // [{ code: 'unknown-reference', path: ['web', 'uses'], … }]
 */
export const checkIntegrity = (map: ContainerMap, positions: Positions): ReadonlyArray<Issue> =>
  checkWhatIsLeft(map, positions, NOTHING_LOST)

/** The check of a map that has mistakes already: names in the lost parts count as known. */
export const checkWhatIsLeft = (whole: ContainerMap, positions: Positions, own: Lost): ReadonlyArray<Issue> => {
  const lost = withHeirs(own, whole)
  const map = judged(whole, lost)
  const issues = [
    ...checkNames(map, positions),
    ...checkVolumes(map, positions, lost),
    ...checkReferences(map, positions, lost),
    ...checkCycles(map, positions),
  ]
  return sortIssues(issues, [...new Set([...positions.values()].map((place) => place.position.file))])
}

/** Nothing is held against a config of which nobody knows what it inherits: it counts as an abstract one. */
const judged = (map: ContainerMap, { undecided }: Lost): ContainerMap => {
  if (undecided.size === 0) return map
  const configs = Object.entries(map.containers)
  const containers = configs.map(
    ([name, config]) => [name, undecided.has(name) ? { ...config, abstract: true } : config] as const,
  )
  return { ...map, containers: recordOf(containers) }
}
