/** Why a command ends before it did its work: each kind with its exit code and its words. */
import { type Issue, type PlanError, printable, renderIssues, type StaleStep } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { errorText } from './error-text'
import { EXIT, type ExitCode } from './exit-code'

export type Failure =
  | { readonly _tag: 'Usage'; readonly message: string; readonly hint?: string }
  /** `texts`: the documents that were read, by file, for excerpts. */
  | {
      readonly _tag: 'Invalid'
      readonly issues: ReadonlyArray<Issue>
      readonly texts: Readonly<Record<string, string>>
    }
  | { readonly _tag: 'Unplannable'; readonly errors: ReadonlyArray<PlanError> }
  | { readonly _tag: 'Unreachable'; readonly errors: ReadonlyArray<ExecutorError> }
  | { readonly _tag: 'Stale'; readonly steps: ReadonlyArray<StaleStep>; readonly engines: ReadonlyArray<string> }
  | { readonly _tag: 'Declined' }

export const usage = (message: string, hint?: string): Failure => ({
  _tag: 'Usage',
  message,
  ...(hint === undefined ? {} : { hint }),
})

export const exitCodeOf = (failure: Failure): ExitCode => {
  switch (failure._tag) {
    case 'Usage':
      return EXIT.usage
    case 'Invalid':
      return EXIT.invalid
    case 'Unplannable':
      return unplannableCode(failure.errors)
    case 'Unreachable':
      return EXIT.unreachable
    case 'Stale':
      return EXIT.stale
    case 'Declined':
      return EXIT.interrupted
  }
}

/** Ends with a line feed. */
export const failureText = (failure: Failure, color: boolean): string => {
  switch (failure._tag) {
    case 'Usage':
      return lines([`dmap: ${failure.message}`, ...hint(failure.hint)])
    case 'Invalid':
      return renderIssues(failure.issues, { format: 'text', sources: failure.texts, color })
    case 'Unplannable':
      return lines(failure.errors.flatMap((error) => [`dmap: ${error.message}`, ...hintOf(error)]))
    case 'Unreachable':
      return failure.errors.map((error) => `dmap: ${errorText(error)}\n`).join('')
    case 'Stale':
      return lines([
        'dmap: the plan no longer fits what is on the hosts; nothing was done',
        ...failure.engines.map((message) => `  ${message}`),
        ...staleLines(failure.steps),
        ...hint('make a new plan'),
      ])
    case 'Declined':
      return lines(['Nothing was done.'])
  }
}

/** Of a plan of which the rest is carried out. Ends with a line feed. */
export const leftOutText = (steps: ReadonlyArray<StaleStep>): string =>
  lines(['dmap: these steps no longer fit what is on the hosts and are left out', ...staleLines(steps)])

/** What has changed, once of each object, and the steps that hang on it where they are few. */
const staleLines = (steps: ReadonlyArray<StaleStep>): ReadonlyArray<string> => {
  const seen = new Set<string>()
  const first = steps.filter(({ target, message, follows }) => {
    const isNew = !follows && !seen.has(`${target} ${message}`)
    seen.add(`${target} ${message}`)
    return isNew
  })
  const others = steps.filter((step) => !first.includes(step))
  const [shown, more] = others.length > MOST_FOLLOWING ? [first, others.length] : [steps, 0]
  return [
    ...shown.map(({ step, message }) => `  ${step}: ${message}`),
    ...(more === 0 ? [] : [`  ${more} more steps are about the same or come after it`]),
  ]
}

const MOST_FOLLOWING = 2

/** The worst decides: a host that was not seen, then wrong usage, then a map that cannot be put in order. */
const unplannableCode = (errors: ReadonlyArray<PlanError>): ExitCode => {
  const tags = new Set(errors.map(({ _tag }) => _tag))
  if (tags.has('NotObserved')) return EXIT.unreachable
  if (tags.has('UnknownSelection') || tags.has('UnknownOption')) return EXIT.usage
  return tags.has('Cycle') ? EXIT.invalid : EXIT.failed
}

const hintOf = (error: PlanError): ReadonlyArray<string> => hint('hint' in error ? error.hint : undefined)

const hint = (text: string | undefined): ReadonlyArray<string> => (text === undefined ? [] : [`  hint: ${text}`])

const lines = (texts: ReadonlyArray<string>): string => texts.map((text) => `${printable(text)}\n`).join('')
