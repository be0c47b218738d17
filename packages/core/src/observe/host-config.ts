/** A container's `HostConfig` without what the Engine fills in, so that request, prediction and answer are alike. */
import type { Json, JsonObject } from '../base/json'
import { isDefaultCgroupns, STANDARD_DEFAULTS } from './defaults'
import { linksOf } from './links'
import type { EngineDefaults } from './observation'
import { portBindings } from './ports'
import { numberAt, objectAt, textAt, textsAt } from './read'
import { isNothing, sparse } from './sparse'

const SHM_SIZE = 67108864

/** Of the answer only: never asked for, or derived by the Engine from `Privileged` and `SecurityOpt`. */
const ANSWER_ONLY: ReadonlySet<string> = new Set([
  'ContainerIDFile',
  'ConsoleSize',
  'MaskedPaths',
  'ReadonlyPaths',
  'Isolation',
  'Cgroup',
])

/**
 * @param raw `HostConfig` of a request or of an answer
 * @param defaults of the Engine it is sent to or comes from
 *
 * @example
 * normalHostConfig({ NetworkMode: 'default', ShmSize: 67108864, RestartPolicy: { Name: 'no' } }) // {}
 */
export const normalHostConfig = (raw: JsonObject, defaults: EngineDefaults = STANDARD_DEFAULTS): JsonObject => {
  const config = sparse(raw)
  const kept: Record<string, Json> = {}
  for (const [field, value] of Object.entries(config)) {
    if (value === undefined || ANSWER_ONLY.has(field) || DEFAULTED[field]?.(value, config, defaults) === true) continue
    const form = Object.hasOwn(REWRITTEN, field) ? REWRITTEN[field]?.(config, defaults) : undefined
    if (form === undefined) kept[field] = value
    else if (!isNothing(form)) kept[field] = form
  }
  return kept
}

type IsDefault = (value: Json, config: JsonObject, defaults: EngineDefaults) => boolean

/** The values which the Engine takes anyway. */
const DEFAULTED: Readonly<Record<string, IsDefault>> = {
  // `default` up to API 1.43, `bridge` since; both are accepted everywhere.
  NetworkMode: (mode) => mode === 'default' || mode === 'bridge',
  ShmSize: (size) => size === SHM_SIZE,
  // `shareable` is the Engine's default before API 1.40.
  IpcMode: (mode) => mode === 'private',
  CgroupnsMode: (mode, _, defaults) => isDefaultCgroupns(mode, defaults),
  Runtime: (runtime, _, defaults) => runtime === defaults.runtime,
  // Engines that take no value answer -1.
  MemorySwappiness: (value) => value === -1,
  PidsLimit: (limit) => limit === -1,
  // Twice the memory is what the Engine derives when only `Memory` is given.
  MemorySwap: (swap, config) => numberAt(config, 'Memory') > 0 && swap === 2 * numberAt(config, 'Memory'),
}

type Rewrite = (config: JsonObject, defaults: EngineDefaults) => Json

/** Fields that are kept in another form; an empty one falls out. */
const REWRITTEN: Readonly<Record<string, Rewrite>> = {
  LogConfig: (config, defaults) => logConfig(objectAt(config, 'LogConfig'), defaults),
  RestartPolicy: (config) => restartPolicy(objectAt(config, 'RestartPolicy')),
  PortBindings: (config) => portBindings(objectAt(config, 'PortBindings')),
  Links: (config) => linksOf(textsAt(config, 'Links')),
  SecurityOpt: (config) => securityOpt(config),
}

const logConfig = (config: JsonObject, defaults: EngineDefaults): JsonObject => {
  const type = textAt(config, 'Type') || defaults.logDriver
  const options = objectAt(config, 'Config')
  if (Object.keys(options).length === 0) return type === defaults.logDriver ? {} : { Type: type }
  return { Type: type, Config: options }
}

const restartPolicy = (policy: JsonObject): JsonObject => (textAt(policy, 'Name') === 'no' ? {} : policy)

/** The Engine adds `label=disable` to containers that share the host's processes or may do everything. */
const securityOpt = (config: JsonObject): ReadonlyArray<string> => {
  const options = textsAt(config, 'SecurityOpt')
  const unlabelled = config['Privileged'] === true || config['PidMode'] === 'host' || config['IpcMode'] === 'host'
  return unlabelled ? options.filter((option) => option !== 'label=disable') : options
}
