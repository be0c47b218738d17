/** What an executor's error says to people: host, request, and the Engine's own words. */
import { durationText, printable } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'

type ErrorOf<T extends ExecutorError['_tag']> = Extract<ExecutorError, { readonly _tag: T }>
type Texts = { readonly [T in ExecutorError['_tag']]: (error: ErrorOf<T>) => string }

const TEXTS: Texts = {
  Refused: ({ client, request, status, message }) => `${client}: ${request}: ${status} ${message}`,
  Failed: ({ client, request, message, exitCode }) =>
    `${client}: ${request}: ${message}${exitCode === undefined || message.includes('exit code') ? '' : ` (exit code ${exitCode})`}`,
  Unreachable: ({ client, request, message }) => `${client} cannot be reached: ${request}: ${message}`,
  TimedOut: ({ client, request, message }) => `${client}: ${request}: timed out: ${message}`,
  Cancelled: ({ client, request, message }) => `${client}: ${request}: cancelled: ${message}`,
  Stale: ({ client, request, message }) => `${client}: ${request}: stale: ${message}`,
  Unable: ({ client, request, message }) => `${client}: ${request}: ${message}`,
}

/** One line, and a second one where there is something to do about it. */
export const errorText = (error: ExecutorError): string => {
  const text = printable((TEXTS[error._tag] as (error: ExecutorError) => string)(error))
  return 'hint' in error && error.hint !== undefined ? `${text}\n  hint: ${printable(error.hint)}` : text
}

/** The last lines of what a command printed; a whole log is for the events. */
export const outputTail = (output: string, most = 10): ReadonlyArray<string> =>
  output.trimEnd().split('\n').slice(-most).map(printable)

export const milliseconds = (took: number): string => durationText(took / 1000)
