/** Pulls an image with the client's own credentials, which must stand in no list of processes and no file of the host. */
import { type ActionOf, type ClientConfig, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { missingSecrets, withoutText } from '@dmap/runtime'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Context, Performed, Task } from './context'
import { DOCKER_HUB, isFor, registryOf } from './credentials'
import { linesTo } from './lines'
import { ask } from './run'

/** Docker Hub's name in credentials, for historical reasons. */
const DOCKER_HUB_ADDRESS = 'https://index.docker.io/v1/'

/** Null: the credentials are for another registry, or there are none; the host's own are the ones to use. */
export const pullWithCredentials = async (
  context: Context,
  { action, title }: Task,
  { reference }: ActionOf<'PullImage'>,
): Promise<Awaited<Performed> | null> => {
  const { auth } = context.config
  if (!isFor(auth, reference)) return null
  if (!context.api) {
    const message = 'the login of the client goes by the API alone, and this client has no `docker system dial-stdio`'
    const hint = 'log in on the host, and leave out `auth`'
    return left({ _tag: 'Unable', client: action.client, request: title, message, hint })
  }
  const password = await context.secrets.fill(auth.password as Json)
  if (isLeft(password)) return left(missingSecrets(action.client, title, password.left))
  const registry = registryOf(reference)
  const header = registryAuth(auth, String(password.right), registry === DOCKER_HUB ? DOCKER_HUB_ADDRESS : registry)
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
    message: withoutText(problem, String(password.right)),
  })
}

/** Engines decode it strictly: without its padding they take it for no login at all. */
const registryAuth = (auth: NonNullable<ClientConfig['auth']>, password: string, address: string): string =>
  Buffer.from(JSON.stringify({ username: auth.username, password, serveraddress: address }))
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** The Engine says 200 first, and what went wrong in a line of its own. */
const problemIn = (lines: string): string | undefined => {
  for (const line of lines.split('\n')) {
    const error = eventIn(line)['error']
    if (typeof error === 'string') return error
  }
  return undefined
}

/** Beside the events there are headers and the lengths of chunks; the bars in between are left out. */
const tell = (line: string, notify: (text: string) => void): void => {
  const { id, status, progress } = eventIn(line)
  if (typeof status !== 'string' || (typeof progress === 'string' && progress !== '')) return
  notify(typeof id === 'string' ? `${id}: ${status}` : status)
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
