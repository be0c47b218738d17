/** Settings that the Engine would refuse, or that cannot be true together; found before anything runs. */
import type { Path } from '../../base/issue'
import type { Json } from '../../base/json'
import { fixedPortsIn } from '../host-ports'
import type { Draft } from '../options/merge'
import { bindTarget } from '../options/merge'
import type { Endpoint } from '../resource'
import type { Scope, Subject } from './scope'

/** Fields that a container in another one's network stack may not set. */
const STACK_OWNED: ReadonlyArray<readonly [string, string]> = [
  ['HostConfig.PortBindings', 'published ports'],
  ['ExposedPorts', 'exposed ports'],
  ['HostConfig.PublishAllPorts', 'published ports'],
  ['HostConfig.Links', 'links'],
  ['HostConfig.Dns', 'DNS servers'],
  ['HostConfig.ExtraHosts', 'extra hosts'],
  ['Hostname', 'a host name'],
  ['MacAddress', 'a MAC address'],
]

/**
 * Network modes that exclude other settings, and paths that are mounted twice. `mode` is the one that the config's own
 * fields lead to.
 */
export const checkStack = (
  scope: Scope,
  subject: Subject,
  draft: Draft,
  mode: string | undefined,
  endpoints: ReadonlyArray<Endpoint>,
): void => {
  const final = (draft.fields.get('HostConfig.NetworkMode') as string | undefined) ?? 'bridge'
  const origin = draft.origins.get('HostConfig.NetworkMode') ?? subject.field
  const conflict: Conflict = (path, message) => {
    scope.issues.push({
      code: 'conflict',
      path,
      message,
      related: [{ path: origin, message: 'the network is set here' }],
    })
  }
  checkOwned(subject, draft, final, conflict)
  if (mode !== undefined && final !== mode && endpoints.length > 0) {
    conflict(origin, `the network mode "${final}" contradicts \`networks\``)
  } else for (const endpoint of endpoints) checkBeside(endpoint, final, conflict)
  checkTargets(scope, draft)
}

type Conflict = (path: Path, message: string) => void

const checkOwned = (subject: Subject, { fields, origins }: Draft, mode: string, conflict: Conflict): void => {
  const links = origins.get('HostConfig.Links')
  if (mode === 'host' && links !== undefined)
    conflict(links, 'a container in the network of the host cannot have links')
  if (!mode.startsWith('container:')) return
  for (const [field, what] of STACK_OWNED) {
    if (!isSet(fields.get(field))) continue
    conflict(
      origins.get(field) ?? subject.field,
      `a container in another one's network stack cannot have ${what} of its own`,
    )
  }
}

const checkBeside = (endpoint: Endpoint, mode: string, conflict: Conflict): void => {
  if (endpoint.network === mode) return
  const alone = mode === 'host' || mode === 'none' || mode.startsWith('container:')
  if (alone)
    conflict(
      endpoint.field,
      `a container cannot be in the network "${endpoint.network}" with the network mode "${mode}"`,
    )
  else if (endpoint.network === 'host' || endpoint.network === 'none')
    conflict(endpoint.field, `"${endpoint.network}" excludes other networks`)
}

const isSet = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== false &&
  !(typeof value === 'object' && value !== null && Object.keys(value).length === 0)

const checkTargets = (scope: Scope, draft: Draft): void => {
  const seen = new Map<string, Json>()
  for (const bind of (draft.fields.get('HostConfig.Binds') as ReadonlyArray<Json> | undefined) ?? []) {
    const target = bindTarget(bind).replace(/(.)\/+$/, '$1')
    const other = seen.get(target)
    seen.set(target, bind)
    if (other === undefined || other === bind) continue
    scope.issues.push({
      code: 'conflict',
      path: draft.origins.get(`HostConfig.Binds.${bindTarget(bind)}`) ?? [],
      message: `two volumes are mounted at "${target}"`,
      found: `${String(other)} and ${String(bind)}`,
    })
  }
}

/** Old and new container cannot be up at once where both need what only one can have. */
export const checkUpdateOrder = (scope: Scope, subject: Subject, draft: Draft): void => {
  const { config, field } = subject
  if (config.update_order !== 'start-first') return
  const forbids = [
    ...fixedPorts(draft),
    ...fixedAddresses(config.networks),
    ...(config.shares.length > 0 ? ['its own volumes (`shares`)'] : []),
  ]
  if (forbids.length === 0) return
  scope.issues.push({
    code: 'conflict',
    path: [...field, 'update_order'],
    message: `"start-first" cannot be: ${forbids.join(', ')} can belong to one container only`,
    found: 'start-first',
    hint: 'use "stop-first", or remove what forbids it',
  })
}

const fixedPorts = (draft: Draft): ReadonlyArray<string> =>
  fixedPortsIn({ PortBindings: draft.fields.get('HostConfig.PortBindings') }).map(({ port }) => `the host port ${port}`)

const fixedAddresses = (networks: Subject['config']['networks']): ReadonlyArray<string> =>
  networks.flatMap(({ ipv4_address, ipv6_address }) =>
    [ipv4_address, ipv6_address].flatMap((one) => (one === undefined ? [] : [`the address ${one}`])),
  )
