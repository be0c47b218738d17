/** The ports of the host that a container asks for. */
import type { JsonObject } from '../base/json'

export interface Binding {
  /** `80/tcp` on the host */
  readonly port: string
  /** Empty: all of them. */
  readonly address: string
}

/** Without those that the Engine chooses. */
export const bindingsOf = (hostConfig: JsonObject): ReadonlyArray<Binding> => {
  const bindings = (hostConfig['PortBindings'] ?? {}) as Readonly<Record<string, ReadonlyArray<JsonObject> | null>>
  return Object.entries(bindings).flatMap(([port, list]) =>
    (list ?? []).flatMap(({ HostPort, HostIp }) =>
      HostPort === undefined || HostPort === '' || HostPort === '0'
        ? []
        : [{ port: `${HostPort}/${port.split('/')[1] ?? 'tcp'}`, address: typeof HostIp === 'string' ? HostIp : '' }],
    ),
  )
}

/** Whether the Engine refuses one while it has the other. */
export const collide = (a: Binding, b: Binding): boolean =>
  a.port === b.port &&
  (a.address === b.address || a.address === '' || b.address === '' || (familyOf(a) === familyOf(b) && isAny(a, b)))

const familyOf = ({ address }: Binding): 'v6' | 'v4' => (address.includes(':') ? 'v6' : 'v4')

const isAny = (...bindings: ReadonlyArray<Binding>): boolean =>
  bindings.some(({ address }) => address === '0.0.0.0' || address === '::')
