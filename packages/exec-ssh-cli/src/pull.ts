/** Pulls an image with the client's own credentials, which must stand in no list of processes and no file of the host. */
import { type ActionOf, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import {
  isLoginFor,
  missingSecrets,
  pullProblem,
  pullProgress,
  registryAuth,
  registryKey,
  registryOf,
  withoutText,
} from '@dmap/runtime'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Context, Performed, Task } from './context'
import { linesTo } from './lines'
import { ask } from './run'

/** Null: the credentials are for another registry, or there are none; the host's own are the ones to use. */
export const pullWithCredentials = async (
  context: Context,
  { action, title }: Task,
  { reference }: ActionOf<'PullImage'>,
): Promise<Awaited<Performed> | null> => {
  const { auth } = context.config
  if (!isLoginFor(auth, reference)) return null
  if (!context.api) {
    const message = 'the login of the client goes by the API alone, and this client has no `docker system dial-stdio`'
    const hint = 'log in on the host, and leave out `auth`'
    return left({ _tag: 'Unable', client: action.client, request: title, message, hint })
  }
  const password = await context.secrets.fill(auth.password as Json)
  if (isLeft(password)) return left(missingSecrets(action.client, title, password.left))
  const login = { username: auth.username, password: String(password.right) }
  const header = registryAuth(registryKey(registryOf(reference)), login)
  const path = `/images/create?fromImage=${encodeURIComponent(reference)}`
  const answer = await ask(context, 'POST', path, undefined, {
    long: true,
    header: `X-Registry-Auth: ${header}`,
    onOutput: linesTo((line) => tell(line, context.notify)),
  })
  const problem = answer._tag === 'Answer' ? problemIn(answer.body.toString('utf8')) : answer.message
  if (problem === undefined) return right({})
  return left({
    _tag: 'Failed',
    client: action.client,
    request: title,
    message: withoutText(problem, login.password),
  })
}

/** Of the lines of an answer, the one that says what went wrong. */
const problemIn = (lines: string): string | undefined => {
  for (const line of lines.split('\n')) {
    const problem = pullProblem(eventIn(line))
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Beside the events there are headers and the lengths of chunks. */
const tell = (line: string, notify: (text: string) => void): void => {
  const progress = pullProgress(eventIn(line))
  if (progress !== '') notify(progress)
}

const eventIn = (line: string): JsonObject => {
  if (!line.startsWith('{')) return {}
  try {
    const event = JSON.parse(line) as Json
    return isJsonObject(event) ? event : {}
  } catch {
    return {}
  }
}
