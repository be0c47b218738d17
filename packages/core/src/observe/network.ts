/** Reads a network from `GET /networks/NAME`, and tells what one will be like from the body of its creation. */
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { compareText } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import type { ObservedNetwork } from './observation'
import { listAt, objectAt, textAt, textMembers } from './read'
import { sparse, without } from './sparse'

/** Left says what is missing in `raw`. `containers` are those connected at the moment, running ones only. */
export const networkFromInspect = (raw: unknown): Either<string, ObservedNetwork> => {
  const id = textAt(raw, 'Id')
  const name = textAt(raw, 'Name')
  if (id === '' || name === '' || !isJsonObject(raw)) return left('an inspected network has no Id or no Name')
  const containers = Object.values(objectAt(raw, 'Containers')).map((container) => textAt(container, 'Name'))
  return right({
    id,
    name,
    labels: textMembers(objectAt(raw, 'Labels')),
    config: normalNetwork(raw),
    containers: containers.filter((container) => container !== '').sort(compareText),
  })
}

const FIELDS = [
  'Driver',
  'Options',
  'Internal',
  'Attachable',
  'EnableIPv6',
  'IPAM',
  'Ingress',
  'ConfigOnly',
  'Scope',
] as const

/**
 * A network's settings without what the Engine fills in.
 *
 * @param raw body of `POST /networks/create`, or the answer to an inspection
 * @example
 * normalNetwork({ Driver: 'bridge', IPAM: { Driver: 'default', Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.1' }] } })
 * // { IPAM: { Config: [{ Subnet: '10.1.0.0/24' }] } }
 */
export const normalNetwork = (raw: JsonObject): JsonObject => {
  const config = sparse(Object.fromEntries(FIELDS.map((field) => [field, raw[field]])))
  const defaults = Object.entries({ Driver: 'bridge', Scope: 'local' }).filter(
    ([field, value]) => config[field] === value,
  )
  return sparse({
    ...without(config, ...defaults.map(([field]) => field)),
    IPAM: normalIpam(objectAt(config, 'IPAM')),
    Options: without(objectAt(config, 'Options'), ...filledOptions(objectAt(config, 'Options'))),
  })
}

/** Newer Engines write these options into every network, with these values. */
const filledOptions = (options: JsonObject): ReadonlyArray<string> =>
  Object.entries({ 'com.docker.network.enable_ipv4': 'true', 'com.docker.network.enable_ipv6': 'false' })
    .filter(([name, value]) => options[name] === value)
    .map(([name]) => name)

const normalIpam = (ipam: JsonObject): JsonObject =>
  sparse({
    ...without(ipam, ...(textAt(ipam, 'Driver') === 'default' ? ['Driver'] : [])),
    Config: listAt(ipam, 'Config').filter(isJsonObject).map(normalPool),
  })

/** Newer Engines fill in the first address of the subnet as the gateway. */
const normalPool = (pool: JsonObject): JsonObject => {
  const kept = sparse(pool)
  return sameAddress(textAt(kept, 'Gateway').split('/')[0] ?? '', firstAddress(textAt(kept, 'Subnet')))
    ? without(kept, 'Gateway')
    : kept
}

const firstAddress = (subnet: string): string => {
  const address = subnet.split('/')[0] ?? ''
  if (address.includes(':')) return address.endsWith('::') ? `${address}1` : ''
  const parts = address.split('.').map(Number)
  return parts.length === 4 ? [...parts.slice(0, 3), (parts[3] as number) + 1].join('.') : ''
}

const sameAddress = (a: string, b: string): boolean => a !== '' && a.toLowerCase() === b.toLowerCase()

/** Whether `json` is a network's name that is there on every Engine. */
export const isBuiltIn = (name: Json): boolean => name === 'bridge' || name === 'host' || name === 'none'
