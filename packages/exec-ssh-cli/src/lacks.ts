/** What of an action cannot be said on a client that has the docker command and no way to the Engine's API. */
import type { Action, ClientConfig } from '@dmap/core'
import { isLoginFor } from '@dmap/runtime'
import { commandFor } from './command'
import { hasApi } from './settings'

/**
 * @example
 * lacksOf(createWithEntrypointOfTwoWords, { ssh: { docker: 'podman', … }, … }) // ['Entrypoint']
 */
export const lacksOf = (action: Action, config: ClientConfig | undefined): ReadonlyArray<string> => {
  if (config === undefined || hasApi(config)) return []
  if (action._tag === 'PullImage')
    return isLoginFor(config.auth, action.reference) ? ['auth (the login of the client)'] : []
  const command = commandFor(action, { hostCommands: config.ssh?.host_commands === true })
  if (command._tag !== 'Request' && command._tag !== 'Run') return []
  return command.lacks.length === 0 ? ['a secret'] : command.lacks
}
