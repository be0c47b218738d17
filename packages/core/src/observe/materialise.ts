/** What an Engine will answer about a container right after it was created, from the body of its creation. */
import { isJsonObject, type JsonObject } from '../base/json'
import { cleanPath } from '../base/path'
import { plainBody, plainText, REDACTED } from '../resource/placeholder'
import type { ContainerBody, EngineText } from '../resource/resource'
import { envName, normalConfig } from './config'
import { STANDARD_DEFAULTS } from './defaults'
import { endpointOf } from './endpoint'
import { normalHostConfig } from './host-config'
import { mergeImage } from './merge-image'
import { type MountsOf, predictMounts } from './mounts'
import { namesOfOthers } from './names-of-others'
import type { EngineDefaults, ObservedContainer, ObservedEndpoint, ObservedImage } from './observation'
import { objectAt, textAt } from './read'
import { without } from './sparse'

export interface Materials {
  readonly body: ContainerBody
  /** Networks that it is connected to after its creation. */
  readonly endpoints?: ReadonlyArray<{ readonly network: string; readonly config: JsonObject }>
  /** Absent: not there yet, taken as one that sets nothing. */
  readonly image?: ObservedImage
  /** Mounts of the containers named in `VolumesFrom`. */
  readonly mountsOf?: MountsOf
  readonly defaults?: EngineDefaults
}

export type Materialised = Pick<ObservedContainer, 'config' | 'hostConfig' | 'mounts' | 'networks'>

/**
 * The members of `containerFromInspect` that follow from the request. Mounts of anonymous volumes have no name, since
 * the Engine makes it up; a secret stands as `<secret>`, in the environment in place of the whole value.
 *
 * @example
 * materialise({ body: { Image: 'web:1', Labels: {}, Env: ['A=1'] } }).config // { Image: 'web:1', Env: ['A=1'] }
 */
export const materialise = (materials: Materials): Materialised => {
  const { endpoints = [], image, mountsOf = () => undefined, defaults = STANDARD_DEFAULTS } = materials
  const body = withoutSecrets(materials.body)
  const hostConfig = engineHostConfig(objectAt(body, 'HostConfig'), defaults)
  const own = { ...without(body, 'HostConfig', 'NetworkingConfig'), WorkingDir: cleanPath(textAt(body, 'WorkingDir')) }
  const config = normalConfig(mergeImage(own, image?.config ?? {}))
  return {
    config: without(config, ...namesOfOthers(config, hostConfig, defaults)),
    hostConfig,
    mounts: predictMounts(config, hostConfig, mountsOf),
    networks: networksOf(hostConfig, body, endpoints),
  }
}

/** `HostConfig` as it reads back. Legacy links belong to the default network; elsewhere the Engine forgets them. */
const engineHostConfig = (raw: JsonObject, defaults: EngineDefaults): JsonObject => {
  const config = normalHostConfig(raw, defaults)
  return config['NetworkMode'] === undefined ? config : without(config, 'Links')
}

/** The body's own endpoints, else the one that the network mode leads to; then those connected afterwards. */
const networksOf = (
  hostConfig: JsonObject,
  body: JsonObject,
  endpoints: ReadonlyArray<{ readonly network: string; readonly config: JsonObject }>,
): Readonly<Record<string, ObservedEndpoint>> => {
  const mode = textAt(hostConfig, 'NetworkMode')
  const asked = Object.entries(objectAt(objectAt(body, 'NetworkingConfig'), 'EndpointsConfig'))
  const none = body['NetworkDisabled'] === true || mode.startsWith('container:')
  const first = asked.length > 0 || none ? asked : [[mode || 'bridge', {}] as const]
  const all = [...first, ...endpoints.map(({ network, config }) => [network, config] as const)]
  const sorted = all
    .map(([network, config]): [string, ObservedEndpoint] => [
      network === 'default' ? 'bridge' : network,
      endpointOf(isJsonObject(config) ? config : {}, [textAt(body, 'Hostname')]),
    ])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(sorted)
}

/** The body as plain JSON, with placeholders where secrets stand. */
export const withoutSecrets = (body: ContainerBody): JsonObject => {
  const { Env, ...rest } = body
  const plain = plainBody(rest as JsonObject)
  return Env === undefined ? plain : { ...plain, Env: Env.map(plainVariable) }
}

const plainVariable = (variable: EngineText): string =>
  typeof variable === 'string' ? variable : `${envName(plainText(variable))}=${REDACTED}`
