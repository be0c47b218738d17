/** Paths in containers and on hosts, as the Engine reads them. */

/** As the Engine cleans a path: no double or trailing slash, no `.` and `..`. Relative and empty ones stay. */
export const cleanPath = (path: string): string => {
  if (!path.startsWith('/')) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
