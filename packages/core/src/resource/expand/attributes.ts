/** The lowest layer of a container's settings: the fields of its config that are no options. */
import type { Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { present } from '../../base/present'
import { variable } from '../options/environment'
import type { Draft } from '../options/merge'
import { addSetting } from '../options/merge'
import type { Endpoint } from '../resource'
import type { Links } from './links'
import { portsOf } from './ports'
import type { Scope, Subject } from './scope'
import type { Entry, Volumes } from './volumes'

export interface Surroundings {
  readonly mode: string | undefined
  readonly endpoint: Endpoint | undefined
  readonly links: Links
  readonly volumes: Volumes
}

export const addAttributes = (scope: Scope, subject: Subject, draft: Draft, surroundings: Surroundings): void => {
  addOwnValues(scope, subject, draft)
  addVolumes(subject, draft, surroundings.volumes)
  addPorts(scope, subject, draft)
  addNetwork(subject, draft, surroundings)
}

const addOwnValues = (scope: Scope, subject: Subject, draft: Draft): void => {
  const { config, field } = subject
  const set = (place: string, value: Json | undefined, origin: Path, since?: string): void => {
    if (value === undefined) return
    const setting = { field: place, value, origin }
    addSetting(draft, since === undefined ? setting : { ...setting, since })
  }
  set('User', config.user === '' ? undefined : (config.user as Json | undefined), [...field, 'user'])
  set('StopSignal', config.stop_signal, [...field, 'stop_signal'], '1.21')
  set('StopTimeout', config.stop_timeout, [...field, 'stop_timeout'], '1.25')
  if (config.stop_timeout === undefined) set('StopTimeout', scope.settings.stop_timeout, field)
  const health = config.healthcheck
  if (health !== undefined) {
    const value = present({
      Test: health.test.length === 0 ? undefined : health.test,
      Interval: health.interval,
      Timeout: health.timeout,
      Retries: health.retries,
      StartPeriod: health.start_period,
    }) as JsonObject
    set('Healthcheck', value, [...field, 'healthcheck'], health.start_period === undefined ? '1.24' : '1.29')
  }
  addNamed(
    draft,
    'Env',
    Object.entries(config.environment).map(([name, value]) => [name, variable(name, value as Json)]),
    [...field, 'environment'],
  )
  if (Object.keys(config.labels).length > 0) set('Labels', config.labels as unknown as JsonObject, [...field, 'labels'])
  for (const key of Object.keys(config.labels)) draft.origins.set(`Labels.${key}`, [...field, 'labels', key])
}

const addNamed = (draft: Draft, field: string, entries: ReadonlyArray<[string, Json]>, origin: Path): void => {
  if (entries.length === 0) return
  const origins = Object.fromEntries(entries.map(([name], index) => [String(index), [...origin, name]]))
  addSetting(draft, { field, value: entries.map(([, value]) => value), origin, origins })
}

const addVolumes = (subject: Subject, draft: Draft, volumes: Volumes): void => {
  const { shares } = subject.config
  const field = [...subject.field, 'shares']
  if (shares.length > 0) {
    const origins = Object.fromEntries(shares.map((path, index) => [path, [...field, index]]))
    addSetting(draft, {
      field: 'Volumes',
      value: Object.fromEntries(shares.map((path) => [path, {}])),
      origin: field,
      origins,
    })
  }
  addEntries(draft, 'HostConfig.Binds', volumes.binds)
  addEntries(draft, 'HostConfig.VolumesFrom', volumes.volumesFrom)
}

const addEntries = (draft: Draft, field: string, entries: ReadonlyArray<Entry>): void => {
  const [first] = entries
  if (first === undefined) return
  const origins = Object.fromEntries(entries.map((entry, index) => [String(index), entry.field]))
  addSetting(draft, { field, value: entries.map(({ text }) => text), origin: first.field.slice(0, -1), origins })
}

const addPorts = (scope: Scope, subject: Subject, draft: Draft): void => {
  const { exposed, bindings, origins } = portsOf(scope, subject)
  const origin = [...subject.field, 'exposes']
  if (Object.keys(exposed).length > 0) addSetting(draft, { field: 'ExposedPorts', value: exposed, origin, origins })
  if (Object.keys(bindings).length > 0)
    addSetting(draft, { field: 'HostConfig.PortBindings', value: bindings, origin, origins })
}

const addNetwork = (subject: Subject, draft: Draft, { mode, endpoint, links }: Surroundings): void => {
  const name = mode ?? endpoint?.network
  const origin = mode === undefined ? (endpoint?.field ?? subject.field) : [...subject.field, 'network']
  if (name !== undefined) addSetting(draft, { field: 'HostConfig.NetworkMode', value: name, origin })
  if (endpoint !== undefined && Object.keys(endpoint.config).length > 0) {
    addSetting(draft, {
      field: 'NetworkingConfig',
      value: { EndpointsConfig: { [endpoint.network]: endpoint.config } },
      origin: endpoint.field,
      since: '1.22',
    })
    draft.origins.set(`NetworkingConfig.EndpointsConfig.${endpoint.network}`, endpoint.field)
  }
  addEntries(
    draft,
    'HostConfig.Links',
    links.host.map((text, index) => ({ text, field: links.origins[index] as Path })),
  )
}
