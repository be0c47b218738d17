/** The tags of a map in YAML: `!path`, `!path_lazy`, `!env`, `!var`, `!secret`, each on a text. */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { IssueCode } from '../base/issue'
import { didYouMean } from '../base/nearest'
import { ownMember } from '../base/record'
import type { Variables } from './interpolate'
import { interpolate, interpolatePath } from './interpolate'

export interface TagProblem {
  readonly code: IssueCode
  readonly message: string
  readonly hint?: string
}

type Resolve = (text: string, variables: Variables) => unknown | TagProblem

const unresolved = (names: ReadonlyArray<string>, hint: string): TagProblem => ({
  code: 'unresolved-variable',
  message: `${names.length > 1 ? 'variables' : 'variable'} ${names.join(', ')} not set in the environment`,
  hint,
})

const path: Resolve = (text, variables) => {
  if (/^~[^/]/.test(text)) {
    const message = `the home folder of another user cannot be looked up: ${text.slice(0, 60)}`
    return { code: 'invalid-value', message, hint: 'write the path in full' } satisfies TagProblem
  }
  const result = interpolatePath(text, variables)
  return isLeft(result) ? unresolved(result.left, 'set it, or give it in an --env-file') : result.right
}

const RESOLVERS: Readonly<Record<string, Resolve>> = {
  '!path': path,
  '!path_lazy': path,
  '!env': (text, variables) => {
    const value = ownMember(variables, text)
    return value ?? unresolved([text], `set it, or write !var "\${${text}:-default}"`)
  },
  '!var': (text, variables) => {
    const result = interpolate(text, variables)
    if (!isLeft(result)) return result.right
    return unresolved(result.left, `set it, or give a default: \${${result.left[0]}:-default}`)
  },
  '!secret': (text) => ({ $secret: text }),
}

/** The value of a tagged text, or what is wrong with it. */
export const resolveTag = (tag: string, text: string, variables: Variables): unknown | TagProblem => {
  const resolve = Object.hasOwn(RESOLVERS, tag) ? RESOLVERS[tag] : undefined
  return resolve === undefined ? unknownTag(tag) : resolve(text, variables)
}

export const unknownTag = (tag: string): TagProblem => ({
  code: 'syntax',
  message: `unknown tag "${tag.slice(0, 60)}"`,
  hint: 'known are !path, !path_lazy, !env, !var and !secret',
  ...didYouMean(tag, Object.keys(RESOLVERS)),
})

export const isTagProblem = (value: unknown): value is TagProblem =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value
