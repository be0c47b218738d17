/** The forms of `network`: whose network stack a container has. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec } from '../../base/codec'
import { codec, collect, isObject, refuse, within } from '../../base/codec'
import { isSecretRef } from '../../base/secret-ref'
import type { NetworkMode } from '../model'
import { text } from '../values'

const FORMS = 'bridge, host, none, container:name, /name, config or config.instance'

const WORDS: Readonly<Record<string, NetworkMode>> = {
  '': { _tag: 'None' },
  disabled: { _tag: 'None' },
  none: { _tag: 'None' },
  bridge: { _tag: 'Bridge' },
  default: { _tag: 'Bridge' },
  host: { _tag: 'Host' },
}

const name = text('a name')

/** Null and empty text mean none here: the one field where null is a value and resets nothing. */
export const networkMode: Codec<NetworkMode> = codec(FORMS, (value, context) => {
  if (value === null) return right({ _tag: 'None' })
  if (Array.isArray(value)) return pairOf(value, context)
  if (isObject(value) && !isSecretRef(value)) return tagged(value, context)
  const read = value === '' ? right('') : text(FORMS).validate(value, context)
  return isLeft(read) ? read : modeOf(read.right, context)
})

const modeOf: (
  mode: string,
  context: Parameters<Codec<NetworkMode>['validate']>[1],
) => ReturnType<Codec<NetworkMode>['validate']> = (mode, context) => {
  if (Object.hasOwn(WORDS, mode)) return right(WORDS[mode] as NetworkMode)
  const foreign = /^(?:container:|\/)(.*)$/s.exec(mode)?.[1]
  if (foreign === undefined) return right({ _tag: 'Config', reference: mode })
  if (foreign !== '') return right({ _tag: 'Foreign', container: foreign })
  return refuse(mode, context, { expected: FORMS, message: 'the name of the container is missing' })
}

/** `[config, instance]` */
const pairOf: Codec<NetworkMode>['validate'] = (value, context) => {
  const parts = value as ReadonlyArray<unknown>
  if (parts.length === 0 || parts.length > 2)
    return refuse(value, context, { expected: `[config, instance], or ${FORMS}` })
  const given = parts.filter((part, index) => index === 0 || part !== null)
  const read = collect(given.map((part, index) => name.validate(part, within(context, index, part))))
  return isLeft(read) ? read : right({ _tag: 'Config', reference: read.right.join('.') })
}

/** The long form itself. */
const tagged: Codec<NetworkMode>['validate'] = (value, context) => {
  const { _tag, container, reference, ...more } = value as Readonly<Record<string, unknown>>
  const word = Object.values(WORDS).find((mode) => mode._tag === _tag)
  const known = Object.keys(more).length === 0
  if (known && word !== undefined && container === undefined && reference === undefined) return right(word)
  if (known && _tag === 'Foreign' && typeof container === 'string' && reference === undefined)
    return right({ _tag, container })
  if (known && _tag === 'Config' && typeof reference === 'string' && container === undefined)
    return right({ _tag, reference })
  return refuse(value, context, { expected: FORMS })
}
