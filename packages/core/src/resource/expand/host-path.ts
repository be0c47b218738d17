/** Paths on the host, as `host` and its root give them. */
import type { Issue, Path } from '../../base/issue'
import { ownMember } from '../../base/record'
import type { Scope, Subject } from './scope'

/** What a Docker volume may be called: the Engine takes such a text before the colon of a bind for one. */
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/

/** The host path of an alias, for one instance. */
export const hostPathOf = (scope: Scope, subject: Subject, alias: string, field: Path): string | Issue => {
  const path = ownMember(scope.map.host.paths, alias)
  const place = ['host', 'paths', alias]
  const related = [{ path: field, message: 'asked for here' }]
  if (path === undefined) {
    return {
      code: 'missing-value',
      path: field,
      message: `there is no host path for "${alias}"`,
      hint: `set host.${alias}`,
    }
  }
  if (typeof path === 'string') return absolute(scope, path, place, related)
  const own = subject.instance === null ? undefined : ownMember(path, subject.instance)
  if (own !== undefined) return absolute(scope, own, [...place, subject.instance ?? ''], related)
  const instance = subject.instance === null ? 'a container without instances' : `the instance "${subject.instance}"`
  return {
    code: 'missing-value',
    path: place,
    message: `there is no host path of "${alias}" for ${instance} of "${subject.name}"`,
    expected: `one of ${Object.keys(path).join(', ')}`,
    related,
  }
}

/** `path`, under the root where it is relative. Without a root it would be the name of a volume to the Engine, or nothing. */
export const absolute = (scope: Scope, path: string, place: Path, related?: Issue['related']): string | Issue => {
  if (path.startsWith('/')) return path
  const { root } = scope.map.host
  if (root?.startsWith('/')) return `${root.replace(/\/+$/, '')}/${path.replace(/^(?:\.\/+)+/, '')}`
  if (root !== undefined) {
    return {
      code: 'invalid-value',
      path: ['host', 'root'],
      message: 'the host root is no absolute path, and there are relative ones under it',
      expected: 'an absolute path',
      found: root,
      related: [{ path: place, message: `"${path.slice(0, 80)}" is relative` }],
    }
  }
  const hint = 'set `host_root`, or write an absolute path'
  return {
    code: 'invalid-value',
    path: place,
    message: `"${path.slice(0, 80)}" is a relative path on the host, and there is no root that it is under`,
    expected: 'an absolute path, or one under `host_root`',
    found: path,
    hint: VOLUME_NAME.test(path)
      ? `${hint}; to mount a volume of this name, write it in \`host_config: { binds: [...] }\``
      : hint,
    ...(related === undefined ? {} : { related }),
  }
}
