/** A command in a container through the API: for one whose words hold a secret or are too many for a command line. */
import type { Json, JsonObject } from '@dmap/core'
import { keptBytes } from '@dmap/runtime'
import type { Context } from './context'
import type { RunOptions } from './host'
import { messageIn, parseAnswer, withoutFrames } from './http'
import { requestText } from './shell-text'

/** How it ended: with an exit code, or with the Engine's refusal. */
export type Ran =
  | { readonly _tag: 'Ended'; readonly exitCode: number; readonly output: Buffer }
  | { readonly _tag: 'Refused'; readonly status: number; readonly message: string }
  | { readonly _tag: 'NoAnswer'; readonly message: string }

/** @param body of `POST /containers/…/exec`, secrets filled in */
export const runInContainer = async (context: Context, container: string, body: JsonObject): Promise<Ran> => {
  const created = await ask(context, 'POST', `/containers/${encodeURIComponent(container)}/exec`, body)
  if (created._tag !== 'Answer') return created
  const id = String(jsonIn(created.body)['Id'])
  const started = await ask(context, 'POST', `/exec/${id}/start`, { Detach: false, Tty: false }, { long: true })
  if (started._tag !== 'Answer') return started
  const ended = await ask(context, 'GET', `/exec/${id}/json`)
  if (ended._tag !== 'Answer') return ended
  const output = withoutFrames(started.body).subarray(-keptBytes(context.secrets))
  return { _tag: 'Ended', exitCode: Number(jsonIn(ended.body)['ExitCode'] ?? -1), output }
}

/** A 2xx answer, a refusal, or none at all. */
export type Asked =
  | { readonly _tag: 'Answer'; readonly status: number; readonly body: Buffer }
  | Extract<Ran, { readonly _tag: 'Refused' | 'NoAnswer' }>

/** `header`: one more, `Name: value`. */
export type AskOptions = Pick<RunOptions, 'long' | 'onOutput'> & { readonly header?: string }

export const ask = async (
  { host, signal }: Context,
  method: string,
  path: string,
  body?: Json,
  { header, ...options }: AskOptions = {},
): Promise<Asked> => {
  const { code, stdout, stderr } = await host.run(requestText(method, path, body, header), { ...options, signal })
  const answer = parseAnswer(stdout)
  if (answer === undefined) return { _tag: 'NoAnswer', message: stderr.toString('utf8').trim() || `exit code ${code}` }
  return answer.status < 400
    ? { _tag: 'Answer', status: answer.status, body: answer.body }
    : { _tag: 'Refused', status: answer.status, message: messageIn(answer.body) }
}

const jsonIn = (body: Buffer): JsonObject => {
  try {
    return JSON.parse(body.toString('utf8')) as JsonObject
  } catch {
    return {}
  }
}
