/** The ports of the host that a container asks for. */
import { isJsonObject, type JsonObject } from '../base/json'

export interface HostPort {
  /** `8080/tcp` on the host; of a range, its ends. */
  readonly port: string
  /** Empty: all of them. */
  readonly address: string
  /** `80/tcp` in the container */
  readonly inside: string
}

/** Without those that the Engine chooses. */
export const hostPortsIn = ({ PortBindings: bindings }: JsonObject): ReadonlyArray<HostPort> =>
  Object.entries(isJsonObject(bindings) ? bindings : {}).flatMap(([inside, list]) =>
    (Array.isArray(list) ? list : []).filter(isJsonObject).flatMap(({ HostPort, HostIp }) => {
      const port = plainNumber(typeof HostPort === 'string' ? HostPort : '')
      if (port === '' || port === '0') return []
      const address = typeof HostIp === 'string' ? HostIp : ''
      return [{ port: `${port}/${inside.split('/')[1] ?? 'tcp'}`, address, inside }]
    }),
  )

const plainNumber = (text: string): string => (/^\d+$/.test(text) ? String(Number(text)) : text)

/** Those that a container cannot share: a range leaves the choice to the Engine as well. */
export const fixedPortsIn = (hostConfig: JsonObject): ReadonlyArray<HostPort> =>
  hostPortsIn(hostConfig).filter(({ port }) => /^\d+\//.test(port))

/** Whether the Engine refuses one while it has the other: tried on Engine 20.10 and 28.5. */
export const collide = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port &&
  (a.address === b.address || a.address === '' || b.address === '' || (familyOf(a) === familyOf(b) && isAny(a, b)))

const familyOf = ({ address }: HostPort): 'v6' | 'v4' => (address.includes(':') ? 'v6' : 'v4')

const isAny = (...ports: ReadonlyArray<HostPort>): boolean =>
  ports.some(({ address }) => address === '0.0.0.0' || address === '::')
