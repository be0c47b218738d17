/** Options that connect a container with others: links, hosts, endpoints. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import type { Conversion } from './conversion'
import {
  concatenation,
  conversion,
  either,
  joined,
  listOf,
  listOfText,
  mapped,
  recordOf,
  secretText,
  shape,
  splitOnce,
  text,
} from './conversion'

/** `{ container: alias }`, or a list of `container:alias`, `[container, alias]`, or names alone. */
export const links: Conversion = either(
  'an object of containers to aliases, or a list of container:alias',
  mapped(recordOf(either('an alias', text, listOfText('an alias'))), (value) =>
    Object.entries(value as JsonObject).flatMap(([name, alias]) =>
      [alias].flat().map((one) => `${name}:${String(one)}`),
    ),
  ),
  mapped(listOf(either('container:alias', text, listOfText('a name', undefined, 2))), (value) =>
    (value as ReadonlyArray<string | string[]>).map((link) => {
      const [name, alias] = typeof link === 'string' ? splitOnce(link, ':') : (link as [string, string?])
      return `${name}:${alias === undefined || alias === '' ? name : alias}`
    }),
  ),
)

/** `{ name: address }`, or a list of `name:address`. */
export const extraHosts: Conversion = either(
  'an object of names to addresses, or a list of name:address',
  listOf(
    either(
      'name:address',
      conversion('name:address', (entry) =>
        typeof entry === 'string' && entry.includes(':') ? right(entry) : undefined,
      ),
      concatenation('name:address', /^[^:]+:/),
    ),
  ),
  mapped(recordOf(either('an address (or a secret)', secretText, listOf(secretText))), (value) =>
    Object.entries(value as JsonObject).flatMap(([name, address]) =>
      [address].flat().map((one) => joined(`${name}:`, one as Json)),
    ),
  ),
)

const endpoint = shape({
  Aliases: listOf(text),
  Links: links,
  IPAMConfig: shape({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: listOf(text) }),
  MacAddress: secretText,
  DriverOpts: recordOf(secretText),
  NetworkID: text,
  IPv4Address: text,
  IPv6Address: text,
  LinkLocalIPs: listOf(text),
  DriverOpt: recordOf(secretText),
})

/** `{ network: { aliases, links, ipv4_address, … } }`, with or without `EndpointsConfig` around it. */
export const networkingConfig: Conversion = conversion('an object of networks to endpoints', (value) => {
  const networks = isJsonObject(value) && value.EndpointsConfig !== undefined ? value.EndpointsConfig : value
  const read = recordOf(mapped(endpoint, (one) => sortEndpoint(one as JsonObject))).read(networks)
  return isLeft(read) ? read : right({ EndpointsConfig: read.right })
})

const sortEndpoint = ({ IPv4Address, IPv6Address, LinkLocalIPs, DriverOpt, ...rest }: JsonObject): JsonObject => {
  const ipam = Object.entries({ IPv4Address, IPv6Address, LinkLocalIPs }).filter(([, value]) => value !== undefined)
  const own = isJsonObject(rest.IPAMConfig) ? rest.IPAMConfig : {}
  return {
    ...rest,
    ...(ipam.length === 0 ? {} : { IPAMConfig: { ...own, ...Object.fromEntries(ipam) } }),
    ...(DriverOpt === undefined ? {} : { DriverOpts: DriverOpt }),
  }
}
