/**
 * Paths in the container that the Engine would refuse. Those of `binds` are left to it: the specification shows a relative
 * one.
 */
import type { Path } from '../../base/issue'
import type { Json } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { unmountable } from '../../base/path'
import type { Draft } from '../options/merge'
import type { Scope, Subject } from './scope'

/** Nothing is mounted at a relative path or over the root, and the working directory is an absolute one. */
export const checkPaths = (scope: Scope, subject: Subject, { fields, origins }: Draft): void => {
  const refuse = (message: string, path: string, origin: Path = subject.field): void => {
    const found = JSON.stringify(path.slice(0, 80))
    scope.issues.push({
      code: 'invalid-value',
      path: origin,
      message,
      expected: 'an absolute path in the container',
      found,
    })
  }
  for (const [field, targetsIn] of Object.entries(MOUNTS))
    for (const target of targetsIn(fields.get(field) ?? null)) {
      const why = unmountable(target)
      if (why !== undefined) refuse(MESSAGES[why], target, origins.get(`${field}.${target}`) ?? origins.get(field))
    }
  const folder = fields.get('WorkingDir')
  if (typeof folder === 'string' && folder !== '' && !folder.startsWith('/'))
    refuse('the working directory is a relative path', folder, origins.get('WorkingDir'))
}

const MESSAGES = {
  relative: 'nothing can be mounted at a relative path',
  root: 'nothing can be mounted over the root',
} as const

/** Where each field mounts something. */
const MOUNTS: Readonly<Record<string, (value: Json) => ReadonlyArray<string>>> = {
  'HostConfig.Tmpfs': (value) => (isJsonObject(value) ? Object.keys(value) : []),
  'HostConfig.Mounts': (value) =>
    (Array.isArray(value) ? value : [])
      .map((mount) => (isJsonObject(mount) ? mount['Target'] : undefined))
      .filter((target): target is string => typeof target === 'string'),
}
