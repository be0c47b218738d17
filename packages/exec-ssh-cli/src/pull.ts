/** Pulls an image with the client's own credentials, which must stand in no list of processes and no file of the host. */
import { type ActionOf, type ClientConfig, isJsonObject, type Json } from '@dmap/core'
import { missingSecrets } from '@dmap/runtime'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Context, Performed, Task } from './context'
import { ask } from './run'

const DOCKER_HUB = 'docker.io'
/** Its name in credentials, for historical reasons. */
const DOCKER_HUB_ADDRESS = 'https://index.docker.io/v1/'

/** Null: the credentials are for another registry, or there is no API; the host's own are the ones to use. */
export const pullWithCredentials = async (
  context: Context,
  { action, title }: Task,
  { reference }: ActionOf<'PullImage'>,
): Promise<Awaited<Performed> | null> => {
  const { auth } = context.config
  const registry = registryOf(reference)
  if (auth === undefined || !context.api || hostOf(auth.registry ?? DOCKER_HUB) !== registry) return null
  const password = await context.secrets.fill(auth.password as Json)
  if (isLeft(password)) return left(missingSecrets(action.client, title, password.left))
  const header = registryAuth(auth, String(password.right), registry === DOCKER_HUB ? DOCKER_HUB_ADDRESS : registry)
  const path = `/images/create?fromImage=${encodeURIComponent(reference)}`
  const answer = await ask(context, 'POST', path, undefined, true, `X-Registry-Auth: ${header}`)
  const problem = answer._tag === 'Answer' ? problemIn(answer.body.toString('utf8')) : answer.message
  if (problem === undefined) return right({})
  return left({ _tag: 'Failed', client: action.client, request: title, message: problem })
}

/** Engines decode it strictly: without its padding they take it for no login at all. */
const registryAuth = (auth: NonNullable<ClientConfig['auth']>, password: string, address: string): string =>
  Buffer.from(JSON.stringify({ username: auth.username, password, serveraddress: address }))
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** The Engine says 200 first, and what went wrong in a line of its own. */
const problemIn = (lines: string): string | undefined => {
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const event = JSON.parse(line) as Json
    if (isJsonObject(event) && typeof event['error'] === 'string') return event['error']
  }
  return undefined
}

const registryOf = (reference: string): string => {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? hostOf(first) : DOCKER_HUB
}

const hostOf = (address: string): string => {
  const host = address.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DOCKER_HUB : host
}
