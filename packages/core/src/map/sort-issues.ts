/** Issues in the order in which a reader meets them: by file (as given), line, column; each once. */
import { canonicalJson } from '../base/canonical'
import { compareText } from '../base/compare-text'
import type { Issue } from '../base/issue'
import type { Json } from '../base/json'

export const sortIssues = (issues: ReadonlyArray<Issue>, files: ReadonlyArray<string>): ReadonlyArray<Issue> => {
  const ranks = new Map([...files].reverse().map((file, index) => [file, files.length - index]))
  const rank = (issue: Issue): number => ranks.get(issue.position?.file ?? '') ?? 0
  const unique = new Map(issues.map((issue) => [identity(issue), issue] as const))
  return [...unique.values()].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      compareText(identity(a), identity(b)),
  )
}

/** Several configs that inherit one mistake have it at one place. */
const identity = (issue: Issue): string => canonicalJson([issue.code, issue.path, issue.message] as Json)
