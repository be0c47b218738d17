/** A map as a document that reads back to it: what `resolve` prints. */
import type { JsonObject } from '../base/json'
import { recordOf } from '../base/record'
import type { ContainerMap } from './model'

/**
 * The map in long form, as a document. Inheritance has been applied, so nothing extends anything any more.
 *
 * @example
 * parseMap([{ file: 'm', value: documentOf(map) }], { environment: {} }) // right({ map, … })
 */
export const documentOf = (map: ContainerMap): JsonObject => {
  const { host, containers, ...settings } = map
  const paths = host.root === undefined ? host.paths : recordOf([['root', host.root], ...Object.entries(host.paths)])
  const configs = Object.entries(containers).map(([name, config]) => [name, { ...config, extends: [] }] as const)
  return { ...settings, containers: recordOf(configs), host: paths } as unknown as JsonObject
}
