/** The schemas of single values: what the codecs of the same names take. */
import { anyOf, closed, listOf, NULL, recordOf, reference, type Schema } from './schema'

/** What takes back an inherited value. */
export const EMPTY = reference('empty')

export const emptyDefinition: Schema = {
  description: 'Takes back what was inherited.',
  anyOf: [NULL, { type: 'string', maxLength: 0 }, { type: 'array', maxItems: 0 }, { type: 'object', maxProperties: 0 }],
}

/** Text that is not empty; a number counts as text. */
export const text: Schema = { type: ['string', 'number'], minLength: 1 }

export const textLike = (pattern: string): Schema => ({ type: ['string', 'number'], pattern })

export const anyText: Schema = { type: ['string', 'number', 'boolean'] }

const secret: Schema = { ...closed({ $secret: { type: 'string' } }), required: ['$secret'] }

export const textOrSecret: Schema = anyOf(anyText, secret)

/** What only the request to the Engine holds. */
export const orSecret = (schema: Schema): Schema => anyOf(schema, secret)

export const flag: Schema = { type: 'boolean' }

export const word = (...words: ReadonlyArray<string>): Schema => ({ enum: words })

export const whole = (least = 0): Schema =>
  anyOf({ type: 'integer', minimum: least }, { type: 'string', pattern: '^-?\\d{1,15}$' })

const DURATION = '^(\\d+(\\.\\d+)?(ns|us|µs|μs|ms|s|m|h))+$'

export const duration: Schema = anyOf({ type: 'integer', minimum: 0 }, { type: 'string', pattern: DURATION })

/** Nanoseconds below a millisecond are most likely meant as seconds. */
export const healthDuration: Schema = anyOf(
  { const: 0 },
  { type: 'integer', minimum: 1_000_000 },
  { type: 'string', pattern: DURATION },
)

export const seconds: Schema = anyOf(whole(), { type: 'string', pattern: DURATION })

export const nullable = (schema: Schema): Schema => anyOf(schema, NULL)

/** A simple value, or one that takes it back. */
export const simple = (schema: Schema): Schema => anyOf(schema, EMPTY)

/** One text or a list of texts. */
export const textList: Schema = anyOf(text, listOf(text), EMPTY)

/** An object whose members override by key; null takes one back. */
export const record = (member: Schema): Schema => anyOf(recordOf(nullable(member)), EMPTY)

/** An object of texts, or `NAME=value` lines. */
export const assignments: Schema = anyOf(
  recordOf(nullable(textOrSecret)),
  listOf({ type: 'string', pattern: '^[^=]+=' }),
  EMPTY,
)

export const comparePolicy = word('strict', 'ignore', 'warn')

export const user: Schema = anyOf(textLike('^[^\\s:]+(:[^\\s:]+)?$'), {
  type: 'array',
  items: textLike('^[^\\s:]+$'),
  minItems: 1,
  maxItems: 2,
})

export const permissions = textLike(
  '^([0-7]{1,5}|[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*)$',
)

export const attachedMode = word('container', 'volume')
