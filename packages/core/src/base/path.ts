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

/** Why an Engine mounts nothing there; undefined where it would. */
export const unmountable = (path: string): 'relative' | 'root' | undefined => {
  if (!path.startsWith('/')) return 'relative'
  return cleanPath(path) === '/' ? 'root' : undefined
}
