/** The mistakes in options of a map that is not sound otherwise: no resources can be made of it. */
import type { Issue } from '../../base/issue'
import type { ContainerMap } from '../../map/model'
import { readOptions } from './read'

/**
 * What is wrong with `create_options` and `host_config`, config by config; abstract ones count through those that
 * extend them.
 *
 * @example
 * checkOptions(map) // [{ code: 'unknown-option', path: ['containers', 'web', 'create_options', 'mem_limt'], … }]
 */
export const checkOptions = ({ containers }: ContainerMap): ReadonlyArray<Issue> =>
  Object.entries(containers)
    .filter(([, config]) => !config.abstract)
    .flatMap(([name, config]) => [
      ...readOptions(config.create_options, ['containers', name, 'create_options']).issues,
      ...readOptions(config.host_config, ['containers', name, 'host_config']).issues,
    ])
