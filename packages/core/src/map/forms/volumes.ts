/** The forms of `binds`, `uses` and `attaches`. */

import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../../base/codec'
import { closed, codec, refuse } from '../../base/codec'
import { present } from '../../base/present'
import { bindHint } from '../elsewhere'
import type { Bind, VolumeUse } from '../model'
import { text } from '../values'
import type { Given, ItemForms } from './items'
import { failures, hasOnly, items, refuseBeyond, spread } from './items'

const FLAG = 'ro, rw, true or false'
const FLAG_WORDS: ReadonlyArray<unknown> = ['ro', 'rw', 'true', 'false']

const isFlag = (value: unknown): boolean => value === null || typeof value === 'boolean' || FLAG_WORDS.includes(value)

/** The specification reads every text but `rw` as read-only; `'false'` would be a surprise, and is refused. */
const accessFlag: Codec<boolean> = codec(FLAG, (value, context) => {
  if (value === null || value === undefined || value === 'rw') return right(false)
  if (typeof value === 'boolean') return right(value)
  if (value === 'ro' || value === 'true') return right(true)
  const hint = value === 'false' ? 'write rw, or false without quotes' : undefined
  return refuse(value, context, { expected: FLAG, hint })
})

/** What stands behind a name: a flag, a path, or a path and a flag. */
interface Behind {
  readonly path?: string
  readonly readonly: boolean
}

const readBehind = (rest: ReadonlyArray<Given>, path: Codec<string>, forms: string): t.Validation<Behind> => {
  const [first, second] = spread(rest)
  if (first === undefined) return right({ readonly: false })
  const flagFirst = isFlag(first.value)
  const beyond = refuseBeyond(spread(rest), flagFirst ? 1 : 2, forms)
  if (beyond !== undefined) return beyond
  if (flagFirst) {
    const access = accessFlag.validate(first.value, first.context)
    return isLeft(access) ? access : right({ readonly: access.right })
  }
  const where = path.validate(first.value, first.context)
  const access = second === undefined ? right(false) : accessFlag.validate(second.value, second.context)
  if (!isLeft(where) && !isLeft(access)) return right({ path: where.right, readonly: access.right })
  return failures([where, access])
}

const name = text('a name')

const hostPath: Codec<string> = codec('a path on the host', (value, context) => {
  if (typeof value !== 'object' || value === null) return text('a path on the host').validate(value, context)
  const hint = 'for a path per instance, give an alias in volumes, and its paths in host'
  return refuse(value, context, { expected: 'a path on the host', hint })
})

const BIND_FORMS = 'alias, [alias, flag], {alias: flag}, [path, host path, flag] or {path: [host path, flag]}'

const bindPair = (head: Given, rest: ReadonlyArray<Given>): t.Validation<ReadonlyArray<Bind>> => {
  const first = name.validate(head.value, head.context)
  const behind = readBehind(rest, hostPath, BIND_FORMS)
  if (isLeft(first) || isLeft(behind)) return failures([first, behind])
  const { path, readonly } = behind.right
  if (path !== undefined) return right([{ path: first.right, host_path: path, readonly }])
  if (!first.right.startsWith('/')) return right([{ alias: first.right, readonly }])
  const hint = `write { ${first.right.slice(0, 80)}: path/on/the/host }, or use shares for a volume without one`
  return refuse(head.value, head.context, {
    expected: 'an alias of volumes, or a path with its path on the host',
    hint,
    ...bindHint(first.right),
  })
}

const bindLong = closed(
  'a bind ({alias, readonly} or {path, host_path, readonly})',
  { alias: name, path: text('a path'), host_path: hostPath, readonly: accessFlag },
  { aliases: { name: 'alias' } },
)

const bindForms: ItemForms<Bind> = {
  expected: `a bind: ${BIND_FORMS}`,
  pair: bindPair,
  isLong: (object) =>
    hasOnly(object, ['alias', 'name', 'path', 'host_path', 'readonly'], ['alias', 'name', 'host_path']) &&
    !isShort(object),
  long: (value, context) => {
    const read = bindLong.validate(value, context)
    if (isLeft(read)) return read
    const { alias, path, host_path, readonly = false } = read.right
    if (alias !== undefined && path === undefined && host_path === undefined) return right([{ alias, readonly }])
    if (alias === undefined && path !== undefined && host_path !== undefined)
      return right([{ path, host_path, readonly }])
    return refuse(value, context, { expected: 'either alias, or path and host_path' })
  },
}

/** `{name: ro}` is the alias "name", read-only, rather than an alias "ro". */
const isShort = (object: Readonly<Record<string, unknown>>): boolean => {
  const values = Object.values(object)
  return values.length === 1 && isFlag(values[0])
}

export const binds = items(bindForms)

const USE_FORMS = 'name, [name, flag], {name: flag}, [name, path, flag] or {name: [path, flag]}'

const usePath = text('a path in the container')

const useLong = closed('a volume ({name, path, readonly})', { name, path: usePath, readonly: accessFlag })

const useForms: ItemForms<VolumeUse> = {
  expected: `a volume: ${USE_FORMS}`,
  pair: (head, rest) => {
    const first = name.validate(head.value, head.context)
    const behind = readBehind(rest, usePath, USE_FORMS)
    if (isLeft(first) || isLeft(behind)) return failures([first, behind])
    return right([present({ name: first.right, path: behind.right.path, readonly: behind.right.readonly })])
  },
  isLong: (object) => hasOnly(object, ['name', 'path', 'readonly'], ['name']) && !isShort(object),
  long: (value, context) => {
    const read = useLong.validate(value, context)
    if (isLeft(read)) return read
    const { name: used, path, readonly = false } = read.right
    if (used === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a name' })
    return right([present({ name: used, path, readonly })])
  },
}

export const volumeUses = items(useForms)
