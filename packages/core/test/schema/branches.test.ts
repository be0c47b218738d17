/**
 * Every alternative that the schema has for a field of a container is in the table of forms, which the documents show:
 * without it the schema refuses one of them. That the schema has every form of the codecs is in `map.test.ts`.
 */
import Ajv2020 from 'ajv/dist/2020'
import { containerDefinition } from '../../src/schema/container'
import { schemaOf } from '../../src/schema/documents'
import { text } from '../../src/schema/values'
import { FIELDS } from '../map/forms'

type Node = Readonly<Record<string, unknown>>
type List = ReadonlyArray<unknown>

const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } })
const { $defs } = schemaOf('map') as { readonly $defs: Node }
const properties = (containerDefinition as { readonly anyOf: ReadonlyArray<Node> }).anyOf[0]?.['properties'] as Node

/** Nulls beside everything; objects in long form, which the forms by name take as well. */
const isBeside = (schema: unknown): boolean => {
  if (typeof schema !== 'object' || schema === null) return schema === null
  const { type, properties: members, required } = schema as Node
  return type === 'null' || members !== undefined || (type === undefined && required !== undefined)
}

/** Unions and enumerations, each once, wherever it stands. */
const unions = (node: unknown): ReadonlySet<List> => {
  if (typeof node !== 'object' || node === null) return new Set()
  const inside = Object.entries(node).flatMap(([key, member]) => {
    if (key === 'not') return []
    const listed = (key === 'anyOf' || key === 'enum') && Array.isArray(member) && member.length > 1
    return [...(listed ? [member as List] : []), ...unions(member)]
  })
  return new Set(inside)
}

/** The schema without one alternative of a union, wherever the union stands. */
const without = (node: unknown, union: List, index: number): unknown => {
  if (node === union)
    return without(
      union.filter((_, other) => other !== index),
      union,
      index,
    )
  if (Array.isArray(node)) return node.map((member) => without(member, union, index))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, without(member, union, index)]))
}

/** Alternatives that another one takes as well: they only complete in an editor. */
const SHADOWED: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  // Any text is the name of a config.
  network: ['bridge', 'host', 'none', 'default', 'disabled'],
  // A list of texts is a test, too.
  healthcheck: ['NONE'],
  // The alias in the long form, which reads like a container with its alias.
  links: [text],
  networks: [text],
}

const formsOf = (field: keyof typeof FIELDS): ReadonlyArray<unknown> =>
  FIELDS[field].flatMap(([forms, long]) => [...forms, ...(long === undefined ? [] : [long])])

it.each(Object.keys(FIELDS) as ReadonlyArray<keyof typeof FIELDS>)(
  'each alternative of %s is in the table',
  (field) => {
    const schema = properties[field]
    const alternatives = [...unions(schema)].flatMap((union) =>
      union.map((alternative, index) => ({ alternative, union, index })),
    )
    const unused = alternatives.filter(({ alternative, union, index }) => {
      if (isBeside(alternative)) return false
      const takes = ajv.compile({ $defs, ...(without(schema, union, index) as Node) })
      return formsOf(field).every((form) => takes(form))
    })
    expect(unused.map(({ alternative }) => alternative)).toEqual(SHADOWED[field] ?? [])
  },
)
