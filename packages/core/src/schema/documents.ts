/** The schemas of all documents that are read or written, by kind. */
import type { Issue, IssueCode, Position } from '../base/issue'
import type { JsonObject } from '../base/json'
import { observationCodec } from '../observe/codec'
import { clientsSchema } from './clients'
import { schemaOfCodec } from './codec'
import { mapSchema } from './map'
import { planSchema } from './plan'
import * as s from './schema'

const observationSchema = s.documentSchema('An observation: a snapshot of hosts', schemaOfCodec(observationCodec))

const CODES: Readonly<Record<IssueCode, string>> = {
  syntax: 'The text is no YAML or JSON, or holds what a map may not hold.',
  'unknown-key': 'A key that means nothing here.',
  'invalid-value': 'A value of another form than expected.',
  'missing-value': 'A value that must be there.',
  'invalid-name': 'A name that cannot be used.',
  'duplicate-name': 'A name that stands for two things.',
  'unknown-reference': 'A name that stands for nothing.',
  'ambiguous-reference': 'A name that could mean several things.',
  cycle: 'Things that need each other.',
  'unresolved-variable': 'A variable that is not set.',
  'unknown-option': 'An option that the Engine does not have.',
  unsupported: 'Something that the host cannot do.',
  conflict: 'Settings that exclude each other.',
}

type Place = Partial<Position> & Pick<Issue, 'path' | 'message'>
type Written = Place & Omit<Issue, 'position' | 'related'> & { readonly page: string; readonly related?: unknown }

const place = {
  file: s.optional(s.STRING),
  line: s.optional(s.COUNT),
  column: s.optional(s.COUNT),
  path: s.PATH,
  message: s.STRING,
}

const issue = s.objectOf<Written>({
  code: {
    oneOf: Object.entries(CODES).map(([code, description]) => s.described(description, { const: code })),
  },
  ...place,
  expected: s.optional(s.STRING),
  found: s.optional(s.STRING),
  hint: s.optional(s.described('What to do about it.', s.STRING)),
  related: s.optional(s.described('Further places that belong to it.', s.listOf(s.objectOf<Place>(place)))),
  page: s.described('The page that explains it.', s.STRING),
})

const issuesSchema = s.documentSchema(
  'Issues',
  s.objectOf<{ readonly issues: ReadonlyArray<Issue> }>({ issues: s.listOf(issue) }),
)

/** The documents that have a schema. */
export const SCHEMA_KINDS = ['map', 'clients', 'plan', 'observation', 'issues'] as const
export type SchemaKind = (typeof SCHEMA_KINDS)[number]

const SCHEMAS: Readonly<Record<SchemaKind, JsonObject>> = {
  map: mapSchema,
  clients: clientsSchema,
  plan: planSchema,
  observation: observationSchema,
  issues: issuesSchema,
}

/**
 * The JSON Schema (draft 2020-12) of a kind of document. It takes every form that is accepted; what hangs on several
 * values at once (references, ranges of one length) is checked by `parseMap` only.
 *
 * @example
 * schemaOf('map').title // 'A container map'
 */
export const schemaOf = (kind: SchemaKind): JsonObject => SCHEMAS[kind]
