/**
 * io-ts codecs that explain themselves: a mistake carries its code, what was expected, and a hint; every independent
 * mistake inside a value is reported, not only the first.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe } from './describe'
import type { Document, Place } from './document'
import { numberSource, positionIn } from './document'
import type { Issue, IssueCode, Path } from './issue'
import { didYouMean } from './nearest'
import { present } from './present'
import { isSecretRef, NO_SECRET } from './secret-ref'

/** Decodes any input to an `A`. */
export type Codec<A> = t.Decoder<unknown, A>

/** The way a codec reads: the value, and the context that leads to it from the document's root. */
export type Read<A> = (value: unknown, context: t.Context) => t.Validation<A>

/** What a codec says about a value that it refuses. */
export interface Complaint {
  readonly code?: IssueCode
  readonly message?: string
  readonly expected?: string
  readonly hint?: string | undefined
  /** The hint where the value is a secret; absent: that none can stand there. */
  readonly secretHint?: string
  /** `key`: the position is that of the key, not that of the value. */
  readonly part?: 'key' | 'value'
}

interface Mistake extends t.ValidationError {
  readonly complaint: Complaint
}

export const codec = <A>(name: string, read: Read<A>): Codec<A> =>
  new t.Type<A, unknown, unknown>(
    name,
    (value): value is A => !isLeft(read(value, [])),
    read,
    (value) => value,
  )

export const refuse = <A = never>(value: unknown, context: t.Context, complaint: Complaint): t.Validation<A> => {
  const mistake: Mistake = { value, context, complaint }
  return left([mistake])
}

/** All values, or all mistakes of all of them. */
export const collect = <A>(results: ReadonlyArray<t.Validation<A>>): t.Validation<ReadonlyArray<A>> => {
  const values: A[] = []
  const mistakes: t.ValidationError[] = []
  for (const result of results) {
    if (isLeft(result)) for (const mistake of result.left) mistakes.push(mistake)
    else values.push(result.right)
  }
  return mistakes.length > 0 ? left(mistakes) : right(values)
}

/** The context of a member or an item of the value that `context` leads to. */
export const within = (context: t.Context, key: string | number, value: unknown): t.Context => [
  ...context,
  { key: String(key), type: t.unknown, actual: value },
]

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export interface ClosedOptions {
  /** Other names of known keys. */
  readonly aliases?: Readonly<Record<string, string>>
  readonly ignores?: (key: string) => boolean
  /** What to write instead of an unknown key that means something elsewhere. */
  readonly instead?: (key: string) => string | undefined
}

/**
 * An object with known keys only; each is optional, and only those that are there are in the result. An unknown key is
 * a mistake with the nearest known one as a hint, and so is a key given twice under two names.
 */
export const closed = <P extends Readonly<Record<string, Codec<unknown>>>>(
  name: string,
  members: P,
  options: ClosedOptions = {},
): Codec<{ readonly [K in keyof P]?: P[K] extends Codec<infer A> ? A : never }> => {
  const aliases = options.aliases ?? {}
  const known = [...Object.keys(members), ...Object.keys(aliases)]
  const readMember = (key: string, value: unknown, owner: object, context: t.Context) => {
    const inside = within(context, key, value)
    const own = Object.hasOwn(aliases, key) ? (aliases[key] as string) : key
    if (own !== key && Object.hasOwn(owner, own)) {
      const message = `"${key}" is another name of "${own}", which is given as well`
      return refuse(value, inside, { code: 'conflict', message, hint: `keep one of the two`, part: 'key' })
    }
    const member = Object.hasOwn(members, own) ? members[own] : undefined
    if (member === undefined) return refuse(value, inside, unknownKey(key, name, known, options.instead?.(key)))
    const result = member.validate(value, inside)
    return isLeft(result) ? result : right([own, result.right] as const)
  }
  return codec(name, (value, context) => {
    if (!isObject(value) || isSecretRef(value)) return refuse(value, context, { expected: name })
    const entries = Object.entries(value).filter(([key]) => options.ignores?.(key) !== true)
    const read = collect(entries.map(([key, member]) => readMember(key, member, value, context)))
    return isLeft(read) ? read : right(Object.fromEntries(read.right) as never)
  })
}

export const unknownKey = (key: string, owner: string, known: Iterable<string>, hint?: string): Complaint => ({
  code: 'unknown-key',
  message: `unknown key "${key.slice(0, 80)}" in ${owner}`,
  ...(hint === undefined ? didYouMean(key, known) : { hint }),
  part: 'key',
})

/** Carries the document in a context's first entry, so that codecs can say where a value stands. */
class DocumentType extends t.Type<unknown, unknown, unknown> {
  constructor(readonly document: Document) {
    super(
      'document',
      (_): _ is unknown => true,
      t.success,
      (value) => value,
    )
  }
}

const documentOf = (context: t.Context): Document | undefined => {
  const type = context[0]?.type
  return type instanceof DocumentType ? type.document : undefined
}

/** Keys and indices from the root to the value of the context. */
const pathOf = (context: t.Context): Path =>
  context.slice(1).map((entry, index) => (Array.isArray(context[index]?.actual) ? Number(entry.key) : entry.key))

export const placeOf = (context: t.Context, part: 'key' | 'value' = 'key'): Place => {
  const document = documentOf(context)
  const path = pathOf(context)
  const position = document === undefined ? { file: '', line: 1, column: 1 } : positionIn(document, path, part)
  return { path, position }
}

/** A number's text as the file has it. */
export const writtenNumber = (value: number, context: t.Context): string => {
  const document = documentOf(context)
  return (document === undefined ? undefined : numberSource(document, pathOf(context))) ?? String(value)
}

/** Decodes a document; mistakes come out as issues with positions, in the order of reading. */
export const decodeDocument = <A>(decoder: Codec<A>, document: Document): Either<ReadonlyArray<Issue>, A> => {
  const root: t.Context = [{ key: '', type: new DocumentType(document), actual: document.value }]
  const result = decoder.validate(document.value, root)
  return isLeft(result) ? left(result.left.map((error) => issueOf(error, document))) : result
}

const issueOf = (error: t.ValidationError, document: Document): Issue => {
  const complaint: Complaint = 'complaint' in error ? (error as Mistake).complaint : {}
  const path = pathOf(error.context)
  const { code = 'invalid-value', expected, secretHint = NO_SECRET, part = 'value' } = complaint
  const hint = isSecretRef(error.value) ? secretHint : complaint.hint
  const found = code === 'unknown-key' || code === 'conflict' ? undefined : describe(error.value)
  const message = complaint.message ?? `expected ${expected ?? 'another value'}, found ${found ?? 'this'}`
  return present({ code, path, position: positionIn(document, path, part), message, expected, found, hint }) as Issue
}
