/** One instance of a config: its request body, its needs, and where all of it comes from. */
import { contentHash } from '../../base/canonical'
import { compareText } from '../../base/compare-text'
import type { Path } from '../../base/issue'
import type { Json, JsonObject } from '../../base/json'
import { present } from '../../base/present'
import { resourceId } from '../id'
import { expandImage, withTag } from '../image-name'
import { LABEL } from '../labels'
import { limitsAsked } from '../limits'
import { containerName } from '../naming'
import type { Draft } from '../options/merge'
import { addSetting, emptyDraft } from '../options/merge'
import { readOptions } from '../options/read'
import { secretsLabel } from '../placeholder'
import type { ContainerBody, ContainerResource, Endpoint, Need, Requirement } from '../resource'
import { evidenceOf } from './attached'
import { addAttributes } from './attributes'
import { checkStack, checkUpdateOrder } from './checks'
import { complete } from './complete'
import { dependencyNeeds, networkModeOf } from './dependencies'
import { execsOf } from './exec'
import { needImage } from './images'
import { linksOf } from './links'
import { connectionsOf } from './networks'
import { overridesFor } from './overrides'
import { checkPaths } from './paths'
import type { Scope, Subject } from './scope'
import { volumesOf } from './volumes'

export const expandContainer = (scope: Scope, subject: Subject): ContainerResource => {
  const { config } = subject
  const connections = connectionsOf(scope, subject)
  const network = networkModeOf(scope, subject)
  const links = linksOf(scope, subject, connections.endpoints)
  const volumes = volumesOf(scope, subject)
  const endpoints = connections.endpoints.map((endpoint) => withLinks(endpoint, links.byNetwork.get(endpoint.network)))
  const [first, further] = firstEndpoint(network.mode, endpoints)

  const draft = emptyDraft()
  const reference = expandImage(config.image ?? subject.name, scope.map)
  addSetting(draft, { field: 'Image', value: reference, origin: [...subject.field, 'image'] })
  addAttributes(scope, subject, draft, { mode: network.mode, endpoint: first, links, volumes })
  addOptions(scope, subject, draft)
  complete(scope, subject, draft)
  checkStack(scope, subject, draft, network.mode ?? first?.network, endpoints)
  checkUpdateOrder(scope, subject, draft)
  checkPaths(scope, subject, draft)

  const name = withTag(String(draft.fields.get('Image')), 'latest')
  draft.fields.set('Image', name)
  const image = needImage(scope, name, config.pull ?? 'missing', draft.origins.get('Image') as Path)
  const imageNeed: Need = { id: image, because: { _tag: 'Image' }, field: draft.origins.get('Image') as Path }
  const requires = requirementsOf(draft)
  return {
    kind: 'container',
    id: resourceId('container', subject.container, scope.client),
    client: scope.client,
    name: subject.container,
    needs: [
      imageNeed,
      ...volumes.needs,
      ...links.needs,
      ...network.needs,
      ...connections.needs,
      ...dependencyNeeds(scope, subject),
    ],
    field: subject.field,
    config: subject.name,
    instance: subject.instance,
    attached: null,
    image,
    body: bodyOf(scope, subject, draft, further),
    endpoints: further,
    exec: execsOf(scope, subject),
    stopSignal: (draft.fields.get('StopSignal') as string | undefined) ?? null,
    stopTimeout: (draft.fields.get('StopTimeout') as number | undefined) ?? null,
    startDelay: config.start_delay ?? 0,
    persistent: config.persistent,
    preventDestroy: config.prevent_destroy,
    updateOrder: config.update_order ?? 'stop-first',
    compare: { ...scope.settings.compare, ...config.compare },
    // No place in a request is called like a member of every object: all begin with the name of an Engine field.
    origins: Object.fromEntries(draft.origins),
    ...(requires === undefined ? {} : { requires }),
  }
}

export const subjectOf = (scope: Scope, name: string, instance: string | null): Subject => ({
  name,
  config: scope.map.containers[name] as Subject['config'],
  instance,
  container: containerName(scope.map.name, name, instance),
  field: ['containers', name],
})

const withLinks = (endpoint: Endpoint, links: ReadonlyArray<string> | undefined): Endpoint => {
  if (links === undefined) return endpoint
  const own = (endpoint.config.Links as ReadonlyArray<string> | undefined) ?? []
  return { ...endpoint, config: { ...endpoint.config, Links: [...new Set([...own, ...links])] } }
}

/** The network that the container is created in, and those it is connected to afterwards. */
const firstEndpoint = (
  mode: string | undefined,
  endpoints: ReadonlyArray<Endpoint>,
): [Endpoint | undefined, ReadonlyArray<Endpoint>] => {
  // With a network mode of its own (`bridge`), all others come after it.
  const index = mode === undefined ? 0 : endpoints.findIndex(({ network }) => network === mode)
  return [endpoints[index], endpoints.filter((_, other) => other !== index)]
}

const addOptions = (scope: Scope, subject: Subject, draft: Draft): void => {
  const { config, field } = subject
  const overrides = overridesFor(scope.map, scope.overrides, subject.name, subject.instance)
  const layers = [
    readOptions(config.create_options, [...field, 'create_options']),
    readOptions(config.host_config, [...field, 'host_config']),
    ...overrides.map(({ options, path = ['overrides'] }) => readOptions(options, path)),
  ]
  for (const { settings, issues } of layers) {
    scope.issues.push(...issues)
    for (const setting of settings) addSetting(draft, setting)
  }
}

const bodyOf = (scope: Scope, subject: Subject, draft: Draft, endpoints: ReadonlyArray<Endpoint>): ContainerBody => {
  const top: [string, Json][] = []
  const host: [string, Json][] = []
  for (const [field, value] of draft.fields) {
    if (isEmpty(value) && !MEANT_EMPTY.has(field)) continue
    if (field.startsWith('HostConfig.')) host.push([field.slice('HostConfig.'.length), value])
    else top.push([field, value])
  }
  const wanted: JsonObject = {
    ...Object.fromEntries(top),
    ...(host.length === 0 ? {} : { HostConfig: Object.fromEntries(host) }),
  }
  return { ...wanted, Labels: labelsOf(scope, subject, wanted, endpoints) } as ContainerBody
}

/** Empty lists that take away what image or Engine would give: tried on 20.10 and 28.5. */
const MEANT_EMPTY: ReadonlySet<string> = new Set(['Entrypoint', 'HostConfig.MaskedPaths', 'HostConfig.ReadonlyPaths'])

/** Other lists and objects without entries say nothing; an empty command does not mean "none" to the Engine. */
const isEmpty = (value: Json): boolean =>
  Array.isArray(value)
    ? value.length === 0
    : typeof value === 'object' && value !== null && Object.keys(value).length === 0

const labelsOf = (
  scope: Scope,
  subject: Subject,
  wanted: JsonObject,
  endpoints: ReadonlyArray<Endpoint>,
): ContainerBody['Labels'] => {
  const evidence = evidenceOf(scope, subject.name, subject.config)
  // The two stop settings never lead to a recreation, and are left out.
  const { StopSignal: _signal, StopTimeout: _timeout, ...spec } = wanted
  const own: Record<string, string> = {
    [LABEL.map]: scope.map.name,
    [LABEL.config]: subject.name,
    [LABEL.kind]: 'instance',
    [LABEL.spec]: contentHash({
      body: spec,
      evidence,
      endpoints: endpoints.map(({ network, config }) => ({ network, config })),
    }),
  }
  const limits = limitsAsked((wanted.HostConfig ?? {}) as JsonObject)
  if (limits !== undefined) own[LABEL.limits] = limits
  if (subject.config.persistent) own[LABEL.persistent] = 'true'
  if (subject.config.prevent_destroy) own[LABEL.protected] = 'true'
  Object.assign(own, secretsLabel(wanted))
  if (subject.instance !== null) own[LABEL.instance] = subject.instance
  return { ...(wanted.Labels as JsonObject | undefined), ...evidence, ...own } as ContainerBody['Labels']
}

const requirementsOf = (draft: Draft): ReadonlyArray<Requirement> | undefined => {
  if (draft.requires.size === 0) return undefined
  return [...draft.requires]
    .map(([field, { since = '1.0', before, origin }]) => present({ field, apiVersion: since, before, origin }))
    .sort((a, b) => compareText(a.field, b.field))
}
