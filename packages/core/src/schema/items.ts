/** The shapes that list fields share: a text, a list, an object with names as keys, an object in long form. */
import { anyOf, NULL, type Schema, tupleOf } from './schema'
import { EMPTY } from './values'

interface ItemShape {
  /** What stands for an item alone. */
  readonly name: Schema
  /** What comes first in a list; `name` unless given. */
  readonly head?: Schema
  /** What may stand behind the head, in order. */
  readonly behind: ReadonlyArray<Schema>
  /** An object in place of all that stands behind. */
  readonly settings?: Schema
  /** The form of a name that is a key. */
  readonly key?: string
  readonly long: Schema
}

/** The schema of a list field without the values that take it back. */
export const items = ({ name, head = name, behind, settings, key, long }: ItemShape): Schema => {
  const rest = behind.map((schema) => anyOf(schema, NULL))
  const more = anyOf(...rest.slice(0, 1), tupleOf(rest), ...(settings === undefined ? [] : [settings]))
  const member: Schema = {
    type: 'object',
    ...(key === undefined ? {} : { propertyNames: { pattern: key } }),
    additionalProperties: anyOf(more, NULL),
  }
  const object = anyOf(long, member)
  const tuple = tupleOf([head, more, ...rest.slice(1)], 1)
  return anyOf(name, { type: 'array', items: anyOf(name, tuple, object) }, object)
}

/** The schema of a list field. */
export const itemList = (shape: ItemShape): Schema => anyOf(items(shape), EMPTY)
