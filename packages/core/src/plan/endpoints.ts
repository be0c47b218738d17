/** The networks that a container is wanted on. */
import type { ContainerResource, Endpoint } from '../resource/resource'

/** Every network that the container is wanted on, the first one included. */
export const endpointsOf = (resource: ContainerResource): ReadonlyArray<Endpoint> => {
  const first = Object.entries(resource.body.NetworkingConfig?.EndpointsConfig ?? {})
  return [
    ...first.map(([network, config]): Endpoint => ({ network, config, field: resource.field })),
    ...resource.endpoints,
  ]
}
