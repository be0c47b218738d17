/** The forms of `exposes`. */

import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../../base/codec'
import { closed, codec, isObject, refuse } from '../../base/codec'
import { present } from '../../base/present'
import type { PortExposure } from '../model'
import { flag, text, word } from '../values'
import type { Given, ItemForms } from './items'
import { failures, hasOnly, items, nullable, optional, refuseBeyond, spread } from './items'

const MOST = 65_535
const PORT = 'a port from 1 to 65535, with an optional protocol (53/udp), or a range (8000-8010)'
const HOST_PORT = 'a port of the host from 0 (the Engine chooses) to 65535, or a range'
const FORMS = 'port, [port, host port, interface, ipv6] or {port: [host port, interface, ipv6]}'

interface PortRange {
  readonly first: number
  readonly last: number
}

interface Exposed extends PortRange {
  readonly protocol: PortExposure['protocol'] | undefined
}

const rangeOf = (value: unknown, least: number): PortRange | undefined => {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(String(value))
  if (match === null) return undefined
  const first = Number(match[1])
  const last = match[2] === undefined ? first : Number(match[2])
  return first >= least && first <= last && last <= MOST ? { first, last } : undefined
}

const protocol = word(['tcp', 'udp', 'sctp'])

const exposed: Codec<Exposed> = codec(PORT, (value, context) => {
  if (typeof value !== 'number' && typeof value !== 'string') return refuse(value, context, { expected: PORT })
  const match = /^([^/]*)(?:\/(tcp|udp|sctp))?$/i.exec(String(value))
  const range = match === null ? undefined : rangeOf(match[1], 1)
  if (match === null || range === undefined)
    return refuse(value, context, { expected: PORT, hint: portHint(String(value)) })
  return right({ ...range, protocol: match[2]?.toLowerCase() as Exposed['protocol'] })
})

const portHint = (value: string): string | undefined => {
  if (/^[\d.]*:?\d+:\d+/.test(value)) return 'write the container port first: [container port, host port, interface]'
  if (/^[a-z][\w-]*$/i.test(value))
    return 'a port with host port and interface goes into a list of its own: [[80, 8080, public]]'
  return undefined
}

const hostPort: Codec<PortRange> = codec(HOST_PORT, (value, context) => {
  const range = typeof value === 'number' || typeof value === 'string' ? rangeOf(value, 0) : undefined
  return range === undefined ? refuse(value, context, { expected: HOST_PORT }) : right(range)
})

const interfaceName = text("a name of the client's interfaces")

interface Publishing {
  readonly host?: PortRange | undefined
  readonly interface?: string | undefined
  readonly ipv6?: boolean | undefined
}

const publishing = { host_port: nullable(hostPort), interface: nullable(interfaceName), ipv6: nullable(flag) }

const publishingObject = closed('a published port ({host_port, interface, ipv6})', publishing)

const readPublishing = (rest: ReadonlyArray<Given>): t.Validation<Publishing> => {
  const behind = spread(rest)
  const [first, second, third] = behind
  if (behind.length === 1 && first !== undefined && isObject(first.value)) {
    const read = publishingObject.validate(first.value, first.context)
    if (isLeft(read)) return read
    const { host_port, ...more } = read.right
    return right({ host: host_port, ...more })
  }
  const beyond = refuseBeyond(behind, 3, FORMS)
  if (beyond !== undefined) return beyond
  const host = optional(hostPort, first)
  const name = optional(interfaceName, second)
  const ipv6 = optional(flag, third)
  if (isLeft(host) || isLeft(name) || isLeft(ipv6)) return failures([host, name, ipv6])
  return right({ host: host.right, interface: name.right, ipv6: ipv6.right })
}

/** One exposure for each port of a range. */
const exposures = (ports: Exposed, given: Publishing): ReadonlyArray<PortExposure> => {
  // An address without a port is meant to be published: the Engine chooses the port.
  const host = given.host ?? (given.interface === undefined ? undefined : { first: 0, last: 0 })
  return Array.from({ length: ports.last - ports.first + 1 }, (_, offset) =>
    present({
      port: ports.first + offset,
      protocol: ports.protocol ?? 'tcp',
      host_port: host === undefined ? undefined : host.first === 0 ? 0 : host.first + offset,
      interface: given.interface,
      ipv6: given.ipv6 ?? false,
    }),
  )
}

const published = (
  ports: Exposed,
  given: Publishing,
  value: unknown,
  context: t.Context,
): t.Validation<ReadonlyArray<PortExposure>> => {
  const { host } = given
  const fits =
    host === undefined || host.last - host.first === ports.last - ports.first || (host.first === 0 && host.last === 0)
  if (fits) return right(exposures(ports, given))
  const message = `${ports.last - ports.first + 1} ports of the container do not fit on ${host.last - host.first + 1} of the host`
  return refuse(value, context, { message, hint: 'give ranges of one length' })
}

const long = closed(
  'an exposed port ({port, protocol, host_port, interface, ipv6})',
  { port: exposed, protocol, ...publishing },
  { aliases: { exposed_port: 'port' } },
)

const portForms: ItemForms<PortExposure> = {
  expected: `a port: ${FORMS}`,
  pair: (head, rest) => {
    const port = exposed.validate(head.value, head.context)
    const given = readPublishing(rest)
    if (isLeft(port) || isLeft(given)) return failures([port, given])
    return published(port.right, given.right, head.value, head.context)
  },
  isLong: (object) =>
    hasOnly(object, ['port', 'exposed_port', 'protocol', 'host_port', 'interface', 'ipv6'], ['port', 'exposed_port']),
  long: (value, context) => {
    const read = long.validate(value, context)
    if (isLeft(read)) return read
    const { port, protocol: named, host_port, ...given } = read.right
    if (port === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a port' })
    if (named !== undefined && port.protocol !== undefined && named !== port.protocol) {
      return refuse(value, context, { code: 'conflict', message: `two protocols: ${port.protocol} and ${named}` })
    }
    return published({ ...port, protocol: port.protocol ?? named }, { host: host_port, ...given }, value, context)
  },
}

export const ports = items(portForms)
