/** JSON Schemas (draft 2020-12) as values, and the few ways in which they are put together. */
import type { JsonObject } from '../base/json'

/** A schema. */
export type Schema = JsonObject & { readonly _optional?: never }

/** A schema with the sentence that an editor shows for it. */
export type Described = Schema & { readonly description: string }

/** A schema for each field of a type: a field without one does not compile. */
export type Descriptions<T> = { readonly [K in keyof T]-?: Described }

/** A member that may be absent. */
export interface Optional {
  readonly _optional: Schema
}

/** A schema for each member of a type, marked where the type lets it be absent. */
export type Shape<T> = { readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Optional : Schema }

export const optional = (schema: Schema): Optional => ({ _optional: schema })

export const described = (description: string, schema: Schema): Described => ({ description, ...schema })

export const anyOf = (...schemas: ReadonlyArray<Schema>): Schema => ({ anyOf: schemas })

export const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` })

export const listOf = (items: Schema): Schema => ({ type: 'array', items })

export const recordOf = (member: Schema): Schema => ({ type: 'object', additionalProperties: member })

/** A list whose items each have a schema of their own, at least `least` of them. */
export const tupleOf = (items: ReadonlyArray<Schema>, least = 0): Schema => ({
  type: 'array',
  prefixItems: items,
  items: false,
  minItems: least,
})

/** An object with these keys only, each of which may be absent, and others by which they are known as well. */
export const closed = (
  properties: Readonly<Record<string, Schema>>,
  aliases: Readonly<Record<string, string>> = {},
): Schema => ({ type: 'object', properties: withAliases(properties, aliases), additionalProperties: false })

const withAliases = (
  properties: Readonly<Record<string, Schema>>,
  aliases: Readonly<Record<string, string>>,
): Readonly<Record<string, Schema>> => ({
  ...properties,
  ...Object.fromEntries(
    Object.entries(aliases).map(([alias, own]) => [
      alias,
      { ...properties[own], description: `Another name of ${own}.` },
    ]),
  ),
})

/** An object of the output: what it must hold; later versions may add members. */
export const objectOf = <T>(shape: Shape<T>): Schema => {
  const members = Object.entries(shape) as ReadonlyArray<readonly [string, Schema | Optional]>
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(([key, member]) => [key, isOptional(member) ? member._optional : member]),
    ),
    required: members.filter(([, member]) => !isOptional(member)).map(([key]) => key),
  }
}

/** One of several objects, told apart by `_tag`. */
export const taggedOf = <U extends { readonly _tag: string }>(
  shapes: {
    readonly [T in U['_tag']]: Shape<Omit<Extract<U, { readonly _tag: T }>, '_tag'>>
  },
): Schema => ({
  oneOf: Object.entries<Shape<object>>(shapes).map(([tag, shape]) =>
    objectOf<object>({ _tag: { const: tag }, ...shape } as Shape<object>),
  ),
})

const isOptional = (member: Schema | Optional): member is Optional => member._optional !== undefined

export const STRING: Schema = { type: 'string' }
export const NUMBER: Schema = { type: 'number' }
export const BOOLEAN: Schema = { type: 'boolean' }
export const NULL: Schema = { type: 'null' }
export const OBJECT: Schema = { type: 'object' }
export const COUNT: Schema = { type: 'integer', minimum: 0 }
export const STRINGS = listOf(STRING)
export const TEXTS = recordOf(STRING)
/** Keys and indices that lead to a value. */
export const PATH = listOf({ type: ['string', 'integer'] })
export const NULLABLE_STRING: Schema = { type: ['string', 'null'] }
export const NULLABLE_NUMBER: Schema = { type: ['number', 'null'] }

/** A schema as a document of its own. */
export const documentSchema = (title: string, schema: Schema, definitions: Readonly<Record<string, Schema>> = {}) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title,
  ...schema,
  ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
})
