/** A map after inheritance and its resources, as JSON and as text. */
import type { Json, JsonObject } from '../base/json'
import type { ContainerMap } from '../map/model'
import type { Resource, Resources } from '../resource/resource'
import { prettyJson } from './json'
import { becausePhrase } from './reason'
import { resourceText } from './words'

/** `{ map, resources }`: abstract configs are left out, keys sorted, secrets as references. Ends with a line feed. */
export const renderResolved = (map: ContainerMap, resources: Resources): string => {
  const containers = Object.fromEntries(Object.entries(map.containers).filter(([, config]) => !config.abstract))
  return prettyJson({ map: { ...map, containers } as unknown as Json, resources: resources.all.map(resourceJson) })
}

/** One line per resource, the needs of each beneath with why. Ends with a line feed. */
export const renderResources = (resources: Resources): string => {
  const lines = resources.all.flatMap(({ id, client, needs }) => [
    resourceText(id),
    ...needs.map((need) => `  ${becausePhrase(need.because)}: ${resourceText(need.id, client)}`),
  ])
  return lines.map((line) => `${line}\n`).join('')
}

const resourceJson = (resource: Resource): Json => {
  const { id, kind, client, name, needs } = resource
  const own: JsonObject =
    resource.kind !== 'container'
      ? {}
      : { config: resource.config, ...(resource.instance === null ? {} : { instance: resource.instance }) }
  return {
    ...{ id, kind, client, name, ...own },
    spec: specOf(resource),
    needs: needs.map((need) => ({ id: need.id, because: { ...need.because } })),
  }
}

/** In Engine terms: the body of the request that makes it, or what is pulled. */
const specOf = (resource: Resource): JsonObject =>
  resource.kind === 'image' ? { reference: resource.reference, pull: resource.pull } : { ...resource.body }
