/** The networks that a container is wanted on, and those that it is on. */
import type { ObservedContainer } from '../observe/observation'
import type { ContainerResource, Endpoint } from '../resource/resource'

/** Every network that the container is wanted on, the first one included. */
export const endpointsOf = (resource: ContainerResource): ReadonlyArray<Endpoint> => {
  const first = Object.entries(resource.body.NetworkingConfig?.EndpointsConfig ?? {})
  return [
    ...first.map(([network, config]): Endpoint => ({ network, config, field: resource.field })),
    ...resource.endpoints,
  ]
}

/** The Engine's EndpointSettings for what a container has now. */
export const settingsOf = ({ networks }: ObservedContainer, network: string): Endpoint['config'] => {
  const { aliases, links, ipam } = networks[network] ?? {}
  return {
    ...(aliases === undefined ? {} : { Aliases: aliases }),
    ...(links === undefined ? {} : { Links: links }),
    ...(ipam === undefined ? {} : { IPAMConfig: ipam }),
  }
}
