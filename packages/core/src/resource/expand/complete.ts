/** The last layer: what depends on all that a container's fields and options have come to. */
import { sortedBy } from '../../base/compare-text'
import type { Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { hostName } from '../naming'
import type { Draft } from '../options/merge'
import { addSetting, variableName } from '../options/merge'
import { ownAliases } from './networks'
import type { Scope, Subject } from './scope'

/** What depends on the merged whole: host name, exposed ports, aliases in a network named by an option. */
export const complete = (scope: Scope, subject: Subject, draft: Draft): void => {
  const mode = networkModeIn(draft)
  addHostName(scope, subject, draft, mode)
  exposeBound(draft)
  if (isUserNetwork(mode)) completeEndpoint(subject, draft, mode)
  requireManyEndpoints(draft)
  const variables = draft.fields.get('Env') as ReadonlyArray<Json> | undefined
  if (variables !== undefined) draft.fields.set('Env', sortedBy(variables, variableName))
}

/** In a network that an option names: the aliases of our own ones, and the links that an option gives. */
const completeEndpoint = (subject: Subject, draft: Draft, mode: string): void => {
  const { fields, origins } = draft
  const add = (settings: JsonObject, origin: Path | undefined): void =>
    addSetting(draft, {
      field: 'NetworkingConfig',
      value: { EndpointsConfig: { [mode]: settings } },
      origin: origin ?? subject.field,
    })
  if (!fields.has('NetworkingConfig')) add({ Aliases: ownAliases(subject) }, origins.get('HostConfig.NetworkMode'))
  const links = fields.get('HostConfig.Links') as ReadonlyArray<string> | undefined
  if (links === undefined) return
  // The Engine would drop them without a word here.
  const config = (fields.get('NetworkingConfig') as JsonObject).EndpointsConfig as Readonly<Record<string, JsonObject>>
  const own = (config[mode]?.Links as ReadonlyArray<string> | undefined) ?? []
  add({ Links: [...new Set([...own, ...links])] }, origins.get('HostConfig.Links'))
  fields.delete('HostConfig.Links')
}

/** Before API version 1.44 a container is created in one network only. */
const requireManyEndpoints = ({ fields, origins, requires }: Draft): void => {
  const value = fields.get('NetworkingConfig')
  if (value === undefined || Object.keys((value as JsonObject).EndpointsConfig as JsonObject).length < 2) return
  requires.set('NetworkingConfig', {
    field: 'NetworkingConfig',
    value,
    origin: origins.get('NetworkingConfig') ?? [],
    since: '1.44',
  })
}

const networkModeIn = (draft: Draft): string => (draft.fields.get('HostConfig.NetworkMode') as string | undefined) ?? ''

/**
 * Nothing in another container's network stack: the Engine refuses a host name there, and joins the domain name too. Nor
 * where the names are the host's: a container with a domain name of its own does not start there.
 */
const addHostName = (scope: Scope, subject: Subject, draft: Draft, mode: string): void => {
  const { fields } = draft
  if (mode.startsWith('container:') || fields.get('HostConfig.UTSMode') === 'host') return
  if (!fields.has('Hostname') && scope.map.set_hostname) {
    addSetting(draft, {
      field: 'Hostname',
      value: hostName(scope.clientLabel, subject.container),
      origin: subject.field,
    })
  }
  const own = scope.settings.domainname
  const domain = own ?? scope.map.default_domain
  if (fields.has('Domainname') || !domain) return
  addSetting(draft, {
    field: 'Domainname',
    value: domain as Json,
    origin: own === undefined ? ['default_domain'] : subject.field,
  })
}

/** A port that is bound and not exposed is not published (seen on 20.10). */
const exposeBound = ({ fields, origins }: Draft): void => {
  const bindings = fields.get('HostConfig.PortBindings') as JsonObject | undefined
  if (bindings === undefined) return
  const exposed = (fields.get('ExposedPorts') as JsonObject | undefined) ?? {}
  const missing = Object.keys(bindings).filter((port) => exposed[port] === undefined)
  fields.set('ExposedPorts', { ...exposed, ...Object.fromEntries(missing.map((port) => [port, {}])) })
  for (const port of missing) {
    const origin = origins.get(`HostConfig.PortBindings.${port}`)
    if (origin !== undefined) origins.set(`ExposedPorts.${port}`, origin)
  }
}

const isUserNetwork = (mode: string): boolean =>
  mode !== '' && !['bridge', 'default', 'host', 'none'].includes(mode) && !mode.startsWith('container:')
