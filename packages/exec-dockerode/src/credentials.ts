/** Which user and password a registry is given: the client's own, else what the Docker configuration file says. */
import { type ClientConfig, isJsonObject, type Json, type JsonObject, type Text } from '@dmap/core'

export type Credentials =
  | { readonly _tag: 'None' }
  | { readonly _tag: 'Password'; readonly username: string; readonly password: Text; readonly registry: string }
  | { readonly _tag: 'Token'; readonly token: string; readonly registry: string }
  /** The program `docker-credential-<helper>` knows. */
  | { readonly _tag: 'Helper'; readonly helper: string; readonly registry: string }

const DOCKER_HUB = 'docker.io'
/** Its name in configuration files, for historical reasons. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/'

/**
 * The registry in a reference. `localhost:5000/app` has one, `library/nginx` is Docker Hub's.
 *
 * @example
 * registryOf('registry.example.com/shop/web:1') // 'registry.example.com'
 */
export const registryOf = (reference: string): string => {
  const [first = '', ...rest] = reference.split('/')
  const named = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  return !named || first === 'index.docker.io' ? DOCKER_HUB : first
}

/** @param configuration the content of `config.json` of the Docker command */
export const credentialsFor = (
  reference: string,
  auth: ClientConfig['auth'],
  configuration: JsonObject,
): Credentials => {
  const registry = registryOf(reference)
  if (auth !== undefined && hostOf(auth.registry ?? DOCKER_HUB) === registry)
    return { _tag: 'Password', username: auth.username, password: auth.password, registry: keyOf(registry) }
  const helper =
    objectAt(configuration, 'credHelpers')[keyOf(registry)] ?? objectAt(configuration, 'credHelpers')[registry]
  if (isHelperName(helper)) return { _tag: 'Helper', helper, registry: keyOf(registry) }
  const store = configuration['credsStore']
  if (isHelperName(store)) return { _tag: 'Helper', helper: store, registry: keyOf(registry) }
  return fromFile(objectAt(configuration, 'auths'), registry)
}

const fromFile = (auths: JsonObject, registry: string): Credentials => {
  const key = Object.keys(auths).find((name) => hostOf(name) === registry)
  const entry = key === undefined ? {} : objectAt(auths, key)
  const { identitytoken: token, auth } = entry
  if (typeof token === 'string' && token !== '') return { _tag: 'Token', token, registry: keyOf(registry) }
  if (typeof auth !== 'string' || auth === '') return { _tag: 'None' }
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return { _tag: 'None' }
  return {
    _tag: 'Password',
    username: text.slice(0, colon),
    password: text.slice(colon + 1).replace(/\0+$/, ''),
    registry: keyOf(registry),
  }
}

/** The header's value. Engines decode it strictly: without its padding they take it for no login at all. */
export const registryAuth = (
  registry: string,
  auth: { readonly username?: string; readonly password?: string; readonly identitytoken?: string },
): string =>
  Buffer.from(JSON.stringify({ ...auth, serveraddress: registry }))
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** Keys of the file are hosts or old addresses: `https://index.docker.io/v1/`. */
const hostOf = (key: string): string => {
  const host = key.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DOCKER_HUB : host
}

const keyOf = (registry: string): string => (registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry)

/** It becomes the name of a program. */
const isHelperName = (value: Json | undefined): value is string => typeof value === 'string' && /^[\w.-]+$/.test(value)

const objectAt = (from: JsonObject, key: string): JsonObject => {
  const value = Object.hasOwn(from, key) ? from[key] : undefined
  return isJsonObject(value) ? value : {}
}
