/** Registries: which one an image comes from, whose login is for it, how it is given, and what a pull tells. */
import { type ClientConfig, isJsonObject, type Json, type JsonObject } from '@dmap/core'

export const DOCKER_HUB = 'docker.io'
/** Its name in logins and configuration files, for historical reasons. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/'

/**
 * The registry in a reference. `localhost:5000/app` has one, `library/nginx` is Docker Hub's.
 *
 * @example
 * registryOf('registry.example.com/shop/web:1') // 'registry.example.com'
 */
export const registryOf = (reference: string): string => {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? registryAt(first) : DOCKER_HUB
}

/** The registry at an address: a host, or an old key like `https://index.docker.io/v1/`. */
export const registryAt = (address: string): string => {
  const host = address.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DOCKER_HUB : host
}

/** What a registry is called in logins. */
export const registryKey = (registry: string): string => (registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry)

type Auth = ClientConfig['auth']

/**
 * Whether a client's login is for the registry that an image comes from.
 *
 * @example
 * isLoginFor({ registry: 'https://r.example.com', … }, 'r.example.com/shop/web:1') // true
 */
export const isLoginFor = (auth: Auth, reference: string): auth is NonNullable<Auth> =>
  auth !== undefined && registryAt(auth.registry ?? DOCKER_HUB) === registryOf(reference)

export interface Login {
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
}

/** The value of `X-Registry-Auth`. Engines decode it strictly: without its padding they take it for no login at all. */
export const registryAuth = (key: string, login: Login): string =>
  Buffer.from(JSON.stringify({ ...login, serveraddress: key }))
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** `a1b2c3: Pull complete`, of one event of a pull; empty for the bars in between. */
export const pullProgress = ({ id, status, progress }: JsonObject): string => {
  if (typeof status !== 'string' || (typeof progress === 'string' && progress !== '')) return ''
  return typeof id === 'string' ? `${id}: ${status}` : status
}

/** The Engine's message in an event of a pull that failed: it says 200 first, and tells of errors afterwards. */
export const pullProblem = ({ error, errorDetail: detail }: JsonObject): string | undefined => {
  const message: Json | undefined = isJsonObject(detail) ? detail['message'] : undefined
  if (typeof message === 'string') return message
  return typeof error === 'string' ? error : undefined
}
