/**
 * Containers that the Engine removes by itself when they stop (`auto_remove`): of one that is replaced nothing is left to
 * return to, so that the way back is to make one like it.
 */
import type { JsonObject } from '../base/json'
import { isUp } from '../observe/is-up'
import type { ObservedContainer } from '../observe/observation'
import { objectAt, textAt } from '../observe/read'
import { isAnonymousName } from '../observe/volume'
import { LABEL } from '../resource/labels'
import type { ContainerBody, ContainerResource } from '../resource/resource'
import type { Action } from './action'
import { starting, subjectOf } from './deed'
import { settingsOf } from './endpoints'
import { carriedBy, holding, volumeAt } from './volumes'

export const vanishes = (container: ObservedContainer | null): boolean => container?.hostConfig['AutoRemove'] === true

/** Whether a stop takes it away: one that does not run stays. */
export const vanishesOnStop = (container: ObservedContainer): boolean => vanishes(container) && isUp(container)

/** True where values stand in it that nobody knows any more. */
export const holdsSecrets = (container: ObservedContainer, resource: ContainerResource): boolean =>
  LABEL.secrets in objectAt(container.config, 'Labels') || LABEL.secrets in resource.body.Labels

/** What makes a container like the one that has vanished, under the name that it had, and starts it. */
export const remade = (resource: ContainerResource, old: ObservedContainer): ReadonlyArray<Action> => {
  const { client, id: target } = resource
  const { name } = old
  const first = firstNetwork(old)
  const others = Object.keys(old.networks).filter((network) => network !== first)
  return [
    { _tag: 'CreateContainer', client, target, name, body: bodyOf(old, first) },
    ...(SHARED.test(textAt(old.hostConfig, 'NetworkMode')) ? [] : others).map(
      (network): Action => ({
        _tag: 'ConnectNetwork',
        ...subjectOf({ resource, observed: null, name }),
        network,
        endpoint: settingsOf(old, network),
      }),
    ),
    starting({ resource, observed: null, name }),
  ]
}

const SHARED = /^(host|none|container:.*)$/

const firstNetwork = ({ hostConfig }: ObservedContainer): string => {
  const mode = textAt(hostConfig, 'NetworkMode')
  return mode === '' || mode === 'default' ? 'bridge' : mode
}

/** By the image's id: its tag may lead elsewhere by now. */
const bodyOf = (old: ObservedContainer, network: string): ContainerBody => {
  const { Labels, ...config } = old.config
  const settings = settingsOf(old, network)
  const body: ContainerBody = {
    ...config,
    Image: old.image,
    Labels: (Labels ?? {}) as ContainerBody['Labels'],
    HostConfig: old.hostConfig as NonNullable<ContainerBody['HostConfig']>,
    ...(Object.keys(settings).length === 0
      ? {}
      : { NetworkingConfig: { EndpointsConfig: { [network]: settings as JsonObject } } }),
  }
  const volumes = anonymousOf(old)
  if (volumes.length === 0) return body
  const names = [...new Set([...carriedBy(old), ...volumes.map(([, volume]) => volume)])]
  const held = volumes.reduce((soFar, [path, volume]) => holding(soFar, path, volume), body)
  return { ...held, Labels: { ...body.Labels, [LABEL.carried]: names.join(',') } }
}

/** Its successor holds them, so that the Engine does not remove them together with the container. */
const anonymousOf = (old: ObservedContainer): ReadonlyArray<readonly [path: string, volume: string]> =>
  Object.keys(objectAt(old.config, 'Volumes'))
    .sort()
    .flatMap((path) => {
      const volume = volumeAt(old, path)
      return volume !== undefined && isAnonymousName(volume) ? [[path, volume] as const] : []
    })
