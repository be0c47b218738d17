/** The schema that an io-ts codec of plain shapes stands for. */
import * as t from 'io-ts'
import { BOOLEAN, listOf, NUMBER, OBJECT, recordOf, type Schema, STRING } from './schema'

/** Objects may hold more than the codec names; a codec of another kind is any object. */
export const schemaOfCodec = (codec: t.Mixed): Schema => {
  if (codec instanceof t.StringType) return STRING
  if (codec instanceof t.NumberType) return NUMBER
  if (codec instanceof t.BooleanType) return BOOLEAN
  if (codec instanceof t.LiteralType) return { const: codec.value as string }
  if (codec instanceof t.KeyofType) return { enum: Object.keys(codec.keys as object) }
  return ofContainer(codec)
}

const ofContainer = (codec: t.Mixed): Schema => {
  if (codec instanceof t.ExactType) return schemaOfCodec(codec.type as t.Mixed)
  if (codec instanceof t.ReadonlyArrayType || codec instanceof t.ArrayType)
    return listOf(schemaOfCodec(codec.type as t.Mixed))
  if (codec instanceof t.DictionaryType) return recordOf(schemaOfCodec(codec.codomain as t.Mixed))
  if (codec instanceof t.IntersectionType) return { allOf: (codec.types as ReadonlyArray<t.Mixed>).map(schemaOfCodec) }
  if (codec instanceof t.InterfaceType) {
    const props = codec.props as t.Props
    return { ...OBJECT, properties: schemasOf(props), required: Object.keys(props) }
  }
  if (codec instanceof t.PartialType) return { ...OBJECT, properties: schemasOf(codec.props as t.Props) }
  return OBJECT
}

const schemasOf = (props: t.Props): Readonly<Record<string, Schema>> =>
  Object.fromEntries(Object.entries(props).map(([key, member]) => [key, schemaOfCodec(member)]))
