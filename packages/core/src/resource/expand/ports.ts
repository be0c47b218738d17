/** Ports that a container exposes and publishes. */
import type { Issue, Path } from '../../base/issue'
import type { JsonObject } from '../../base/json'
import { didYouMean } from '../../base/nearest'
import { ownMember } from '../../base/record'
import type { PortExposure } from '../../map/model'
import type { Scope, Subject } from './scope'

export interface Ports {
  readonly exposed: Readonly<Record<string, JsonObject>>
  readonly bindings: Readonly<Record<string, ReadonlyArray<JsonObject>>>
  /** By port: `80/tcp`. */
  readonly origins: Readonly<Record<string, Path>>
}

export const portsOf = (scope: Scope, subject: Subject): Ports => {
  const exposed: Record<string, JsonObject> = {}
  const bindings: Record<string, JsonObject[]> = {}
  const origins: Record<string, Path> = {}
  for (const [index, exposure] of subject.config.exposes.entries()) {
    const field = [...subject.field, 'exposes', index]
    const key = `${exposure.port}/${exposure.protocol}`
    exposed[key] = {}
    origins[key] ??= field
    if (exposure.host_port === undefined) continue
    const binding = bindingOf(scope, exposure, exposure.host_port, field)
    if (isIssue(binding)) scope.issues.push(binding)
    else bindings[key] = [...(bindings[key] ?? []), binding]
  }
  return { exposed, bindings, origins }
}

/** Without an interface, all of them; the address of an interface is the client's. */
const bindingOf = (scope: Scope, exposure: PortExposure, port: number, field: Path): JsonObject | Issue => {
  // The Engine chooses a free port where the text is empty.
  const HostPort = port === 0 ? '' : String(port)
  if (exposure.interface === undefined) return exposure.ipv6 ? { HostIp: '::', HostPort } : { HostPort }
  const known = exposure.ipv6 ? scope.settings.interfaces_ipv6 : scope.settings.interfaces
  const address = ownMember(known, exposure.interface) ?? literal(exposure.interface)
  if (address !== undefined) return { HostIp: address, HostPort }
  return {
    code: 'unknown-reference',
    path: field,
    message: `the client "${scope.client}" has no ${exposure.ipv6 ? 'IPv6 ' : ''}interface "${exposure.interface}"`,
    expected: Object.keys(known).length === 0 ? 'no interface' : `one of ${Object.keys(known).join(', ')}`,
    found: exposure.interface,
    ...(didYouMean(exposure.interface, Object.keys(known)).hint === undefined
      ? { hint: `set ${exposure.ipv6 ? 'interfaces_ipv6' : 'interfaces'}.${exposure.interface} of the client` }
      : didYouMean(exposure.interface, Object.keys(known))),
  }
}

const isIssue = (value: JsonObject | Issue): value is Issue => 'code' in value

/** An address stands for itself. */
const literal = (name: string): string | undefined =>
  /^\d{1,3}(\.\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]*$/.test(name) ? name : undefined
