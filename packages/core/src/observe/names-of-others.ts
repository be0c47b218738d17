/** Names in a container's `Config` that are not its own. */
import type { JsonObject } from '../base/json'
import type { EngineDefaults } from './observation'
import { textAt } from './read'

/**
 * Without a name of its own a container is called by its id; in another one's network stack by that one's names, since
 * it was started; in the host's stack by the host's name.
 *
 * @param shortId of a container that is there
 * @example
 * namesOfOthers({ Hostname: 'web' }, { NetworkMode: 'container:app' }, defaults) // ['Hostname', 'Domainname']
 */
export const namesOfOthers = (
  config: JsonObject,
  hostConfig: JsonObject,
  defaults: EngineDefaults,
  shortId?: string,
): ReadonlyArray<string> => {
  const hostname = textAt(config, 'Hostname')
  const mode = textAt(hostConfig, 'NetworkMode')
  if (mode.startsWith('container:')) return ['Hostname', 'Domainname']
  const isHosts = (mode === 'host' || hostConfig['UTSMode'] === 'host') && hostname === defaults.hostname
  return isHosts || hostname === shortId ? ['Hostname'] : []
}
