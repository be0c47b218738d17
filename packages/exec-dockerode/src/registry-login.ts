/** From the credentials found for an image to the header that the Engine passes on to the registry. */

import type { ClientConfig, Json, JsonObject } from '@dmap/core'
import { type ExecutorError, missingSecrets, type Secrets } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { askHelper, type HelperAnswer } from './credential-helper'
import { type Credentials, credentialsFor, registryAuth } from './credentials'

const REQUEST = 'POST /images/create'

/** A program says so instead of a user name when its secret is a token. */
const TOKEN_USER = '<token>'

export const registryLogin =
  (client: string, config: ClientConfig, configuration: JsonObject, secrets: Secrets) =>
  async (reference: string): Promise<Either<ExecutorError, string | null>> => {
    const found = credentialsFor(reference, config.auth, configuration)
    switch (found._tag) {
      case 'None':
        return right(null)
      case 'Token':
        return right(registryAuth(found.registry, { identitytoken: found.token }))
      case 'Password': {
        const password = await secrets.fill(found.password as Json)
        if (isLeft(password)) return left(missingSecrets(client, REQUEST, password.left))
        return right(registryAuth(found.registry, { username: found.username, password: String(password.right) }))
      }
      case 'Helper':
        return fromHelper(client, found)
    }
  }

const fromHelper = async (
  client: string,
  { helper, registry }: Extract<Credentials, { readonly _tag: 'Helper' }>,
): Promise<Either<ExecutorError, string | null>> => {
  try {
    return right(headerFor(registry, await askHelper(helper, registry)))
  } catch {
    const message = `the program docker-credential-${helper}, which the Docker configuration names, cannot be run`
    return left({ _tag: 'Unable', client, request: REQUEST, message, hint: 'install it, or give the client `auth`' })
  }
}

const headerFor = (registry: string, answer: HelperAnswer | null): string | null => {
  if (answer === null) return null
  const { username, secret } = answer
  return registryAuth(registry, username === TOKEN_USER ? { identitytoken: secret } : { username, password: secret })
}
