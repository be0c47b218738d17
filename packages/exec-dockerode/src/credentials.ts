/** Which user and password a registry is given: the client's own, else what the Docker configuration file says. */
import { type ClientConfig, isJsonObject, type Json, type JsonObject, type Text } from '@dmap/core'
import { isLoginFor, registryAt, registryKey, registryOf } from '@dmap/runtime'

export type Credentials =
  | { readonly _tag: 'None' }
  | { readonly _tag: 'Password'; readonly username: string; readonly password: Text; readonly registry: string }
  | { readonly _tag: 'Token'; readonly token: string; readonly registry: string }
  /** The program `docker-credential-<helper>` knows. */
  | { readonly _tag: 'Helper'; readonly helper: string; readonly registry: string }

/** @param configuration the content of `config.json` of the Docker command */
export const credentialsFor = (
  reference: string,
  auth: ClientConfig['auth'],
  configuration: JsonObject,
): Credentials => {
  const registry = registryOf(reference)
  if (isLoginFor(auth, reference))
    return { _tag: 'Password', username: auth.username, password: auth.password, registry: registryKey(registry) }
  const helper =
    objectAt(configuration, 'credHelpers')[registryKey(registry)] ?? objectAt(configuration, 'credHelpers')[registry]
  if (isHelperName(helper)) return { _tag: 'Helper', helper, registry: registryKey(registry) }
  const store = configuration['credsStore']
  if (isHelperName(store)) return { _tag: 'Helper', helper: store, registry: registryKey(registry) }
  return fromFile(objectAt(configuration, 'auths'), registry)
}

const fromFile = (auths: JsonObject, registry: string): Credentials => {
  const key = Object.keys(auths).find((name) => registryAt(name) === registry)
  const entry = key === undefined ? {} : objectAt(auths, key)
  const { identitytoken: token, auth } = entry
  if (typeof token === 'string' && token !== '') return { _tag: 'Token', token, registry: registryKey(registry) }
  if (typeof auth !== 'string' || auth === '') return { _tag: 'None' }
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return { _tag: 'None' }
  return {
    _tag: 'Password',
    username: text.slice(0, colon),
    password: text.slice(colon + 1).replace(/\0+$/, ''),
    registry: registryKey(registry),
  }
}

/** It becomes the name of a program. */
const isHelperName = (value: Json | undefined): value is string => typeof value === 'string' && /^[\w.-]+$/.test(value)

const objectAt = (from: JsonObject, key: string): JsonObject => {
  const value = Object.hasOwn(from, key) ? from[key] : undefined
  return isJsonObject(value) ? value : {}
}
