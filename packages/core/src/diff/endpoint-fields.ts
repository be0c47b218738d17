/** A container's networks as `Networks.<name>`: what was asked for at each. */
import type { Json } from '../base/json'
import type { ObservedContainer } from '../observe/observation'
import { NEXT, PREVIOUS } from '../observe/query'
import { textAt } from '../observe/read'
import { sparse } from '../observe/sparse'
import type { Fields } from './fields'

/**
 * The container's own name among its aliases says nothing: the Engine resolves it anyway, and a replacement is created
 * with it, since it bears another name until it takes the place. Nor does its host name, which older Engines add.
 */
export const endpointFields = (
  { networks, config, hostConfig }: Pick<ObservedContainer, 'networks' | 'config' | 'hostConfig'>,
  name: string,
): Fields => {
  if (!hasEndpoints(textAt(hostConfig, 'NetworkMode'))) return new Map()
  const own = [name, `${name}${NEXT}`, `${name}${PREVIOUS}`, textAt(config, 'Hostname')]
  return new Map(
    Object.entries(networks).map(([network, endpoint]): [string, Json] => [
      `Networks.${network}`,
      sparse({
        Aliases: (endpoint.aliases ?? []).filter((alias) => !own.includes(alias)),
        Links: endpoint.links,
        IPAMConfig: endpoint.ipam,
        // Never wanted: connected again, the container is on the network that has the name now.
        Lost: endpoint.lost,
      }),
    ]),
  )
}

/** The modes that share a stack, or have none, leave nothing to connect or disconnect. */
const hasEndpoints = (mode: string): boolean => mode !== 'host' && mode !== 'none' && !mode.startsWith('container:')
