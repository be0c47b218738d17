/** A container's or an image's `Config` without what the Engine fills in. */

import { sortedBy } from '../base/compare-text'
import type { JsonObject } from '../base/json'
import { cleanPath } from '../base/path'
import { exposedPorts } from './ports'
import { objectAt, textAt, textsAt } from './read'
import { sparse, without } from './sparse'

/**
 * `Attach…` say what the client that made the container listened to, `OnBuild` and `ArgsEscaped` concern builds. The
 * Engine carries out none of them.
 */
const NOT_OF_THE_CONTAINER = ['AttachStdin', 'AttachStdout', 'AttachStderr', 'OnBuild', 'ArgsEscaped']

/**
 * @param raw `Config` of a request or an answer
 *
 * @example
 * normalConfig({ User: '', Env: ['B=1', 'A=2'], AttachStdout: true }) // { Env: ['A=2', 'B=1'] }
 */
export const normalConfig = (raw: JsonObject): JsonObject => {
  const config = without(sparse(raw), ...NOT_OF_THE_CONTAINER)
  return {
    ...config,
    ...(config['Env'] === undefined ? {} : { Env: sortedEnv(textsAt(config, 'Env')) }),
    ...(config['ExposedPorts'] === undefined ? {} : { ExposedPorts: exposedPorts(objectAt(config, 'ExposedPorts')) }),
    ...(config['WorkingDir'] === undefined ? {} : { WorkingDir: cleanPath(textAt(config, 'WorkingDir')) }),
  }
}

/** By name; where a name stands twice the order is kept, since the last one counts. */
const sortedEnv = (env: ReadonlyArray<string>): ReadonlyArray<string> => sortedBy(env, envName)

/** @example envName('PATH=/bin') // 'PATH' */
export const envName = (variable: string): string => {
  const equals = variable.indexOf('=')
  return equals < 0 ? variable : variable.slice(0, equals)
}
