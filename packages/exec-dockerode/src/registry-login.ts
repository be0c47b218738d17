/** From the credentials found for an image to the login that the Engine passes on to the registry. */

import type { ClientConfig, Json, JsonObject } from '@dmap/core'
import { type ExecutorError, missingSecrets, registryAuth, registryOf, type Secrets } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { askHelper } from './credential-helper'
import { type Credentials, credentialsFor } from './credentials'

const REQUEST = 'POST /images/create'

/** A program says so instead of a user name when its secret is a token. */
const TOKEN_USER = '<token>'

export interface RegistryLogin {
  /** The header `X-Registry-Auth`; null: none. */
  readonly header: string | null
  /** For whoever reads that the registry refused: who was to be logged in, or why nobody. */
  readonly about: string
  /** What must not be shown, wherever it came from. */
  readonly secret?: string
}

export const registryLogin =
  (client: string, config: ClientConfig, configuration: JsonObject, secrets: Secrets) =>
  async (reference: string): Promise<Either<ExecutorError, RegistryLogin>> => {
    const found = credentialsFor(reference, config.auth, configuration)
    switch (found._tag) {
      case 'None':
        return right({ header: null, about: nobody(registryOf(reference)) })
      case 'Token':
        return right(withToken(found.registry, found.token, 'the Docker configuration'))
      case 'Password': {
        const password = await secrets.fill(found.password as Json)
        if (isLeft(password)) return left(missingSecrets(client, REQUEST, password.left))
        return right(withPassword(found.registry, found.username, String(password.right)))
      }
      case 'Helper':
        return fromHelper(client, found)
    }
  }

const nobody = (registry: string): string =>
  `no login for ${registry} is known: give the client \`auth\`, or use \`docker login\``

const withPassword = (registry: string, username: string, password: string): RegistryLogin => ({
  header: registryAuth(registry, { username, password }),
  about: `${registry} was given the login of ${username}`,
  secret: password,
})

const withToken = (registry: string, token: string, source: string): RegistryLogin => ({
  header: registryAuth(registry, { identitytoken: token }),
  about: `${registry} was given a token of ${source}`,
  secret: token,
})

const fromHelper = async (
  client: string,
  { helper, registry }: Extract<Credentials, { readonly _tag: 'Helper' }>,
): Promise<Either<ExecutorError, RegistryLogin>> => {
  const program = `docker-credential-${helper}`
  try {
    const answer = await askHelper(helper, registry)
    if (answer === null) return right({ header: null, about: `${program} knows no login for ${registry}` })
    const { username, secret } = answer
    return right(
      username === TOKEN_USER ? withToken(registry, secret, program) : withPassword(registry, username, secret),
    )
  } catch {
    const message = `the program ${program}, which the Docker configuration names, cannot be run`
    return left({ _tag: 'Unable', client, request: REQUEST, message, hint: 'install it, or give the client `auth`' })
  }
}
