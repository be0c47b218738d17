/** Options that expose and publish ports. */
import { left, right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import { conversion, plainText } from './conversion'

const PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i

/** `80`, `'53/udp'`, `[53, 'udp']`, `'8000-8010'` → `['80/tcp', …]`; undefined for anything else. */
const portKeys = (value: Json): ReadonlyArray<string> | undefined => {
  const written =
    Array.isArray(value) && value.length === 2 ? `${plainText(value[0])}/${plainText(value[1])}` : plainText(value)
  const [, first, last, protocol = 'tcp'] = PORT.exec(written) ?? []
  const from = Number(first)
  const to = last === undefined ? from : Number(last)
  if (first === undefined || from < 1 || to > 65535 || from > to) return undefined
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol.toLowerCase()}`)
}

/** Ports that the container listens on. */
export const ports: Conversion = conversion('ports: 80, "53/udp", [53, udp], or an object of ports', (value) => {
  const items = isJsonObject(value)
    ? Object.keys(value)
    : Array.isArray(value)
      ? (value as ReadonlyArray<Json>)
      : [value]
  const keys: string[] = []
  for (const [index, item] of items.entries()) {
    const found = portKeys(item)
    if (found === undefined)
      return left({ at: [isJsonObject(value) ? plainText(item) : index], expected: 'a port', found: item })
    keys.push(...found)
  }
  return right(objectFrom(keys.map((key) => [key, {}])))
})

/** `{ 80: 8080, '53/udp': ['10.0.0.1', 53], 443: [443, 8443], 9000: null }` */
export const portBindings: Conversion = conversion('an object of ports to host ports', (value) => {
  if (!isJsonObject(value)) return undefined
  const result: [string, Json][] = []
  for (const [key, entry] of Object.entries(value)) {
    const [port, more] = portKeys(key) ?? []
    const bound = hostPorts(entry ?? null)
    if (port === undefined || more !== undefined) return left({ at: [], expected: 'ports as keys', found: key })
    if (bound === undefined)
      return left({ at: [key], expected: 'a host port, [address, host port], or a list of these', found: entry })
    result.push([port, bound])
  }
  return right(objectFrom(result))
})

const hostPorts = (value: Json): ReadonlyArray<JsonObject> | undefined => {
  if (!Array.isArray(value) || isAddressPair(value)) {
    const one = hostPort(value)
    return one === undefined ? undefined : [one]
  }
  const all = (value as ReadonlyArray<Json>).map(hostPort)
  return all.includes(undefined) ? undefined : (all as JsonObject[])
}

const hostPort = (value: Json): JsonObject | undefined => {
  if (value === null) return { HostPort: '' }
  if (isJsonObject(value)) return hostPortObject(value)
  if (!Array.isArray(value)) return isHostPort(value) ? { HostPort: String(value) } : undefined
  const [address, port = null] = value as ReadonlyArray<Json>
  if (!isAddressPair(value) || !(port === null || isHostPort(port))) return undefined
  return { HostIp: address as string, HostPort: port === null ? '' : String(port) }
}

const hostPortObject = ({ HostIp, HostPort }: JsonObject): JsonObject | undefined => {
  if (HostPort !== undefined && HostPort !== null && !isHostPort(HostPort)) return undefined
  const port = HostPort === undefined || HostPort === null ? '' : String(HostPort)
  return typeof HostIp === 'string' && HostIp !== '' ? { HostIp, HostPort: port } : { HostPort: port }
}

const isHostPort = (value: Json): boolean =>
  value === '' ||
  (/^\d{1,5}(-\d{1,5})?$/.test(plainText(value)) &&
    plainText(value)
      .split('-')
      .every((port) => Number(port) <= 65535))

/** `['10.0.0.1']` or `['10.0.0.1', 80]`, where a list of host ports could stand as well. */
const isAddressPair = (value: ReadonlyArray<Json>): boolean =>
  value.length >= 1 && value.length <= 2 && typeof value[0] === 'string' && /[.:]/.test(value[0])
