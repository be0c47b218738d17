/** Reads a container from `GET /containers/NAME/json`, which is what `docker inspect` prints. */
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { sortedBy } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { normalConfig } from './config'
import { STANDARD_DEFAULTS } from './defaults'
import { endpointOf } from './endpoint'
import { normalHostConfig } from './host-config'
import { namesOfOthers } from './names-of-others'
import type { ContainerStatus, EngineDefaults, ObservedContainer, ObservedEndpoint, ObservedMount } from './observation'
import { listAt, numberAt, objectAt, textAt } from './read'
import { without } from './sparse'
import type { InspectedContainer } from './ties'
import { madeOf } from './ties'

const SHORT_ID = 12

/**
 * Left says what is missing in `raw`, for a message to the user. `NetworkMode: container:<id>` is left as it is;
 * `assembleClient` puts the name in, since it knows the others, and takes `made` out.
 *
 * @param defaults of the Engine, from `GET /info`; see `defaultsFromInfo`
 */
export const containerFromInspect = (
  raw: unknown,
  defaults: EngineDefaults = STANDARD_DEFAULTS,
): Either<string, InspectedContainer> => {
  const id = textAt(raw, 'Id')
  const name = textAt(raw, 'Name').replace(/^\//, '')
  const status = statusOf(textAt(objectAt(raw, 'State'), 'Status'))
  if (id === '' || name === '') return left('an inspected container has no Id or no Name')
  if (status === undefined) return left(`container ${name}: State.Status is missing or unknown`)
  const hostConfig = normalHostConfig(objectAt(raw, 'HostConfig'), defaults)
  const config = normalConfig(objectAt(raw, 'Config'))
  return right({
    id,
    name,
    image: textAt(raw, 'Image'),
    state: stateOf(objectAt(raw, 'State'), status),
    config: without(config, ...namesOfOthers(config, hostConfig, defaults, id.slice(0, SHORT_ID))),
    hostConfig,
    mounts: mountsOf(listAt(raw, 'Mounts')),
    networks: networksOf(objectAt(objectAt(raw, 'NetworkSettings'), 'Networks'), [
      id.slice(0, SHORT_ID),
      textAt(config, 'Hostname'),
    ]),
    made: madeOf(raw),
  })
}

const STATUSES: Readonly<Record<string, ContainerStatus>> = {
  created: 'created',
  running: 'running',
  paused: 'paused',
  restarting: 'restarting',
  exited: 'exited',
  dead: 'dead',
  // One whose removal hangs can no more be used than a dead one.
  removing: 'dead',
}

const statusOf = (status: string): ContainerStatus | undefined =>
  Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined

const stateOf = (state: JsonObject, status: ContainerStatus): ObservedContainer['state'] => ({
  status,
  started: isTime(textAt(state, 'StartedAt')),
  ...(status === 'exited' ? { exitCode: numberAt(state, 'ExitCode') } : {}),
  ...healthOf(textAt(objectAt(state, 'Health'), 'Status'), status),
})

/** Of a container that runs; a stopped one keeps its last result, which says nothing. */
const healthOf = (
  health: string,
  status: ContainerStatus,
): { readonly health?: 'starting' | 'healthy' | 'unhealthy' } =>
  status === 'running' && (health === 'starting' || health === 'healthy' || health === 'unhealthy') ? { health } : {}

/** Docker writes the year 1 for "never"; podman an empty text or the same. */
const isTime = (time: string): boolean => time !== '' && !time.startsWith('0001-01-01T')

/** In no order in the answer. */
const mountsOf = (mounts: ReadonlyArray<Json>): ReadonlyArray<ObservedMount> =>
  sortedBy(mounts.filter(isJsonObject).map(mountOf), (mount) => mount.destination)

const mountOf = (mount: JsonObject): ObservedMount => {
  const type = textAt(mount, 'Type') || (textAt(mount, 'Name') === '' ? 'bind' : 'volume')
  return {
    type,
    // Engine 28 names an anonymous volume of `Binds` when the container is started.
    ...(type === 'volume' && textAt(mount, 'Name') !== '' ? { name: textAt(mount, 'Name') } : {}),
    ...(type === 'bind' ? { source: textAt(mount, 'Source') } : {}),
    destination: textAt(mount, 'Destination'),
    readonly: mount['RW'] !== true,
  }
}

const networksOf = (networks: JsonObject, given: ReadonlyArray<string>): Readonly<Record<string, ObservedEndpoint>> =>
  Object.fromEntries(
    sortedBy(Object.entries(networks), ([name]) => name).map(([name, endpoint]) => [
      name,
      endpointOf(isJsonObject(endpoint) ? endpoint : {}, given),
    ]),
  )
