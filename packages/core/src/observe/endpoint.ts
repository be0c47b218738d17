/** A container's place on one network: what was asked for, without the addresses that the Engine chose. */
import { compareText } from '../base/compare-text'
import type { JsonObject } from '../base/json'
import { linksOf } from './links'
import type { ObservedEndpoint } from './observation'
import { objectAt, textsAt } from './read'
import { sparse } from './sparse'

/**
 * @param settings the Engine's EndpointSettings, of a request or an answer
 * @param given names that Engines before API 1.45 add to the aliases by themselves when the container is started or
 *   connected: the first twelve digits of its id, and its host name
 */
export const endpointOf = (settings: JsonObject, given: ReadonlyArray<string> = []): ObservedEndpoint => {
  const aliases = [...new Set(textsAt(settings, 'Aliases'))].filter((alias) => !given.includes(alias)).sort(compareText)
  const links = linksOf(textsAt(settings, 'Links'))
  const ipam = sparse(objectAt(settings, 'IPAMConfig'))
  return {
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(Object.keys(ipam).length > 0 ? { ipam } : {}),
  }
}
