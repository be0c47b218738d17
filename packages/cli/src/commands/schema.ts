/** `dmap schema`: the JSON Schema of a kind of document, for editors and other tools. */
import { prettyJson, SCHEMA_KINDS, type SchemaKind, schemaOf } from '@dmap/core'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { usage } from '../failure'
import { emit } from '../output'

export const schemaCommand = async (name: string, { io, options }: Pick<Looking, 'io' | 'options'>): Outcome => {
  if (!isKind(name)) return left(usage(`no schema of "${name}"`, `one of ${SCHEMA_KINDS.join(', ')}`))
  const written = await emit({ json: () => prettyJson(schemaOf(name)) }, options, io)
  return isLeft(written) ? written : right(EXIT.done)
}

const isKind = (name: string): name is SchemaKind => (SCHEMA_KINDS as ReadonlyArray<string>).includes(name)
