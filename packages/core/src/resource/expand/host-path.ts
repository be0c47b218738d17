/** Paths on the host, as `host` and its root give them. */
import type { Issue, Path } from '../../base/issue'
import { ownMember } from '../../base/record'
import type { Scope, Subject } from './scope'

/** What a Docker volume may be called: the other thing that may stand before the colon of a bind. */
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/

/** The host path of an alias, for one instance. */
export const hostPathOf = (scope: Scope, subject: Subject, alias: string, field: Path): string | Issue => {
  const path = ownMember(scope.map.host.paths, alias)
  if (path === undefined) {
    return {
      code: 'missing-value',
      path: field,
      message: `there is no host path for "${alias}"`,
      hint: `set host.${alias}`,
    }
  }
  if (typeof path === 'string') return absolute(scope, path, field)
  const own = subject.instance === null ? undefined : ownMember(path, subject.instance)
  if (own !== undefined) return absolute(scope, own, field)
  const instance = subject.instance === null ? 'a container without instances' : `the instance "${subject.instance}"`
  return {
    code: 'missing-value',
    path: ['host', alias],
    message: `there is no host path of "${alias}" for ${instance} of "${subject.name}"`,
    expected: `one of ${Object.keys(path).join(', ')}`,
    related: [{ path: field, message: 'asked for here' }],
  }
}

/** `path` under the root; without one, the name of a Docker volume is left as it is. */
export const absolute = (scope: Scope, path: string, field: Path): string | Issue => {
  if (path.startsWith('/')) return path
  const { root } = scope.map.host
  if (root === undefined && VOLUME_NAME.test(path)) return path
  if (root?.startsWith('/')) return `${root.replace(/\/+$/, '')}/${path.replace(/^(?:\.\/+)+/, '')}`
  return {
    code: 'invalid-value',
    path: field,
    message: root === undefined ? 'a relative host path needs a root' : 'the host root is no absolute path',
    found: path,
    hint: 'set `host_root` to an absolute path, or write an absolute one here',
  }
}
