/** Takes the values of secrets out of an observed container, before anything else sees it. */

import { envName } from './config'
import type { ObservedContainer } from './observation'
import { REDACTED } from './query'
import { textsAt } from './read'

/**
 * @param names environment variables whose values are secrets, as the query lists them for the container
 * @example
 * redactContainer(container, ['PASSWORD']) // Env: ['PASSWORD=<secret>', …]
 */
export const redactContainer = <C extends ObservedContainer>(container: C, names: ReadonlyArray<string>): C => {
  if (names.length === 0) return container
  const secret = new Set(names)
  const env = textsAt(container.config, 'Env').map((variable) =>
    secret.has(envName(variable)) ? `${envName(variable)}=${REDACTED}` : variable,
  )
  return env.length === 0 ? container : { ...container, config: { ...container.config, Env: env } }
}
